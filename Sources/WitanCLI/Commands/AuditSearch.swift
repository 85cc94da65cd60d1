import ArgumentParser
import Witan
import WitanHTTP

/// `witan audit search`: finds questions by what their entries name.
struct AuditSearch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find questions by person, taxon, place, time or rule.",
    usage: "witan audit search [<filters>] [options]",
    discussion: examples(
      "witan audit search --person asha --taxon \"Daboia russelii\"",
      "witan audit search --place IN --from 2026-11-01 --to 2026-11-30",
      "witan audit search --rule 3 --subject snakes --json | jq -r .items[].id",
      note: """
        All filters that are given must hold; the latest asked come first. A
        person is found as asker, as somebody who was asked, and as who answered;
        a taxon as an answer, as what was held or leading, and as the truth.
        """))

  @Option(help: ArgumentHelp("Their subject.", valueName: "name"))
  var subject: String?
  @OptionGroup var filters: LedgerFilters
  @Option(help: ArgumentHelp("Only questions asked before this one.", valueName: "id"))
  var before: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    var query = filters.fields
    query["subject"] = subject
    query["before"] = before
    let page = try await session.show(
      QuestionPage.self, Call(.get, "/v1/ledger/questions", query: query)
    ) { $1.add(list: $0.items) }
    if let next = page.next { session.terminal.hint("More: the same with --before \(next)") }
  }
}
