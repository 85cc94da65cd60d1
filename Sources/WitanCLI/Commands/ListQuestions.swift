import ArgumentParser
import WitanHTTP

/// `witan list`: the questions that one may see.
struct ListQuestions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List your questions, the latest first.",
    usage: "witan list [options]",
    discussion: examples(
      "witan list", "witan list --limit 100 --before q-0c3k9xw5h2m4t",
      note: "Stewards and auditors see all questions."))

  @Option(help: ArgumentHelp("How many, 1 to 100.", valueName: "number"))
  var limit = 20
  @Option(help: ArgumentHelp("Only questions asked before this one.", valueName: "id"))
  var before: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    var query = ["limit": String(limit)]
    if let before { query["before"] = before }
    let page = try await session.show(
      QuestionPage.self, Call(.get, "/v1/questions", query: query)
    ) { $1.add(list: $0.items) }
    if let next = page.next { session.terminal.hint("More: witan list --before \(next)") }
  }
}
