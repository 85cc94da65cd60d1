import ArgumentParser
import Witan
import WitanHTTP

/// `witan doctor`: whether everything that is needed is there and well.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check the folder, its settings, and what Witan needs.",
    usage: "witan doctor [options]",
    discussion: examples(
      "witan doctor", "witan doctor --data ~/snakes --json",
      "witan doctor --server https://witan.example",
      note: """
        Looks at the folder, the key, the lock, SQLite's settings and pages, the
        ledger and the photo tools; on a server at its ledger and file. Exits
        with 8 if the database is corrupt and with 69 if something is missing.
        "audit verify" checks the content.
        """))

  @OptionGroup var reach: Reach

  /// Examines the folder, or asks the server, and prints every finding.
  func run() async throws {
    let session = try reach.session()
    let reply: Reply
    if let door = session.door as? FolderDoor {
      let examination = await Examination(of: door.folder)
      reply = Reply(body: try JSONText.bytes(examination.diagnosis))
    } else {
      reply = try await session.call(Call(.get, "/v1/diagnosis"))
    }
    let diagnosis = try session.print(Diagnosis.self, reply) { $1.add($0) }
    guard diagnosis.exit == .done else { throw Failure(told: diagnosis.exit) }
  }
}
