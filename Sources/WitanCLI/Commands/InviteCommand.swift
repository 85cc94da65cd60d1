import ArgumentParser

/// `witan invite`: links by which people join.
struct InviteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invite", abstract: "Invite people, list and withdraw invitations.",
    discussion: examples(
      "witan invite --role expert --subject snakes --days 14",
      "witan invite list", "witan invite withdraw i-3f9a0c52b7d1e684"),
    subcommands: [InviteNew.self, InviteList.self, InviteWithdraw.self],
    defaultSubcommand: InviteNew.self)
}
