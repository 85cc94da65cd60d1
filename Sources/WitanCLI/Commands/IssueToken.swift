import ArgumentParser
import Witan
import WitanHTTP

/// `witan token`: another token for a member.
struct IssueToken: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Make another token, for yourself or (stewards) a member.",
    usage: "witan token [<handle>] [options]",
    discussion: examples(
      "witan token asha", "witan token asha --label telephone",
      note: "It is shown this once and kept as a hash only."))

  @Argument(help: "The member's handle; you if not given.")
  var handle: String?
  @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
  var label = "token"
  @OptionGroup var reach: Reach

  /// One call, and one more where no handle is given.
  func run() async throws {
    struct Issued: Decodable { let token: String }
    let session = try reach.session()
    let me = handle == nil ? try await session.value(MemberSheet.self, Call(.get, "/v1/me")) : nil
    let path = try PathName.member(handle ?? me?.handle ?? "", "tokens")
    try await session.show(Issued.self, .post(path, ["label": label])) { $1.add($0.token) }
  }
}
