import HTTPTypes
import Hummingbird
import Witan

/// What came with a request to say who asks: a program's token, or a browser's session.
struct Credential {
  /// What there can be.
  private enum Kind {
    case nothing
    case token(String)
    case session(String)
  }

  private let kind: Kind
  /// Whether a browser added the session by itself to a request that another site may have made.
  private let isSuspect: Bool

  /// Reads `Authorization: Bearer`, else the cookie.
  init(_ request: Request, _ cookie: SessionCookie) {
    if let field = request.headers[.authorization] {
      let words = field.split(separator: " ", omittingEmptySubsequences: true)
      let isBearer = words.count == 2 && words[0].lowercased() == "bearer"
      kind = isBearer ? .token(String(words[1])) : .nothing
      isSuspect = false
    } else {
      kind = cookie.secret(in: request).map { .session($0) } ?? .nothing
      isSuspect = !request.isReading && !request.isFromOwnPage(overTLS: cookie.isSecure)
    }
  }

  /// The token or secret as it came; nil for none.
  var secret: String? {
    switch kind {
    case .nothing: nil
    case .token(let text), .session(let text): text
    }
  }

  /// The secret of the session as it came; nil for none.
  var session: String? {
    if case .session(let secret) = kind { secret } else { nil }
  }

  /// The member who asks; refuses none, an unknown one, and a session on a change that did not come
  /// from our own page.
  ///
  /// - Parameter renews: whether the reply can bring the browser a new secret.
  /// - Returns: the member, and the new secret where it is time for one.
  func caller(
    _ desk: Desk, renews: Bool = false
  ) async throws -> (caller: Caller, fresh: String?) {
    switch kind {
    case .nothing: throw Refusal.notSignedIn
    case .token(let token): return (try await desk.caller(token: token), nil)
    case .session(let secret):
      guard !isSuspect else { throw Problem.crossSite }
      return try await desk.caller(session: secret, renews: renews)
    }
  }

  /// The same where a page is open to anybody: a token with scopes opens none, so whoever comes by
  /// one is nobody there (`notSignedIn`).
  func reader(
    _ desk: Desk, renews: Bool = false
  ) async throws -> (caller: Caller, fresh: String?) {
    let known = try await caller(desk, renews: renews)
    guard (try? known.caller.needs(nil)) != nil else { throw Refusal.notSignedIn }
    return known
  }
}

extension Problem {
  /// A change asked for by a page of another site.
  static let crossSite = Problem(
    403, "Forbidden", code: "cross-site", "This form did not come from a page of this server.")
}

extension Request {
  /// Whether the browser says that a page of this server, or nobody else's, made the request:
  /// `Sec-Fetch-Site` where it is sent, else `Origin` against `Host` (W3C Fetch Metadata; OWASP
  /// Cross-Site Request Forgery Prevention).
  ///
  /// - Parameter overTLS: whether it is known to have come by https: then a page that came without
  ///   is another's, as anybody on the way can make one.
  func isFromOwnPage(overTLS: Bool) -> Bool {
    if let name = HTTPField.Name("Sec-Fetch-Site"), let site = headers[name] {
      return site == "same-origin" || site == "none"
    }
    guard let origin = headers[.origin], let host = head.authority else { return false }
    let schemes = overTLS ? ["https"] : ["https", "http"]
    return schemes.contains { origin.lowercased() == "\($0)://\(host.lowercased())" }
  }

  /// Whether it asks for nothing to be changed.
  var isReading: Bool { method == .get || method == .head }

  /// What the browser or program calls itself.
  var device: String { headers[.userAgent] ?? "" }

  /// Whether the answer will be read by a person in a browser.
  var wantsPage: Bool { headers[.accept]?.contains("text/html") ?? false }
}
