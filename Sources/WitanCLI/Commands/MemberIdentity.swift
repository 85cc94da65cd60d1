import ArgumentParser
import Witan
import WitanHTTP

/// `witan member identity`: by which accounts elsewhere a member signs in.
struct MemberIdentity: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identity", abstract: "Show or set by which accounts elsewhere a member signs in.",
    usage: "witan member identity <handle> [--issuer <url> --subject <name>|--none]",
    discussion: examples(
      "witan member identity asha",
      "witan member identity asha --issuer https://id.example --subject 248289761001",
      "witan member identity asha --none",
      note: """
        For a server with an OpenID Connect issuer. Members add their own on the
        page /account; in the data folder anybody's is added, by the name ("sub")
        that the issuer has for the account. Stewards only take away.
        """))

  @Argument(help: "The member's handle.")
  var handle: String
  @Option(help: ArgumentHelp("Who knows the account.", valueName: "url"))
  var issuer: String?
  @Option(help: ArgumentHelp("Its name there.", valueName: "name"))
  var subject: String?
  @Flag(help: "None any more.")
  var none = false
  @OptionGroup var reach: Reach

  /// Refuses what does not go together.
  func validate() throws {
    if (issuer == nil) != (subject == nil) {
      throw ValidationError("--issuer and --subject go together.")
    }
    if none && issuer != nil { throw ValidationError("Add an account, or say --none.") }
  }

  /// One call to look, and one to change.
  func run() async throws {
    let session = try reach.session()
    let path = try PathName.member(handle, "identities")
    var call = Call(.get, path)
    if none || issuer != nil {
      let known = try await session.value(IdentitySheet.self, call).identities
      let added = try issuer.map { [try Identity(issuer: $0, subject: subject ?? "")] } ?? []
      let body = IdentitiesBody(identities: none ? [] : known + added)
      call = Call(.put, path, body: try JSONText.bytes(body))
    }
    try await session.show(IdentitySheet.self, call) { sheet, page in
      guard !sheet.identities.isEmpty else {
        return page.add("\(sheet.member) signs in by no account elsewhere.")
      }
      page.table(
        ["issuer", "account"], sheet.identities.map { [$0.issuer, $0.subject] }, flexible: 0)
    }
  }
}
