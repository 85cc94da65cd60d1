import Foundation
import Ledger
import Witan
import WitanSQLite
import WitanTampering
import WitanTesting

/// What an audit of a great ledger takes: in all, and of it the hashing of attachments.
enum VerifyTiming {
  /// Prints figures by name: bytes hashed, seconds, memory before, and at its peak.
  ///
  /// - Parameter inMemory: whether the replay is held in memory whatever the ledger's length.
  static func run(_ folder: String, inMemory: Bool) async throws {
    let archive = try SQLiteArchive.open(
      folder + "/community.sqlite", mode: .readOnly,
      scratchLimit: inMemory ? .max : SQLiteArchive.scratchLimit)
    let desk = Desk(archive: archive, world: ToldWorld(seed: 1).world, lab: PlainLab())
    let bytes = try await hashed(archive)
    let before = memory("VmRSS")
    var found: AuditReport?
    let spent = try await ContinuousClock().measure {
      found = try await desk.verify(.folderOwner) { done, all in
        guard all > 0 else { return }
        if done % max(1, all / 20) == 0 { LedgerMaking.tell("checked \(done) of \(all)") }
      }
    }
    guard let report = found else { return }
    print("entries,\(report.entries)")
    print("records,\(report.records)")
    print("faults,\(report.faultCount)")
    print("entryBytes,\(bytes.entries)")
    print("attachmentBytes,\(bytes.attachments)")
    print("seconds,\(spent / .seconds(1))")
    print("kilobytesBefore,\(before)")
    print("kilobytesAtPeak,\(memory("VmHWM"))")
    try await archive.close()
  }

  /// How much an audit of this archive hashes, at least: entries and what is attached.
  private static func hashed(
    _ archive: SQLiteArchive
  ) async throws -> (entries: Int, attachments: Int) {
    try await archive.read { shelf in
      var (entries, attachments) = (0, 0)
      let size = try shelf.ledgerSize()
      for start in stride(from: 0, to: size, by: 1_000) {
        for entry in try shelf.entries(start..<min(size, start + 1_000)) { entries += entry.count }
      }
      for name in try shelf.attachmentNames() {
        attachments += try shelf.attachment(name)?.count ?? 0
      }
      return (entries, attachments)
    }
  }

  /// A line of /proc/self/status, in kilobytes.
  private static func memory(_ name: String) -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .ascii)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  }
}
