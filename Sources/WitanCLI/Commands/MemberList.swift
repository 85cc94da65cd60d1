import ArgumentParser
import Witan
import WitanHTTP

/// `witan member list`: all members.
struct MemberList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List all members (stewards and auditors).",
    usage: "witan member list [options]",
    discussion: examples("witan member list"))

  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    struct Reply: Decodable { let items: [MemberSheet] }
    let session = try reach.session()
    try session.print(Reply.self, try await session.all("/v1/members")) {
      $1.add(members: $0.items)
    }
  }
}
