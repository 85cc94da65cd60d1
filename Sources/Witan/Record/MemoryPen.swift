public import Ledger

/// A record held in memory: what replay builds beside the kept one, to compare the two.
///
/// Not Sendable on purpose: one task writes it.
public final class MemoryPen: Pen {
  private var tree = MemoryTree()
  private var entryBytes: [[UInt8]] = []
  private var tables: [RecordKind: [String: [UInt8]]] = [:]
  private var index = RecordIndex()
  private var disclosures: [String: String] = [:]
  private var attachments: [String: [UInt8]] = [:]

  /// An empty record.
  public init() {}

  /// Another one with the same content.
  public func copy() -> MemoryPen {
    let copy = MemoryPen()
    (copy.tree, copy.entryBytes, copy.tables, copy.index) = (tree, entryBytes, tables, index)
    (copy.disclosures, copy.attachments) = (disclosures, attachments)
    return copy
  }

  public func ledgerSize() throws -> Int { entryBytes.count }

  public func entries(_ range: Range<Int>) throws -> [[UInt8]] {
    Array(entryBytes[range.clamped(to: entryBytes.indices)])
  }

  public func node(_ place: NodePlace) throws -> TreeHash { try tree.node(place) }

  public func record(_ kind: RecordKind, _ key: String) throws -> [UInt8]? { tables[kind]?[key] }

  public func records(_ kind: RecordKind, _ filter: RecordFilter) throws -> [StoredRecord] {
    let table = tables[kind] ?? [:]
    let keys = index.keys(kind, filter.condition) ?? Array(table.keys)
    var found: [StoredRecord] = []
    for key in keys {
      if let after = filter.after {
        let isAfter = after.precedes(key)
        let isBefore = key.precedes(after)
        guard filter.isDescending ? isBefore : isAfter else { continue }
      }
      if let body = table[key] { found.append(StoredRecord(key: key, body: body)) }
    }
    found.sort { filter.isDescending ? $1.key.precedes($0.key) : $0.key.precedes($1.key) }
    return Array(found.prefix(filter.limit))
  }

  public func payload(_ digest: String) throws -> String? { disclosures[digest] }

  public func payloadDigests() throws -> [String] {
    disclosures.keys.sorted { $0.precedes($1) }
  }

  public func attachment(_ name: String) throws -> [UInt8]? { attachments[name] }

  public func attachmentNames() throws -> [String] { attachments.keys.sorted { $0.precedes($1) } }

  public func checkpoint() throws -> String? { nil }

  public func append(_ entry: [UInt8]) throws {
    tree.append(leaf: MerkleTree.leafHash(entry))
    entryBytes.append(entry)
  }

  public func put(_ kind: RecordKind, _ key: String, _ body: [UInt8]) throws {
    tables[kind, default: [:]][key] = body
    index.put(kind, key, body)
  }

  public func remove(_ kind: RecordKind, _ key: String) throws {
    tables[kind]?[key] = nil
    index.remove(kind, key)
  }

  public func keep(_ disclosure: Disclosure) throws {
    disclosures[disclosure.digest] = disclosure.encoded
  }

  public func attach(_ name: String, _ content: [UInt8]) throws {
    if attachments[name] == nil { attachments[name] = content }
  }

  public func forget(_ digest: String) throws { disclosures[digest] = nil }

  public func detach(_ name: String) throws { attachments[name] = nil }
}

extension String {
  /// Whether this text comes before another in the order of bytes.
  fileprivate func precedes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
