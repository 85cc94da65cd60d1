import ArgumentParser
import Witan
import WitanHTTP

/// `witan token new`: another token for a member.
struct TokenNew: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make another token, for yourself or (stewards) a member.",
    usage: "witan token new [<handle>] [options]",
    discussion: examples(
      "witan token new asha --label telephone",
      "witan token new lab --scope ask --scope read --days 90",
      note: """
        It is shown this once and kept as a hash only. Scopes limit it: read
        (questions, queue), ask, answer, audit (the record), steward. Without any
        it is for everything that the member may do; a program needs some.
        """))

  @Argument(help: "The member's handle; you if not given.")
  var handle: String?
  @Option(
    help: ArgumentHelp(
      "What it is for; it stands in the ledger for good, so name no person.", valueName: "text"))
  var label = "token"
  @Option(help: ArgumentHelp("read, ask, answer, audit, steward; repeatable.", valueName: "scope"))
  var scope: [Scope] = []
  @Option(help: ArgumentHelp("How long it is good for.", valueName: "number"))
  var days = Token.usualDays
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let body = TokenBody(
      member: handle, label: label, scopes: scope.isEmpty ? nil : scope, days: days)
    let made = try await session.show(IssuedToken.self, .post("/v1/tokens", body)) {
      $1.add($0.token)
    }
    let end = made.expiresAt.map { " until \(Wording.time($0))" } ?? ""
    session.terminal.hint("\(made.id): for \(Scope.words(made.scopes))\(end).")
  }
}
