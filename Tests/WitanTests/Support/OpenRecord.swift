import Ledger

@testable import Witan

/// All that an archive holds, open to be compared and to be tampered with.
struct OpenRecord: Shelf, Equatable, Sendable {
  var entryBytes: [[UInt8]]
  var nodes: [[TreeHash]] = []
  var tables: [RecordKind: [String: [UInt8]]] = [:]
  var payloads: [String: String] = [:]
  var attachments: [String: [UInt8]] = [:]
  var note: String?

  /// Copies a shelf.
  init(of shelf: any Shelf) throws {
    let size = try shelf.ledgerSize()
    entryBytes = try shelf.entries(0..<size)
    var level = 0
    while size >> level > 0 {
      nodes.append(
        try (0..<size >> level).map { try shelf.node(NodePlace(level: level, index: $0)) })
      level += 1
    }
    for kind in RecordKind.allCases {
      for record in try shelf.records(kind, RecordFilter()) {
        tables[kind, default: [:]][record.key] = record.body
      }
    }
    for digest in try shelf.payloadDigests() { payloads[digest] = try shelf.payload(digest) }
    for name in try shelf.attachmentNames() { attachments[name] = try shelf.attachment(name) }
    note = try shelf.checkpoint()
  }

  /// What an audit of it finds.
  func verify(against older: String? = nil) throws -> AuditReport {
    try Auditor(shelf: self, progress: { _, _ in }).report(
      against: older.map { KeptCheckpoint(note: $0) })
  }

  /// Makes the tree anew from the entries, as a forger would.
  mutating func rebuildTree() {
    var tree = MemoryTree()
    for entry in entryBytes { tree.append(entry: entry) }
    nodes = []
    var level = 0
    while entryBytes.count >> level > 0 {
      nodes.append(
        (0..<entryBytes.count >> level).compactMap {
          try? tree.node(NodePlace(level: level, index: $0))
        })
      level += 1
    }
  }

  func ledgerSize() throws -> Int { entryBytes.count }
  func entries(_ range: Range<Int>) throws -> [[UInt8]] {
    Array(entryBytes[range.clamped(to: entryBytes.indices)])
  }
  func node(_ place: NodePlace) throws -> TreeHash {
    guard nodes.indices.contains(place.level), nodes[place.level].indices.contains(place.index)
    else { throw ProofFault.nodeMissing(place) }
    return nodes[place.level][place.index]
  }
  func record(_ kind: RecordKind, _ key: String) throws -> [UInt8]? { tables[kind]?[key] }
  func records(_ kind: RecordKind, _ filter: RecordFilter) throws -> [StoredRecord] {
    (tables[kind] ?? [:]).map { StoredRecord(key: $0.key, body: $0.value) }
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
  func payload(_ digest: String) throws -> String? { payloads[digest] }
  func payloadDigests() throws -> [String] { payloads.keys.sorted() }
  func attachment(_ name: String) throws -> [UInt8]? { attachments[name] }
  func attachmentNames() throws -> [String] { attachments.keys.sorted() }
  func checkpoint() throws -> String? { note }
}
