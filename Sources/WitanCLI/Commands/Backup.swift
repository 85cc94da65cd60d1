import ArgumentParser
import WitanHTTP

/// `witan backup`: a whole, verified copy of the archive.
struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Write a whole, verified copy of the archive (stewards).",
    usage: "witan backup [<name>] [options]",
    discussion: examples(
      "witan backup", "witan backup before-the-move.sqlite", "witan backup --keep 14",
      note: """
        Works while a server runs. Keep ledger.key elsewhere: it is not in the copy.
        What witnesses and time-stamp authorities said stands beside it as NAME.testimony.zip.
        --keep leaves so many copies and removes the oldest others: run daily with 14,
        what was erased is in no copy of this folder after two weeks at the latest.
        Never copy community.sqlite by hand: what waits in its log would be missing.
        """))

  @Argument(help: "A new file's plain name; made of the time if not given.")
  var name: String?
  @Option(help: ArgumentHelp("Keep so many copies; the oldest others go.", valueName: "number"))
  var keep: Int?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let body = NewBackup(path: name, keep: keep)
    try await reach.session().show(BackupSheet.self, .post("/v1/backups", body)) { sheet, page in
      page.add(sheet.path)
      if let testimony = sheet.testimony { page.add(testimony) }
      for old in sheet.removed ?? [] { page.add("removed \(old)") }
    }
  }
}
