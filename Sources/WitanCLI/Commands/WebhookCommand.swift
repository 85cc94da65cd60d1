import ArgumentParser
import Witan
import WitanHTTP

/// `witan webhook`: programs that are told what happens.
struct WebhookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "webhook", abstract: "Register, list, test and remove webhooks.",
    discussion: examples(
      "witan webhook add https://bot.example/witan --event assignment.offered",
      "witan webhook list", "witan webhook test w-0c3k9xw5h2m4t",
      "witan webhook remove w-0c3k9xw5h2m4t",
      note: """
        While a server runs it posts what you asked for to your program, signed as
        Standard Webhooks 1.0 says. A notice holds names of the record and numbers,
        no text, photo or person: your program asks for more with its own token.
        """),
    subcommands: [WebhookAdd.self, WebhookShow.self, WebhookTest.self, WebhookRemove.self])
}

/// `witan webhook add`.
struct WebhookAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Register an address that is to be told of something.",
    usage: "witan webhook add <url> --event <name> ... [options]",
    discussion: examples(
      "witan webhook add https://bot.example/witan --event assignment.offered",
      "witan webhook add https://lab.example/hook --event verdict.changed",
      note: """
        Events: assignment.offered, assignment.ending and assignment.released
        (experts); photo.wanted, question.unreached, verdict.changed and
        verdict.recalled (your own questions); checkpoint.signed. The address is
        of https, at port 443 or 8443 of a public address. The secret is shown this once. A webhook
        made by a token ends with it; what cannot be delivered within 24 hours
        (an offer: before it ends) is given up.
        """))

  @Argument(help: ArgumentHelp("Where to post: https://...", valueName: "url"))
  var url: String
  @Option(help: ArgumentHelp("What to tell of; repeatable.", valueName: "name"))
  var event: [NoticeKind]
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let call = try Call.post("/v1/webhooks", WebhookBody(url: url, events: event))
    let made = try await session.show(MadeWebhook.self, call) { $1.add($0.secret) }
    session.terminal.hint("\(made.webhook.id): its secret is shown this once.")
  }
}

/// `witan webhook list`.
struct WebhookShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List your webhooks, or (stewards, auditors) others'.",
    usage: "witan webhook list [<handle>|--all] [options]",
    discussion: examples(
      "witan webhook list", "witan webhook list asha", "witan webhook list --all"))

  @Argument(help: "The member's handle; you if not given.")
  var handle: String?
  @Flag(help: "Everybody's.")
  var all = false
  @OptionGroup var reach: Reach

  /// Refuses both.
  func validate() throws {
    if handle != nil && all { throw ValidationError("Name a member, or say --all.") }
  }

  /// One call a page.
  func run() async throws {
    let session = try reach.session()
    var query = handle.map { ["member": $0] } ?? [:]
    if all { query["all"] = "true" }
    let reply = try await session.all("/v1/webhooks", query: query)
    try session.print(WebhookList.self, reply) { $1.add(webhooks: $0.items) }
  }
}

/// `witan webhook test`.
struct WebhookTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Have a test sent to a webhook of yours.",
    usage: "witan webhook test <id> [options]",
    discussion: examples(
      "witan webhook test w-0c3k9xw5h2m4t",
      note: """
        The running server sends it within seconds; "webhook list" tells how it
        went. A test that is taken switches on again what was switched off.
        """))

  @Argument(help: ArgumentHelp("The webhook's id.", valueName: "id"))
  var name: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let path = "/v1/webhooks/\(try PathName.checked(name, kind: "webhook"))/test"
    try await reach.session().show(WebhookSheet.self, Call(.post, path)) { sheet, page in
      page.add("A test of \(sheet.id) is on its way.")
    }
  }
}

/// `witan webhook remove`.
struct WebhookRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a webhook of yours, or (stewards) anybody's.",
    usage: "witan webhook remove <id> [options]",
    discussion: examples("witan webhook remove w-0c3k9xw5h2m4t"))

  @Argument(help: ArgumentHelp("The webhook's id.", valueName: "id"))
  var name: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let path = "/v1/webhooks/\(try PathName.checked(name, kind: "webhook"))/remove"
    try await reach.session().show(WebhookSheet.self, Call(.post, path)) { sheet, page in
      page.add("\(sheet.id) is removed.")
    }
  }
}
