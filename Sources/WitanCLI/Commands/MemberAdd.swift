import ArgumentParser
import Witan
import WitanHTTP

/// `witan member add`: adds a member and prints their token, once.
struct MemberAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a member (stewards).",
    usage: "witan member add <handle> --name <text> --role <role> ... [options]",
    discussion: examples(
      "witan member add mehta --name \"Dr Mehta\" --role asker",
      "witan member add asha --name Asha --role expert --subject snakes \\",
      "  --home IN-KA --language kn --zone Asia/Kolkata --quiet 22:00-06:00",
      "witan member add lab --name Lab --role asker --program --scope ask",
      note: """
        Prints the member's token. It is shown this once and kept as a hash only.
        A program may ask and audit, has no answers and no weight, and its tokens
        are for named scopes only (see "token new").
        """))

  @Argument(help: "What people type: a-z, 0-9 and -.")
  var handle: String
  @Option(help: ArgumentHelp("What people read.", valueName: "text"))
  var name: String
  @Option(help: ArgumentHelp("asker, expert, steward or auditor; repeatable.", valueName: "role"))
  var role: [Role]
  @Option(help: ArgumentHelp("A subject to be asked about; repeatable.", valueName: "name"))
  var subject: [String] = []
  @Option(help: ArgumentHelp("Where they live, IN or IN-KA.", valueName: "code"))
  var home: String?
  @Option(help: ArgumentHelp("A language they read (BCP 47); repeatable.", valueName: "tag"))
  var language: [String] = []
  @OptionGroup var hours: HourOptions
  @Option(help: ArgumentHelp("A household, clinic or shared account.", valueName: "name"))
  var group: String?
  @Flag(help: "It is a program.")
  var program = false
  @Option(help: ArgumentHelp("What its token is for; repeatable.", valueName: "scope"))
  var scope: [Scope] = []
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let body = MemberBody(
      handle: handle, name: name, roles: role, subjects: subject, home: home, languages: language,
      zone: hours.zone, quiet: hours.quiet, budget: hours.budget, group: group,
      program: program ? true : nil, scopes: scope.isEmpty ? nil : scope)
    try await session.show(Joined.self, .post("/v1/members", body)) { joined, page in
      page.add("\(joined.handle) joined. Their token, shown this once:")
      page.add(joined.token, .bold)
    }
  }
}
