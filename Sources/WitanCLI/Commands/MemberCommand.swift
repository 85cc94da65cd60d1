import ArgumentParser

/// `witan member`: the people of the community.
struct MemberCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "member", abstract: "Add, list, show and change members.",
    discussion: examples(
      "witan member add asha --name \"Asha Kulkarni\" --role expert --subject snakes",
      "witan member list", "witan member show asha"),
    subcommands: [
      MemberAdd.self, MemberList.self, MemberShow.self, MemberRoles.self, MemberMail.self,
      MemberIdentity.self, MemberAvailability.self, MemberLanguages.self, MemberGroup.self,
    ])
}
