import ArgumentParser
import WitanHTTP

/// `witan list`: the questions that one may see.
struct ListQuestions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List your questions, the latest first.",
    usage: "witan list [<filters>] [options]",
    discussion: examples(
      "witan list", "witan list --limit 100 --before q-0c3k9xw5h2m4t",
      "witan list --phase settled --from 2026-11-01 --text paddy",
      note: """
        Stewards and auditors see all questions. All filters that are given must
        hold; they are those of GET /v1/questions.
        """))

  @Option(
    help: ArgumentHelp(
      "gathering, provisional, settled, split or unsettled.", valueName: "phase"))
  var phase: String?
  @Option(help: ArgumentHelp("Their subject.", valueName: "name"))
  var subject: String?
  @Option(help: ArgumentHelp("emergency, today or whenever.", valueName: "urgency"))
  var urgency: String?
  @Option(help: ArgumentHelp("Asked there: IN-KA, IN, 142 (Asia).", valueName: "place"))
  var place: String?
  @Option(help: ArgumentHelp("The first day or instant (UTC).", valueName: "time"))
  var from: String?
  @Option(help: ArgumentHelp("The last day or instant (UTC).", valueName: "time"))
  var to: String?
  @Option(help: ArgumentHelp("Words that stand in the question.", valueName: "text"))
  var text: String?
  @Option(help: ArgumentHelp("How many, 1 to 100.", valueName: "number"))
  var limit = 20
  @Option(help: ArgumentHelp("Only questions asked before this one.", valueName: "id"))
  var before: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let given = [
      "limit": String(limit), "before": before, "phase": phase, "subject": subject,
      "urgency": urgency, "place": place, "from": from, "to": to, "text": text,
    ]
    let query = given.compactMapValues { $0 }
    let page = try await session.show(
      QuestionPage.self, Call(.get, "/v1/questions", query: query)
    ) { $1.add(list: $0.items) }
    if let next = page.next { session.terminal.hint("More: the same with --before \(next)") }
  }
}
