import HTTPTypes
import Hummingbird

/// What browsers are told to refuse (OWASP Secure Headers Project).
struct Protection {
  private let isOverTLS: Bool

  /// Reads what a proxy says of the connection.
  init(_ request: Request) {
    isOverTLS =
      HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] } == "https"
  }

  /// Adds the fields that the response has not yet.
  ///
  /// A page's forms need `same-origin` here: with `no-referrer` browsers send `Origin: null`, and
  /// over plain HTTP there would be nothing left to tell our own forms by.
  func protect(_ response: inout Response) {
    let isPage = response.headers[.contentType]?.hasPrefix("text/html") ?? false
    var fields = [
      ("X-Content-Type-Options", "nosniff"),
      ("Content-Security-Policy", Self.policy),
      ("Referrer-Policy", isPage ? "same-origin" : "no-referrer"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
      ("X-Frame-Options", "DENY"),
    ]
    if isOverTLS { fields.append(("Strict-Transport-Security", "max-age=31536000")) }
    for (name, value) in fields {
      guard let name = HTTPField.Name(name), response.headers[name] == nil else { continue }
      response.headers[name] = value
    }
  }

  /// Nothing but our own pictures, styles and forms; no script at all.
  private static let policy =
    "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
    + "frame-ancestors 'none'; base-uri 'none'"

  /// The same for the page with the answer form: and our own script, which calls our own API. What
  /// people wrote is never served as a script (`nosniff`), and none stands in a page.
  static let scriptPolicy = policy + "; script-src 'self'; connect-src 'self'"
}

extension Response {
  /// Sets a field of the header by its name.
  mutating func set(_ name: String, _ value: String) {
    if let name = HTTPField.Name(name) { headers[name] = value }
  }
}
