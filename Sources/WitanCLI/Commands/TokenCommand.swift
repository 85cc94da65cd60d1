import ArgumentParser

/// `witan token`: what programs sign in with.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Make, list and revoke tokens.",
    discussion: examples(
      "witan token asha --label telephone",
      "witan token new lab --scope ask --scope read --days 90",
      "witan token list", "witan token revoke t-3f9a0c52b7d1e684"),
    subcommands: [TokenNew.self, TokenList.self, TokenRevoke.self],
    defaultSubcommand: TokenNew.self)
}
