import ArgumentParser
import WitanHTTP

/// `witan doctor`: whether everything that is needed is there and well.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check the folder, its settings, and what Witan needs.",
    usage: "witan doctor [options]",
    discussion: examples(
      "witan doctor", "witan doctor --data ~/snakes --json",
      note: """
        Looks at the folder, the key, the lock, SQLite's settings and pages, the
        ledger and the photo tools. Exits with 8 if the database is corrupt and
        with 69 if something is missing. "audit verify" checks the content.
        """))

  @OptionGroup var reach: FolderReach
  @Flag(help: "Print JSON.")
  var json = false

  /// Examines the folder, and prints every finding.
  func run() async throws {
    let folder = try reach.folder()
    let examination = await Examination(of: folder)
    let session = Session(
      door: FolderDoor(folder: folder, handle: nil), terminal: Terminal(isJSON: json))
    let reply = Reply(body: try JSONText.bytes(examination))
    try session.print(Examination.self, reply) { $1.add($0) }
    guard examination.exit == .done else { throw Failure(told: examination.exit) }
  }
}
