import ArgumentParser
import Witan
import WitanHTTP

/// `witan rule propose`: the first of two people.
struct RulePropose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "propose", abstract: "Propose another rule (stewards).",
    usage: "witan rule propose <file> [options]",
    discussion: examples(
      "witan rule propose rule.json --as tomas",
      note: """
        Nothing changes until another steward approves it. A new proposal takes
        the place of the one that waits.
        """))

  @Argument(help: "The rule as JSON, such as \"rule show -o\" writes.")
  var file: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let call = Call(
      .post, "/v1/community/rule/proposals", body: try LocalFile.read(file))
    let sheet = try await session.show(RuleSheet.self, call) { $1.add($0) }
    if let proposal = sheet.proposal {
      session.terminal.hint("Another steward: witan rule approve \(proposal.id)")
    }
  }
}
