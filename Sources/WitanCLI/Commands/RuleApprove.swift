import ArgumentParser
import Witan
import WitanHTTP

/// `witan rule approve`: the second.
struct RuleApprove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Approve a proposed rule (another steward).",
    usage: "witan rule approve <id> [options]",
    discussion: examples(
      "witan rule approve p-0c3k9xw5h2m4t --as lea",
      note: """
        The rule comes into force at once. Whoever proposed it cannot approve it,
        by whatever token. Both are recorded, and an audit checks it.
        """))

  @Argument(help: "The proposal.")
  var id: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let name = try PathName.checked(id, kind: "proposal")
    let call = Call(.post, "/v1/community/rule/proposals/\(name)/approve")
    try await reach.session().show(RuleSheet.self, call) { $1.add($0) }
  }
}
