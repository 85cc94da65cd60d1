import Ledger

@testable import Witan

extension House {
  /// A digest of all that the archive holds.
  func fingerprint() async throws -> String {
    try await desk.archive.read { shelf in
      var bytes: [UInt8] = []
      func add(_ part: [UInt8]) { bytes += Array(SHA.sha256(part).hex.utf8) }
      for entry in try shelf.entries(0..<shelf.ledgerSize()) { add(entry) }
      for kind in RecordKind.allCases {
        for record in try shelf.records(kind, RecordFilter()) {
          add(Array(record.key.utf8))
          add(record.body)
        }
      }
      for digest in try shelf.payloadDigests() {
        add(Array((try shelf.payload(digest) ?? "").utf8))
      }
      for name in try shelf.attachmentNames() { add(try shelf.attachment(name) ?? []) }
      add(Array((try shelf.checkpoint() ?? "").utf8))
      return SHA.sha256(bytes).hex
    }
  }
}
