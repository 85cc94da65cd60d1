import ArgumentParser
import Witan
import WitanHTTP

/// `witan join`: joins by an invitation.
struct Join: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Join by an invitation's link.",
    usage: "witan join <link> --handle <handle> --name <text> [options]",
    discussion: examples(
      "witan join https://witan.example/join/wi_... --handle asha --name Asha \\",
      "  --server https://witan.example",
      note: "Prints your first token. It is shown this once; the link is used up."))

  @Argument(help: ArgumentHelp("The link, or the code at its end.", valueName: "link"))
  var link: String
  @Option(help: ArgumentHelp("What people type: a-z, 0-9 and -.", valueName: "handle"))
  var handle: String
  @Option(help: ArgumentHelp("What people read.", valueName: "text"))
  var name: String
  @Option(help: ArgumentHelp("Where you live, IN or IN-KA.", valueName: "code"))
  var home: String?
  @Option(help: ArgumentHelp("A language you read (BCP 47); repeatable.", valueName: "tag"))
  var language: [String] = []
  @Option(help: ArgumentHelp("Your time zone (IANA).", valueName: "zone"))
  var zone: String?
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let code = link.split(separator: "/").last.map(String.init) ?? ""
    let body = AcceptBody(
      code: code, handle: handle, name: name, home: home, languages: language, zone: zone)
    let session = try reach.session()
    try await session.show(Joined.self, .post("/v1/invitations/accept", body)) { joined, page in
      page.add("\(joined.handle) joined. Your token, shown this once:")
      page.add(joined.token, .bold)
    }
  }
}
