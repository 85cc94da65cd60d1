import ArgumentParser
import Witan
import WitanHTTP

/// `witan audit replay`: replays every event and compares every record.
struct AuditReplay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Replay every event and compare every record with it.",
    usage: "witan audit replay [options]",
    discussion: examples(
      "witan audit replay",
      note: """
        The records that serve reading must be what the events say. Exits with 8
        when one differs. "verify" does this and more.
        """))

  @OptionGroup var reach: Reach

  /// One call; of its report the part that concerns entries and records.
  func run() async throws {
    let session = try reach.session()
    let report = try session.read(AuditReport.self, try await session.audit(against: nil))
    let replay = Replay(report)
    try session.print(Replay.self, Reply(body: try JSONText.bytes(replay))) { replay, page in
      page.add(
        replay.faults.isEmpty
          ? "SAME: every record is what the events say."
          : "DIFFERENT: not every record is what the events say.",
        replay.faults.isEmpty ? .good : .danger)
      page.add(faults: replay.faults, of: replay.faults.count)
      page.add("\(replay.replayed) events replayed, \(replay.records) records compared.")
    }
    guard replay.faults.isEmpty else { throw Failure(told: .broken) }
  }

  /// What a replay says.
  struct Replay: Codable {
    let entries: Int
    /// How many of them could be applied.
    let replayed: Int
    let records: Int
    let faults: [AuditFault]

    /// Takes from an audit what concerns entries that cannot be applied, and records.
    init(_ report: AuditReport) {
      let kinds = Set(RecordKind.allCases.map(\.rawValue) + ["entry"])
      (entries, replayed) = (report.entries, report.replayed)
      records = report.records
      faults = report.faults.filter { fault in
        fault.place.split(separator: " ").first.map { kinds.contains(String($0)) } ?? false
      }
    }
  }
}
