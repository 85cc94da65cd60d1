import ArgumentParser
import Witan
import WitanHTTP

/// `witan token revoke`: ends a token.
struct TokenRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "End a token of yours, or (stewards) anybody's.",
    usage: "witan token revoke <id> [options]",
    discussion: examples(
      "witan token revoke t-3f9a0c52b7d1e684",
      note: "\"token list\" tells the ids. It ends at once, and that is recorded."))

  @Argument(help: ArgumentHelp("The token's id.", valueName: "id"))
  var name: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let path = "/v1/tokens/\(try PathName.checked(name, kind: "token"))/revoke"
    try await reach.session().show(TokenSheet.self, Call(.post, path)) { sheet, page in
      page.add("\(sheet.id) (\(sheet.label), \(sheet.member)) has ended.")
    }
  }
}
