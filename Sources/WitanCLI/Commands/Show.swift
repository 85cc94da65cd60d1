import ArgumentParser

/// `witan show`: a question with its verdict and reasons.
struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a question, its verdict and the reasons.",
    usage: "witan show <id> [options]",
    discussion: examples(
      "witan show q-0c3k9xw5h2m4t",
      "witan show q-0c3k9xw5h2m4t --json",
      note: "Exits with 3 while the question is not settled."))

  @Argument(help: "The question.")
  var id: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws { try await reach.session().show(question: id) }
}
