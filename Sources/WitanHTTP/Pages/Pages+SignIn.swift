import Hummingbird
import Witan

/// How a browser gets a session, and loses it.
extension Pages {
  /// Signs in by a token.
  func signIn(_ visit: Visit) async throws -> Reply {
    let fields = try await Self.fields(["token", "next"], visit)
    let token = (fields["token"] ?? "").trimmedBlanks
    let next = Self.ownPath(fields["next"])
    do {
      let secret = try await visit.desk.signIn(token: token, device: visit.request.device)
      return try await entered(visit, secret, next: next)
    } catch Refusal.notSignedIn {
      return signIn(
        next: next, message: "That token is not known here, or has ended.", status: 401)
    }
  }

  /// The page behind a link to sign in with. Looking does not use the link up: programs that look
  /// at links in messages do that.
  func link(_ visit: Visit) async throws -> Reply {
    struct View { let code: String }
    return page("link", View(code: visit.name("code")), title: "Sign in")
  }

  /// Signs in by a link.
  func signInByLink(_ visit: Visit) async throws -> Reply {
    let secret = try await visit.desk.signIn(
      link: visit.name("code"), device: visit.request.device)
    return try await entered(visit, secret, next: "/")
  }

  /// Ends the browser's session.
  func signOut(_ visit: Visit) async throws -> Reply {
    if let secret = visit.credential.session { try await visit.desk.signOut(session: secret) }
    return Self.redirect("/", cookie: visit.cookie.field(nil))
  }

  /// Sends a browser on that has just signed in. What session it had before ends.
  func entered(_ visit: Visit, _ secret: String, next: String) async throws -> Reply {
    if let old = visit.credential.session { try await visit.desk.signOut(session: old) }
    return Self.redirect(next, cookie: visit.cookie.field(secret))
  }
}
