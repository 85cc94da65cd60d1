import ArgumentParser
import Witan
import WitanHTTP

/// `witan token list`: the tokens of a member.
struct TokenList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List your tokens, or (stewards, auditors) a member's.",
    usage: "witan token list [<handle>] [options]",
    discussion: examples("witan token list", "witan token list asha"))

  @Argument(help: "The member's handle; you if not given.")
  var handle: String?
  @OptionGroup var reach: Reach

  /// One call a page.
  func run() async throws {
    let session = try reach.session()
    let reply = try await session.all("/v1/tokens", query: handle.map { ["member": $0] } ?? [:])
    try session.print(WitanHTTP.TokenList.self, reply) { $1.add(tokens: $0.items) }
  }
}
