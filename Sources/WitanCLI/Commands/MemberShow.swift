import ArgumentParser
import Witan
import WitanHTTP

/// `witan member show`: a member and what their answers were worth.
struct MemberShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a member and what their answers were worth.",
    usage: "witan member show [<handle>] [options]",
    discussion: examples(
      "witan member show asha", "witan member show",
      note: "Without a handle it shows you. Others are for stewards and auditors."))

  @Argument(help: "The member's handle.")
  var handle: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let path = try handle.map { try PathName.member($0) } ?? "/v1/me"
    try await reach.session().show(MemberSheet.self, Call(.get, path)) { $1.add($0) }
  }
}
