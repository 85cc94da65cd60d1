import ArgumentParser

/// `witan show`: a question with its verdict and reasons.
struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a question, its verdict and the reasons.",
    usage: "witan show <id> [--as-of <time>|<entry>] [options]",
    discussion: examples(
      "witan show q-0c3k9xw5h2m4t",
      "witan show q-0c3k9xw5h2m4t --json",
      "witan show q-0c3k9xw5h2m4t --as-of 2026-11-21T03:42:18Z",
      note: """
        With --as-of it is shown as it stood after an entry of the ledger, or at
        the end of a day, minute or second (UTC): for auditors, stewards and the
        asker. Exits with 3 while the question is not settled.
        """))

  @Argument(help: "The question.")
  var id: String
  @Option(help: ArgumentHelp("As it stood then.", valueName: "time|entry"))
  var asOf: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws { try await reach.session().show(question: id, asOf: asOf) }
}
