import HTTPTypes
import Hummingbird
import Witan

/// The cookie that keeps a browser's session. Scripts cannot read it and other sites' forms do not
/// send it; where people come by https it goes over TLS only and belongs to this very host
/// (`__Host-`: RFC 6265bis 4.1.3.2), so that no neighbour of its domain can put another there.
struct SessionCookie {
  /// Whether it is for TLS alone.
  let isSecure: Bool

  /// The cookie for a request: for TLS where the server is known to be reached by https, or a proxy
  /// tells that this request was.
  init(_ request: Request, isHTTPS: Bool) {
    let forwarded = HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] }
    isSecure = isHTTPS || forwarded == "https"
  }

  /// Its name.
  var name: String { isSecure ? "__Host-witan" : "witan" }

  /// The secret that came in it; nil where it did not come.
  func secret(in request: Request) -> String? { request.cookies[name]?.value }

  /// The field that keeps a secret for as long as a session may last, or (nil) ends it.
  func field(_ secret: String?) -> String {
    let seconds = secret == nil ? 0 : WebSession.longestSeconds
    return "\(name)=\(secret ?? ""); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(seconds)"
      + (isSecure ? "; Secure" : "")
  }
}
