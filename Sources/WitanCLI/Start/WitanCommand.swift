import ArgumentParser
import Witan

/// `witan`: the root of all commands.
struct WitanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witan",
    abstract: "Brings a question to those who know, and keeps the proof.",
    discussion: """
      EXAMPLES
        witan init ~/snakes --title "Snakes of Karnataka"
        witan ask "Which snake is this?" --subject snakes --photo a.jpg
        witan take
        witan answer q-0c3k9xw5h2m4t "Daboia russelii" --sure
        witan show q-0c3k9xw5h2m4t
        witan audit verify

      WHERE
        A command works on a data folder (--data, WITAN_DATA) as a member
        (--as, WITAN_AS), or on a server (--server, WITAN_SERVER) with a
        token (--token, --token-file, WITAN_TOKEN). What neither flag nor
        variable says stands in ~/.config/witan/config, in lines such as
        "server = https://witan.example"; the keys are data, server, token
        and as. The default folder is ~/.local/share/witan.

      OUTPUT
        Results go to stdout, hints and progress to stderr. With --json every
        command prints the API's JSON. Colour is used on a terminal only, and
        not when NO_COLOR is set.

      EXIT CODES
      \(Exit.table)
      """,
    version: Build.version,
    subcommands: [
      Init.self, Serve.self, CommunityCommand.self, SubjectCommand.self, MemberCommand.self,
      TokenCommand.self, InviteCommand.self, Join.self, SignInCommand.self, SessionCommand.self,
      WebhookCommand.self,
      Ask.self, ListQuestions.self, Show.self, Watch.self,
      Acknowledge.self, Queue.self, Take.self,
      GiveAnswer.self, Extend.self, Pass.self, HandOver.self, AddPhoto.self, GetPhoto.self,
      AddOption.self,
      RouteCommand.self, RuleCommand.self, RecordOutcome.self, EraseCommand.self,
      HoldCommand.self, CoverageCommand.self, BadgeCommand.self,
      AuditCommand.self, WitnessCommand.self, Aggregate.self, StudyCommand.self, Simulate.self,
      Backup.self, Doctor.self,
    ])
}

/// A help discussion that shows how it is done.
func examples(_ lines: String..., note: String? = nil) -> String {
  let list = "EXAMPLES\n" + lines.map { "  \($0)" }.joined(separator: "\n")
  return note.map { "\($0)\n\n\(list)" } ?? list
}
