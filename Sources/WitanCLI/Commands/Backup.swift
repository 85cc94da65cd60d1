import ArgumentParser
import WitanHTTP

/// `witan backup`: a whole, verified copy of the archive.
struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Write a whole, verified copy of the archive (stewards).",
    usage: "witan backup [<name>] [options]",
    discussion: examples(
      "witan backup", "witan backup before-the-move.sqlite",
      note: """
        Works while a server runs. Keep ledger.key elsewhere: it is not in the copy.
        Never copy community.sqlite by hand: what waits in its log would be missing.
        """))

  @Argument(help: "A new file's plain name; made of the time if not given.")
  var name: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let body = name.map { ["path": $0] } ?? [:]
    try await reach.session().show(BackupSheet.self, .post("/v1/backups", body)) {
      $1.add($0.path)
    }
  }
}
