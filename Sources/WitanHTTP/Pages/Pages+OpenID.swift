import HTTPTypes
import Hummingbird
import Witan

/// How a browser signs in by an account elsewhere, and how a member adds one.
extension Pages {
  /// Sends the browser to the provider, to sign in.
  func beginOpenID(_ visit: Visit) async throws -> Reply { try await sendOut(visit, for: nil) }

  /// Sends a member's browser to the provider, to add the account that they choose there.
  func beginBinding(_ visit: Visit) async throws -> Reply {
    guard visit.isFromOwnPage else { throw Problem.crossSite }
    return try await sendOut(visit, for: try await visit.caller().member.id)
  }

  /// The browser is back from the provider.
  func endOpenID(_ visit: Visit) async throws -> Reply {
    let provider = try needed()
    let query = visit.request.query
    let cookie = ErrandCookie(visit.cookie)
    guard let state = query["state"], let browser = cookie.secret(in: visit.request),
      let found = errands.end(
        state: state, browser: browser, now: visit.desk.now()),
      // RFC 9207: whose answer it is, where it says so.
      query["iss"].map({ $0 == provider.issuer }) ?? true
    else { return failed("That way in has ended, or was begun by another browser. Begin again.") }
    guard let code = query["code"], code.utf8.count <= 4_096 else {
      return failed("\(provider.name) did not let you in.")
    }
    do {
      let identity = try await provider.finish(found.errand, code: code)
      return try await entered(visit, identity, found.member)
    } catch Refusal.notSignedIn {
      return failed("What \(provider.name) said could not be believed. Begin again.")
    } catch let refusal as Refusal where refusal.code == "not-allowed" {
      return failed(refusal.sentence)
    }
  }

  /// Takes away the accounts by which a member signs in.
  func removeIdentities(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    _ = try await visit.desk.setIdentities(caller, handle: caller.member.handle ?? "", [])
    return Self.redirect("/account")
  }

  private func entered(
    _ visit: Visit, _ identity: Identity, _ member: ID<Member>?
  ) async throws -> Reply {
    if let member {
      let caller = try await visit.caller()
      guard caller.member.id == member else {
        return failed("You are signed in as somebody else by now. Begin again.")
      }
      try await visit.desk.add(caller, identity: identity)
      return Self.redirect("/account")
    }
    let secret = try await visit.desk.signIn(identity: identity, device: visit.request.device)
    return try await entered(visit, secret, next: "/")
  }

  private func sendOut(_ visit: Visit, for member: ID<Member>?) async throws -> Reply {
    let errand = try await needed().begin()
    let browser = visit.desk.secret("wo")
    let now = visit.desk.now()
    errands.begin(
      Errands.Errand(
        errand: errand, member: member, browser: Desk.digest(browser),
        until: now.adding(seconds: Errands.seconds)), now: now)
    return Self.redirect(errand.url, cookie: ErrandCookie(visit.cookie).field(browser))
  }

  private func needed() throws -> any IdentityProvider {
    guard let provider else { throw Refusal.notFound(kind: "page", name: "/oidc") }
    return provider
  }

  private func failed(_ message: String) -> Reply {
    signIn(next: "/", message: message, status: 403)
  }
}

/// The cookie by which a browser is known when it comes back from the provider.
struct ErrandCookie {
  private let name: String
  private let isSecure: Bool

  /// As the session's cookie is: for TLS alone where that is.
  init(_ session: SessionCookie) {
    isSecure = session.isSecure
    name = isSecure ? "__Host-witan-way" : "witan-way"
  }

  /// The secret that came in it; nil where none did.
  func secret(in request: Request) -> String? { request.cookies[name]?.value }

  /// The field that keeps a secret. `Lax`, as the browser comes back from another site.
  func field(_ secret: String) -> String {
    "\(name)=\(secret); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(Errands.seconds)"
      + (isSecure ? "; Secure" : "")
  }
}
