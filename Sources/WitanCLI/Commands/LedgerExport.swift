import Foundation
import Ledger
import Witan
import WitanHTTP

/// The ledger as plain files for programs that are not ours, laid out as C2SP tlog-tiles serves it:
/// `checkpoint`, `tile/<L>/<N>`, `tile/entries/<N>`; beside them `keys.json` and the audit's
/// `report.json`. Payloads and photos stand outside of the ledger and are not among them.
struct LedgerExport {
  let session: Session
  let folder: String

  /// Makes the folder; refuses one that is there, so that nothing of another ledger is mixed in.
  func begin() throws {
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw Refusal.exists(kind: "folder", name: folder)
    }
    try make(folder)
  }

  /// Writes what the audit found and, where it found nothing broken, the ledger.
  func write(_ report: AuditReport, _ reply: Reply) async throws {
    try LocalFile.write(reply.body, to: "\(folder)/report.json")
    guard report.isClean else {
      return session.terminal.hint("Only the report was written to \(folder).")
    }
    let checkpoint = try await session.call(Call(.get, "/v1/ledger/checkpoint")).body
    let note = try SignedNote(parsing: String(decoding: checkpoint, as: UTF8.self))
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
    // Last, as it speaks of all the others.
    try LocalFile.write(checkpoint, to: "\(folder)/checkpoint")
    session.terminal.hint("The ledger of \(size) entries was written to \(folder).")
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
