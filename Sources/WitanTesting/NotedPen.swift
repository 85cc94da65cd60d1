import Ledger
import Witan

/// A record in memory together with its signed checkpoint.
struct NotedPen: Pen {
  private let pen: MemoryPen
  private let note: String?

  /// Works on a record; the checkpoint is that of the last commit.
  init(_ pen: MemoryPen, note: String?) {
    self.pen = pen
    self.note = note
  }

  /// The note of the last commit.
  func checkpoint() throws -> String? { note }
  /// As the record has it.
  func ledgerSize() throws -> Int { try pen.ledgerSize() }
  /// As the record has them.
  func entries(_ range: Range<Int>) throws -> [[UInt8]] { try pen.entries(range) }
  /// As the record has it.
  func node(_ place: NodePlace) throws -> TreeHash { try pen.node(place) }
  /// As the record has it.
  func record(_ kind: RecordKind, _ key: String) throws -> [UInt8]? { try pen.record(kind, key) }
  /// As the record has them.
  func records(_ kind: RecordKind, _ filter: RecordFilter) throws -> [StoredRecord] {
    try pen.records(kind, filter)
  }
  /// As the record has it.
  func payload(_ digest: String) throws -> String? { try pen.payload(digest) }
  /// As the record has them.
  func payloadDigests() throws -> [String] { try pen.payloadDigests() }
  /// As the record has it.
  func attachment(_ name: String) throws -> [UInt8]? { try pen.attachment(name) }
  /// As the record has them.
  func attachmentNames() throws -> [String] { try pen.attachmentNames() }
  /// Goes to the record.
  func append(_ entry: [UInt8]) throws { try pen.append(entry) }
  /// Goes to the record.
  func put(_ kind: RecordKind, _ key: String, _ body: [UInt8]) throws {
    try pen.put(kind, key, body)
  }
  /// Goes to the record.
  func remove(_ kind: RecordKind, _ key: String) throws { try pen.remove(kind, key) }
  /// Goes to the record.
  func keep(_ disclosure: Disclosure) throws { try pen.keep(disclosure) }
  /// Goes to the record.
  func attach(_ name: String, _ content: [UInt8]) throws { try pen.attach(name, content) }
  /// Goes to the record.
  func forget(_ digest: String) throws { try pen.forget(digest) }
  /// Goes to the record.
  func detach(_ name: String) throws { try pen.detach(name) }
}
