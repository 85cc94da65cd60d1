import Ledger

/// Names in the order of their bytes, each with a word about it, on a scratch record: in memory it
/// does not grow with their number.
///
/// Names may hold any bytes, and are told apart by them: Swift takes canonically equivalent texts
/// for equal, such as "K" and the sign of the kelvin. So they are kept in hexadecimal.
struct NameList {
  private let title: String
  private let pen: any Pen
  private let pageSize: Int

  /// A list of its own among those on a scratch record.
  init(_ title: String, on pen: any Pen) {
    (self.title, self.pen) = (title, pen)
    pageSize = pen is MemoryPen ? Int(Int32.max) : 2_000
  }

  /// What the keys of a list's names begin with.
  static func prefix(_ title: String) -> String { "\(title)/=" }

  private func key(_ name: String) -> String { Self.prefix(title) + Hex.encode(name.utf8) }

  /// The word about a name; nil where it is not on the list.
  func word(of name: String) throws -> String? {
    try pen.record(.mark, key(name)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Puts a name on the list, or changes the word about it.
  func put(_ name: String, _ word: String) throws {
    let body: [UInt8] = Array(word.utf8)
    try pen.put(.mark, key(name), body)
  }

  /// Begins at the first name.
  func walk() -> Walk { Walk(prefix: Self.prefix(title), pen: pen, pageSize: pageSize) }

  /// A way along a list.
  struct Walk {
    fileprivate let prefix: String
    fileprivate let pen: any Pen
    fileprivate let pageSize: Int
    private var page: ArraySlice<StoredRecord> = []
    private var last: String?
    private var isOver = false

    fileprivate init(prefix: String, pen: any Pen, pageSize: Int) {
      (self.prefix, self.pen, self.pageSize) = (prefix, pen, pageSize)
    }

    /// The next name and the word about it; nil at the end.
    mutating func next() throws -> (name: String, word: String)? {
      guard let (key, body) = try nextRecord() else { return nil }
      let name = Hex.decode(String(key.dropFirst(prefix.utf8.count))) ?? []
      return (String(decoding: name, as: UTF8.self), String(decoding: body, as: UTF8.self))
    }

    /// The next record under the prefix, whatever its key is.
    mutating func nextRecord() throws -> (key: String, body: [UInt8])? {
      if page.isEmpty, !isOver {
        // The key of the empty name is the prefix itself.
        let after = last ?? String(prefix.dropLast())
        page = try pen.records(.mark, RecordFilter(after: after, limit: pageSize))[...]
        isOver = page.count < pageSize
      }
      guard let record = page.popFirst(), record.key.hasPrefix(prefix) else {
        (page, isOver) = ([], true)
        return nil
      }
      last = record.key
      return (record.key, record.body)
    }
  }
}
