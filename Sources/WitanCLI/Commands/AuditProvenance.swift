import ArgumentParser
import WitanHTTP

/// `witan audit prov`: where everything came from, as PROV-JSON.
struct AuditProvenance: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prov", abstract: "Export where everything came from, as W3C PROV-JSON.",
    usage: """
      witan audit prov <id> [-o <file>] [options]
      witan audit prov --from <day> [--to <day>] [-o <file>] [options]
      witan audit prov --all [-o <file>] [options]
      """,
    discussion: examples(
      "witan audit prov q-0c3k9xw5h2m4t -o snake.prov.json",
      "witan audit prov --from 2026-11-01 --to 2026-12-01 -o november.prov.json",
      "prov-convert -f provn snake.prov.json snake.provn",
      note: """
        Every consensus leads to the answers, skills and rule that it used. Members
        stand by the ledger's names: nothing personal is in it. Of a period, each
        question asked in it is a bundle. Days begin at 00:00 UTC.
        """))

  @Argument(help: "The question.")
  var id: String?
  @Option(help: ArgumentHelp("Questions asked from this day on.", valueName: "day"))
  var from: String?
  @Option(help: ArgumentHelp("Questions asked before this day.", valueName: "day"))
  var to: String?
  @Flag(help: "All questions of the community.")
  var all = false
  @Option(name: .shortAndLong, help: ArgumentHelp("Write it there.", valueName: "file"))
  var output: String?
  @OptionGroup var reach: Reach

  /// Refuses a line that does not say what to export, or says it twice.
  func validate() throws {
    let isPeriod = from != nil || to != nil
    guard [id != nil, isPeriod, all].count(where: { $0 }) == 1 else {
      throw ValidationError("Give one of a question, --from DAY [--to DAY], and --all.")
    }
  }

  /// One call.
  func run() async throws {
    let session = try reach.session()
    var query: [String: String] = [:]
    if let from { query["from"] = from }
    if let to { query["to"] = to }
    let path = try id.map { try PathName.question($0, "provenance") } ?? "/v1/provenance"
    let reply = try await session.call(Call(.get, path, query: query))
    guard let output else { return try session.terminal.print(json: reply.body) }
    try LocalFile.write(reply.body, to: output)
    session.terminal.hint("Written to \(output).")
  }
}
