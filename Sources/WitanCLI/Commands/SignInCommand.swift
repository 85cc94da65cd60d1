import ArgumentParser
import Witan
import WitanHTTP

/// `witan sign-in`: a link to sign in with.
struct SignInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-in", abstract: "Make a link by which a member signs in, once.",
    usage: "witan sign-in [<handle>] [options]",
    discussion: examples(
      "witan sign-in", "witan sign-in asha --minutes 30",
      note: """
        For yourself, or as a steward for anybody. Prints the link, which works
        once in a browser and is kept as a hash only. Whoever has it is that
        member for Witan: that you made it is recorded.
        """))

  @Argument(help: "The member's handle; you if not given.")
  var handle: String?
  @Option(help: ArgumentHelp("How long it is good for.", valueName: "number"))
  var minutes = SignInLink.usualMinutes
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let body = SignInLinkBody(member: handle, minutes: minutes)
    let link = try await session.show(MadeLink.self, .post("/v1/sign-in-links", body)) {
      $1.add(link: session.link($0.path))
    }
    session.terminal.hint("It works once, until \(Wording.time(link.expiresAt)).")
    session.hintOfAddress()
  }
}
