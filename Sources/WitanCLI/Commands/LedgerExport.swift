import Foundation
import Ledger
import Witan
import WitanHTTP

/// The ledger as plain files for programs that are not ours, laid out as C2SP tlog-tiles serves it:
/// `checkpoint`, `tile/<L>/<N>`, `tile/entries/<N>`; beside them `keys.json` and the audit's
/// `report.json`. Payloads and photos stand outside of the ledger and are not among them.
///
/// Of a broken ledger there is `faults.jsonl` instead: every broken place with its evidence.
struct LedgerExport {
  let session: Session
  let folder: String
  /// Where an audit in this process tells every broken place.
  let faults: FaultFile

  /// Writes into a folder that is not there yet.
  init(session: Session, folder: String) {
    (self.session, self.folder) = (session, folder)
    faults = FaultFile(path: "\(folder)/faults.jsonl")
  }

  /// Makes the folder; refuses one that is there, so that nothing of another ledger is mixed in.
  func begin() throws {
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw Refusal.exists(kind: "folder", name: folder)
    }
    try make(folder)
  }

  /// Writes what the audit found and, where it found nothing broken, the ledger as far as it was
  /// verified: a server may have written more since.
  func write(_ report: AuditReport, _ reply: Reply) async throws {
    try LocalFile.write(reply.body, to: "\(folder)/report.json")
    guard report.isClean, let checkpoint = report.checkpoint else {
      let count = try faults.finish(with: report.faults)
      let all = report.faultCount + report.doubtCount
      return session.terminal.hint(
        count == all
          ? "The report and the evidence of all \(count) places were written to \(folder)."
          : "The report and the evidence of \(count) of \(all) places were written to \(folder):"
            + " a server tells no more. Verify the folder itself for all.")
    }
    let note = try SignedNote(parsing: checkpoint)
    let size = try Checkpoint(parsing: note.text).size
    let keys = try await session.call(Call(.get, "/v1/ledger/keys")).body
    try LocalFile.write(keys, to: "\(folder)/keys.json")
    var level = 0
    while size >> (level * Tile.height) > 0 {
      for span in Self.spans(size >> (level * Tile.height)) {
        try await keep("tile/\(level)/\(span.path)")
        if level == 0 { try await keep("tile/entries/\(span.path)") }
      }
      level += 1
    }
    try await keepTestimony()
    // Last, as it speaks of all the others.
    try LocalFile.write(Array(checkpoint.utf8), to: "\(folder)/checkpoint")
    session.terminal.hint("The ledger of \(size) entries was written to \(folder).")
  }

  /// What others said: `witnesses/cosigned`, and `stamps/` as `openssl ts -verify` reads them.
  private func keepTestimony() async throws {
    do {
      let note = try await session.call(Call(.get, "/v1/ledger/checkpoint/cosigned")).body
      try make("\(folder)/witnesses")
      try LocalFile.write(note, to: "\(folder)/witnesses/cosigned")
    } catch let problem as Problem where problem.code == "not-found" {}
    struct Names: Decodable { let items: [StampName] }
    let names = try session.read(Names.self, try await session.all("/v1/ledger/stamps"))
    for name in names.items.map(\.name) {
      let stamp = try await session.value(KeptStamp.self, Call(.get, "/v1/ledger/stamps/\(name)"))
      try make("\(folder)/stamps")
      try LocalFile.write(
        Array(stamp.checkpoint.utf8), to: "\(folder)/stamps/\(name).checkpoint")
      try LocalFile.write(Base64.decode(stamp.token) ?? [], to: "\(folder)/stamps/\(name).tsr")
    }
  }

  private func keep(_ path: String) async throws {
    let file = "\(folder)/\(path)"
    try make(URL(fileURLWithPath: file).deletingLastPathComponent().path)
    try LocalFile.write(try await session.call(Call(.get, "/v1/ledger/\(path)")).body, to: file)
  }

  /// The tiles of a level with so many hashes: full ones, and what remains.
  private static func spans(_ count: Int) -> [TileSpan] {
    let full = count / TileSpan.fullWidth
    let rest = TileSpan(number: full, width: count % TileSpan.fullWidth)
    return (0..<full).compactMap { TileSpan(number: $0) } + [rest].compactMap { $0 }
  }

  private func make(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure(.badInput, "The folder \(path) cannot be made.", code: "file")
    }
  }
}
