import ArgumentParser
import Witan
import WitanHTTP

/// `witan invite list`: what became of invitations.
struct InviteList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List invitations (stewards and auditors).",
    usage: "witan invite list [options]",
    discussion: examples("witan invite list"))

  @OptionGroup var reach: Reach

  /// One call a page.
  func run() async throws {
    let session = try reach.session()
    let reply = try await session.all("/v1/invitations")
    try session.print(InvitationList.self, reply) { $1.add(invitations: $0.items) }
  }
}
