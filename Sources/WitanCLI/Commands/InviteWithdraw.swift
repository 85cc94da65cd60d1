import ArgumentParser
import Witan
import WitanHTTP

/// `witan invite withdraw`: ends an invitation.
struct InviteWithdraw: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: "End an invitation that nobody used (stewards).",
    usage: "witan invite withdraw <id> [options]",
    discussion: examples("witan invite withdraw i-3f9a0c52b7d1e684"))

  @Argument(help: ArgumentHelp("The invitation's id.", valueName: "id"))
  var name: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let path = "/v1/invitations/\(try PathName.checked(name, kind: "invitation"))/withdraw"
    try await reach.session().show(InvitationSheet.self, Call(.post, path)) { sheet, page in
      page.add("\(sheet.id) is withdrawn.")
    }
  }
}
