import ArgumentParser
import Witan
import WitanHTTP

/// `witan invite new`: a link by which somebody joins.
struct InviteNew: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a link by which somebody joins, once (stewards).",
    usage: "witan invite new --role <role> ... [options]",
    discussion: examples(
      "witan invite new --role asker",
      "witan invite new --role expert --subject snakes --days 14",
      note: """
        Prints the link, which works once and is kept as a hash only. Whoever
        opens it chooses a handle and a name, and is signed in. It ends early when
        it is withdrawn, or when you are a steward no more.
        """))

  @Option(help: ArgumentHelp("asker, expert, steward or auditor; repeatable.", valueName: "role"))
  var role: [Role]
  @Option(help: ArgumentHelp("A subject to be asked about; repeatable.", valueName: "name"))
  var subject: [String] = []
  @Option(help: ArgumentHelp("How long it is good for.", valueName: "number"))
  var days = Invitation.usualDays
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let body = InvitationBody(roles: role, subjects: subject, days: days)
    let link = try await session.show(MadeLink.self, .post("/v1/invitations", body)) {
      $1.add(link: session.link($0.path))
    }
    session.terminal.hint("\(link.id ?? ""): once, until \(Wording.time(link.expiresAt)).")
    session.hintOfAddress()
  }
}
