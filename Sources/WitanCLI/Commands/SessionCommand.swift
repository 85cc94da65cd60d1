import ArgumentParser
import Witan
import WitanHTTP

/// `witan session`: where one is signed in by a browser.
struct SessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "List and end your sessions in browsers.",
    discussion: examples(
      "witan session list", "witan session end s-0c3k9xw5h2m4t", "witan session end --all"),
    subcommands: [SessionShow.self, SessionEnd.self])
}

/// `witan session list`.
struct SessionShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the browsers in which you are signed in.",
    usage: "witan session list [options]",
    discussion: examples("witan session list"))

  @OptionGroup var reach: Reach

  /// One call a page.
  func run() async throws {
    let session = try reach.session()
    try session.print(SessionList.self, try await session.all("/v1/sessions")) {
      $1.add(sessions: $0.items)
    }
  }
}

/// `witan session end`.
struct SessionEnd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "end", abstract: "End one of your sessions, or all of them.",
    usage: "witan session end <id>|--all [options]",
    discussion: examples("witan session end s-0c3k9xw5h2m4t", "witan session end --all"))

  @Argument(help: ArgumentHelp("The session's id.", valueName: "id"))
  var name: String?
  @Flag(help: "All of them.")
  var all = false
  @OptionGroup var reach: Reach

  /// Refuses neither and both.
  func validate() throws {
    if (name == nil) != all { throw ValidationError("Name a session, or say --all.") }
  }

  /// One call.
  func run() async throws {
    let call = try Call.post("/v1/sessions/end", SessionBody(session: name))
    try await reach.session().show(EndedSessions.self, call) { reply, page in
      page.add("Ended: \(Wording.count(reply.ended, "session")).")
    }
  }
}
