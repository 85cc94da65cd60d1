import ArgumentParser
import Witan
import WitanHTTP

/// `witan audit explain`: why a verdict is what it is.
struct AuditExplain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say why a verdict is what it is.",
    usage: "witan audit explain <id> [options]",
    discussion: examples(
      "witan audit explain q-0c3k9xw5h2m4t",
      note: """
        Who was asked and why these, who answered what and when, what they had
        seen, what each answer weighed in bits, and how the verdict follows.
        """))

  @Argument(help: "The question.")
  var id: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let call = Call(.get, try PathName.question(id, "explanation"))
    try await reach.session().show(Explanation.self, call) { $1.add($0) }
  }
}
