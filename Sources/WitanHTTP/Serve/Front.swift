import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Witan

/// The front of the house: finds the route of each request, turns what is thrown into problems or
/// pages, adds the fields that keep browsers safe, and logs one line.
///
/// It takes the place of Hummingbird's router: the API's table is the one table of paths, and gives
/// 405 with `Allow`, and `HEAD` wherever there is `GET`.
struct Front: HTTPResponder {
  typealias Context = BasicRequestContext

  private let desk: Desk
  private let logger: Logger
  private let pages: Pages
  /// Every route of the server.
  let routes: [Route]

  /// The front of a desk; throws where a template of the pages is malformed.
  init(desk: Desk, logger: Logger) throws {
    self.desk = desk
    self.logger = logger
    pages = try Pages()
    let api = API(desk: desk)
    routes =
      API.endpoints.map { Route($0, of: api) } + [QuestionEvents.route] + Health.routes
      + pages.routes
  }

  /// Answers one request.
  func respond(to request: Request, context: Context) async throws -> Response {
    let begin = desk.now()
    let isHead = request.method == .head
    let method = isHead ? "GET" : request.method.rawValue
    var isPage = request.wantsPage && !request.uri.path.hasPrefix("/v1/")
    var pattern = "-"
    var response: Response
    do {
      let (route, names) = try routes.find(method, request.uri.path)
      (isPage, pattern) = (route.isPage, route.pattern.text)
      response = try await route.handler(
        Visit(request: request, names: names, desk: desk, logger: context.logger))
    } catch {
      response = refuse(error, isPage: isPage, request, context.logger)
    }
    protect(&response)
    if isHead { response = response.createHeadResponse() }
    context.logger.info(
      "request",
      metadata: [
        "method": "\(request.method)", "route": "\(pattern)",
        "status": "\(response.status.code)",
        "milliseconds": "\(desk.now().milliseconds - begin.milliseconds)",
      ])
    return response
  }

  private func refuse(
    _ error: any Error, isPage: Bool, _ request: Request, _ logger: Logger
  ) -> Response {
    let problem = Problem(error) { fault in
      logger.error("a fault", metadata: ["error": "\(fault)"])
    }
    var response = Response(
      isPage
        ? pages.problem(problem, path: request.uri.path, isSignedIn: Credential(request).isThere)
        : problem.reply)
    // What is left of a body that is too large is not worth the reading.
    if problem.status == 413 { response.headers[.connection] = "close" }
    return response
  }

  /// What browsers are told to refuse (OWASP Secure Headers Project).
  ///
  /// A page's forms need `same-origin` here: with `no-referrer` browsers send `Origin: null`, and
  /// over plain HTTP there would be nothing left to tell our own forms by.
  private func protect(_ response: inout Response) {
    let isPage = response.headers[.contentType]?.hasPrefix("text/html") ?? false
    let fields = [
      ("X-Content-Type-Options", "nosniff"),
      ("Content-Security-Policy", Self.policy),
      ("Referrer-Policy", isPage ? "same-origin" : "no-referrer"),
    ]
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
