import Mustache
import Witan

/// The web pages: Mustache templates filled with what the desk gives. All of them do their work
/// without a script; one stands beside the answer form, to keep the lease while somebody writes.
struct Pages: Sendable {
  private let library: MustacheLibrary
  /// What sends links to sign in with; nil where no e-mail is sent.
  let links: (any LinkRequests)?
  /// Who vouches for people elsewhere; nil for nobody.
  let provider: (any IdentityProvider)?
  /// The browsers that were sent there.
  let errands = Errands()
  /// Where people reach the server, without a slash at the end; nil where nobody said.
  let site: String?

  /// Reads the templates; throws where one is malformed.
  init(
    site: String? = nil, links: (any LinkRequests)? = nil,
    provider: (any IdentityProvider)? = nil
  ) throws {
    (self.links, self.provider) = (links, provider)
    self.site = site.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    library = try MustacheLibrary(pages: Self.templates)
  }

  private static let templates: [(name: String, bytes: [UInt8])] = [
    ("layout", PackageResources.layout_mustache),
    ("sign-in", PackageResources.sign_in_mustache),
    ("link", PackageResources.link_mustache),
    ("join", PackageResources.join_mustache),
    ("account", PackageResources.account_mustache),
    ("invitations", PackageResources.invitations_mustache),
    ("home", PackageResources.home_mustache),
    ("question", PackageResources.question_mustache),
    ("history", PackageResources.history_mustache),
    ("ledger", PackageResources.ledger_mustache),
    ("entry", PackageResources.entry_mustache),
    ("photo", PackageResources.photo_mustache),
    ("erase", PackageResources.erase_mustache),
    ("coverage", PackageResources.coverage_mustache),
    ("problem", PackageResources.problem_mustache),
  ]

  /// What the layout puts around every page.
  private struct Frame {
    let title: String
    /// The member's name; nil for nobody.
    let who: String?
    /// After how many seconds the page is to be loaded again.
    let refresh: Int?
    let hasScript: Bool
    /// The rendered page, the only text that is not escaped.
    let main: String
  }

  /// A page; with the script of the answer form where it is asked for.
  func page(
    _ template: String, _ view: Any, title: String, who: Member? = nil, status: Int = 200,
    refresh: Int? = nil, hasScript: Bool = false, header: [String: String] = [:]
  ) -> Reply {
    let main = library.render(view, withTemplate: template) ?? ""
    let frame = Frame(
      title: title, who: who?.shown, refresh: refresh, hasScript: hasScript, main: main)
    let html = library.render(frame, withTemplate: "layout") ?? main
    var header = header
    if hasScript { header["Content-Security-Policy"] = Protection.scriptPolicy }
    return Reply(
      status: status, mediaType: "text/html; charset=utf-8", body: Array(html.utf8),
      header: header.merging(["Cache-Control": "no-store"]) { first, _ in first })
  }

  /// The form to sign in with; afterwards the browser is sent to `next`.
  func signIn(next: String, message: String? = nil, status: Int = 200) -> Reply {
    struct View { let next: String, message: String?, sendsLinks: Bool, provider: String? }
    let view = View(
      next: next, message: message, sendsLinks: links != nil, provider: provider?.name)
    return page("sign-in", view, title: "Sign in", status: status)
  }

  /// A refusal as a page; one without a token is the form to sign in with.
  func problem(_ problem: Problem, path: String, isSignedIn: Bool) -> Reply {
    if problem.status == 401 {
      let message = isSignedIn ? "You are not signed in any more, or that token has ended." : nil
      return signIn(next: path, message: message, status: 401)
    }
    var header: [String: String] = [:]
    for name in ["Allow", "Retry-After"] { header[name] = problem.reply.header[name] }
    return page(
      "problem", problem, title: problem.title, status: problem.status, header: header)
  }
}
