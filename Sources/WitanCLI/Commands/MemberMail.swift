import ArgumentParser
import Witan
import WitanHTTP

/// `witan member mail`: where a member is reached by e-mail.
struct MemberMail: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mail", abstract: "Show or set where a member is reached by e-mail.",
    usage: "witan member mail <handle> [<address>|--none] [options]",
    discussion: examples(
      "witan member mail asha",
      "witan member mail asha asha@example.org --event assignment.offered",
      "witan member mail asha --none",
      note: """
        Your own; a steward only takes away. Where the server sends e-mail, who has
        the address can have a link sent to sign in with; events are told there as
        links, without text: assignment.offered, assignment.ending and
        assignment.released (experts); photo.wanted, question.unreached,
        verdict.changed and verdict.recalled. The address stands in no ledger and no backup.
        """))

  @Argument(help: "The member's handle.")
  var handle: String
  @Argument(help: "The address; shows the present one if not given.")
  var address: String?
  @Flag(help: "No address any more.")
  var none = false
  @Option(help: ArgumentHelp("What to tell there; repeatable.", valueName: "name"))
  var event: [NoticeKind] = []
  @OptionGroup var reach: Reach

  /// Refuses what does not go together.
  func validate() throws {
    if none && address != nil { throw ValidationError("Give an address, or say --none.") }
    if address == nil && !event.isEmpty { throw ValidationError("Events need an address.") }
  }

  /// One call.
  func run() async throws {
    let path = try PathName.member(handle, "mail")
    var call = Call(.get, path)
    if none || address != nil {
      let body = MailBody(address: address, events: event)
      call = Call(.put, path, body: try JSONText.bytes(body))
    }
    try await reach.session().show(MailSheet.self, call) { sheet, page in
      let events = sheet.events.map(\.rawValue).joined(separator: ", ")
      let told = events.isEmpty ? "links to sign in with" : "links to sign in with, \(events)"
      page.add(
        sheet.address.map { "\(sheet.member): \($0), for \(told)." }
          ?? "\(sheet.member): no e-mail.")
      if let failure = sheet.lastFailure {
        page.add("Last not taken: \(Wording.time(failure.at)), \(failure.reason.rawValue).")
      }
    }
  }
}
