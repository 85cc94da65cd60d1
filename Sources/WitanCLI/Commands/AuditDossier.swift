import ArgumentParser
import Ledger
import Witan
import WitanHTTP

/// `witan audit dossier`: all evidence of one question in one file.
struct AuditDossier: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dossier", abstract: "Pack all evidence of one question into one zip file.",
    usage: "witan audit dossier <id> -o <file> [options]",
    discussion: examples(
      "witan audit dossier q-0c3k9xw5h2m4t -o snake.zip",
      "witan audit dossier q-0c3k9xw5h2m4t -o snake.zip --whole",
      "tools/verify-dossier snake.zip",
      note: """
        A page to read and to print, the question's entries and those that its
        verdict depends on, a proof of each, the photos, the signed checkpoint and
        its key, the rule and the skills used, PROV-JSON, a certificate to be
        filled in, and VERIFY.md with the steps to check it without us. With
        --whole, the entire ledger: then nobody need believe that nothing was left
        out. It holds names and photos: give it only to those who may see them.
        """))

  @Argument(help: "The question.")
  var id: String
  @Option(name: .shortAndLong, help: ArgumentHelp("Write it there.", valueName: "file"))
  var output: String
  @Flag(help: "Put all entries of the ledger in.")
  var whole = false
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let reply = try await session.call(
      Call(
        .get, try PathName.question(id, "dossier"), query: whole ? ["whole": "true"] : [:]))
    try LocalFile.write(reply.body, to: output)
    let sheet = DossierSheet(
      file: output, bytes: reply.body.count, sha256: SHA.sha256(reply.body).hex)
    try session.print(DossierSheet.self, Reply(body: try JSONText.bytes(sheet))) { $1.add($0) }
  }
}

/// A dossier that was written.
struct DossierSheet: Codable {
  let file: String
  let bytes: Int
  /// What `sha256sum` says of it, for the certificate.
  let sha256: String
}

extension Page {
  /// Adds where a dossier was written and how to check it.
  mutating func add(_ sheet: DossierSheet) {
    add("Written to \(sheet.file): \(sheet.bytes) bytes.")
    add("SHA-256 \(sheet.sha256)")
    add("VERIFY.md in it tells how to check it without us.")
  }
}
