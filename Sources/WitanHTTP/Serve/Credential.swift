import HTTPTypes
import Hummingbird
import Witan

/// The token that came with a request, and whether it may be used for it.
struct Credential {
  /// The cookie of the web pages.
  static let cookieName = "witan"

  /// The token as it came; nil for none.
  let token: String?
  /// Whether a browser added the token by itself to a request that another site may have made.
  private let isSuspect: Bool

  /// Reads `Authorization: Bearer`, else the page's cookie.
  init(_ request: Request) {
    if let field = request.headers[.authorization] {
      let words = field.split(separator: " ", omittingEmptySubsequences: true)
      let isBearer = words.count == 2 && words[0].lowercased() == "bearer"
      token = isBearer ? String(words[1]) : nil
      isSuspect = false
    } else {
      token = request.cookies[Self.cookieName]?.value
      let isReading = request.method == .get || request.method == .head
      isSuspect = token != nil && !isReading && !request.isFromOwnPage
    }
  }

  /// Whether any token came.
  var isThere: Bool { token != nil }

  /// The member whom the token belongs to; refuses none, an unknown one, and a cookie on a change
  /// that did not come from our own page.
  func caller(_ desk: Desk) async throws -> Caller {
    guard let token else { throw Refusal.notSignedIn }
    guard !isSuspect else { throw Problem.crossSite }
    return try await desk.caller(token: token)
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
  var isFromOwnPage: Bool {
    if let name = HTTPField.Name("Sec-Fetch-Site"), let site = headers[name] {
      return site == "same-origin" || site == "none"
    }
    guard let origin = headers[.origin], let host = head.authority else { return false }
    return ["http://\(host)", "https://\(host)"].contains(origin.lowercased())
  }

  /// Whether the answer will be read by a person in a browser.
  var wantsPage: Bool { headers[.accept]?.contains("text/html") ?? false }
}
