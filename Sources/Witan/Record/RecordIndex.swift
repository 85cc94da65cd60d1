import Ledger

/// Which records of a kind bear which text in each of the kind's `indexes`, so that a replay of a
/// long history does not read every record for every event.
struct RecordIndex {
  /// By kind and field: the keys of the records with each text, texts by their bytes.
  private var keysByText: [RecordKind: [String: [[UInt8]: Set<String>]]] = [:]
  /// By kind and key: the record's indexed texts by field.
  private var textsByKey: [RecordKind: [String: [String: [UInt8]]]] = [:]

  /// Notes a record in place of an earlier one.
  mutating func put(_ kind: RecordKind, _ key: String, _ body: [UInt8]) {
    guard !kind.indexes.isEmpty else { return }
    remove(kind, key)
    guard let record = try? JSON(parsing: body) else { return }
    for field in kind.indexes {
      guard case .string(let text)? = record[field] else { continue }
      let bytes = Array(text.utf8)
      keysByText[kind, default: [:]][field, default: [:]][bytes, default: []].insert(key)
      textsByKey[kind, default: [:]][key, default: [:]][field] = bytes
    }
  }

  /// Forgets a record.
  mutating func remove(_ kind: RecordKind, _ key: String) {
    for (field, text) in textsByKey[kind]?.removeValue(forKey: key) ?? [:] {
      keysByText[kind]?[field]?[text]?.remove(key)
      if keysByText[kind]?[field]?[text]?.isEmpty == true {
        keysByText[kind]?[field]?[text] = nil
      }
    }
  }

  /// The keys of the records that satisfy a condition, in no order; nil for all.
  func keys(_ kind: RecordKind, _ condition: RecordFilter.Condition) -> [String]? {
    switch condition {
    case .all: return nil
    case .equal(let field, let wanted):
      precondition(kind.indexes.contains(field), "records are listed by indexed fields only")
      return Array(keysByText[kind]?[field]?[Array(wanted.utf8)] ?? [])
    case .upTo(let field, let limit):
      precondition(kind.indexes.contains(field), "records are listed by indexed fields only")
      let texts = keysByText[kind]?[field] ?? [:]
      return texts.flatMap { text, keys in
        limit.utf8.lexicographicallyPrecedes(text) ? [] : Array(keys)
      }
    }
  }
}
