import Hummingbird
import Witan

/// What is found out about a request on its way to its handler, as far as it comes.
struct Arrival {
  let begin: Instant
  let name: RequestName
  let cookie: SessionCookie
  let credential: Credential
  /// Whether what is refused is told by a page.
  var isPage: Bool
  /// The pattern of its route, for the log; never the path itself.
  var pattern = "-"
  var rates = RateFields()
  /// The secret that the browser's session goes on with, where it is time for a new one.
  var fresh: String?
  /// Who asks a question by it.
  var asker: Caller?

  /// A request of which no more is known than what it brought.
  init(_ request: Request, at begin: Instant, name: RequestName, isHTTPS: Bool) {
    (self.begin, self.name) = (begin, name)
    cookie = SessionCookie(request, isHTTPS: isHTTPS)
    credential = Credential(request, cookie)
    isPage = request.wantsPage && !request.uri.path.hasPrefix("/v1/")
  }
}
