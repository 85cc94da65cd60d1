import ArgumentParser
import Witan
import WitanHTTP

/// `witan outcome`: records the truth of a closed question.
struct RecordOutcome: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outcome", abstract: "Record the truth of a closed question (stewards).",
    usage: "witan outcome <id> <taxon> --ground <text> [options]",
    discussion: examples(
      "witan outcome q-0c3k9xw5h2m4t \"Daboia russelii\" --ground \"museum voucher 17\"",
      note: "Skills and reputations of those who answered follow from it."))

  @Argument(help: "The question.")
  var id: String
  @Argument(help: "What it was.")
  var taxon: String
  @Option(help: ArgumentHelp("Who says so, and by what evidence.", valueName: "text"))
  var ground: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let body = ["taxon": taxon, "ground": ground]
    try await reach.session().show(
      QuestionSheet.self, .post(PathName.question(id, "outcome"), body)
    ) { $1.add($0) }
  }
}
