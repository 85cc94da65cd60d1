import HTTPTypes
import Hummingbird
import Logging
import Witan

/// The front of the house: counts who comes, finds the route of each request and lets in whom its
/// door lets in, turns what is thrown into problems or pages, adds the fields that keep browsers
/// safe, and logs one line.
///
/// It takes the place of Hummingbird's router: the API's table is the one table of paths, and gives
/// 405 with `Allow`, and `HEAD` wherever there is `GET`.
struct Front: HTTPResponder {
  typealias Context = Remote

  private let desk: Desk
  private let logger: Logger
  private let pages: Pages
  /// Whether people reach the server by https.
  private let isHTTPS: Bool
  /// What is remembered of those who come.
  let turnstile: Turnstile
  /// Every route of the server.
  let routes: [Route]

  /// The front of a desk; throws where a template of the pages is malformed.
  init(
    desk: Desk, logger: Logger, limits: Limits, replies: any ReplyBook, isHTTPS: Bool = false
  ) throws {
    self.isHTTPS = isHTTPS
    self.desk = desk
    self.logger = logger
    pages = try Pages()
    turnstile = Turnstile(limits, replies: replies, desk: desk)
    let api = API(desk: desk)
    routes =
      API.endpoints.map { Route($0, of: api) } + LiveEvents.routes + Health.routes + pages.routes
  }

  /// Answers one request.
  func respond(to request: Request, context: Remote) async throws -> Response {
    let begin = desk.now()
    var isPage = request.wantsPage && !request.uri.path.hasPrefix("/v1/")
    var pattern = "-"
    var rates = RateFields()
    let cookie = SessionCookie(request, isHTTPS: isHTTPS)
    let credential = Credential(request, cookie)
    var fresh: String?
    var response: Response
    do {
      try turnstile.pass(context.address(request), now: begin, &rates)
      let method = request.method == .head ? "GET" : request.method.rawValue
      let (route, names) = try routes.find(method, request.uri.path)
      (isPage, pattern) = (route.isPage, route.pattern.text)
      let member = try await admit(request, credential, to: route, &rates, &fresh)
      let visit = Visit(
        request: request, names: names, desk: desk, logger: context.logger, turnstile: turnstile,
        credential: credential, cookie: cookie, member: member)
      switch try await route.handler(visit) {
      case .reply(let reply): response = Delivery(request).response(reply)
      case .stream(let stream): response = stream
      }
    } catch {
      response = refuse(error, isPage: isPage, request, credential, context.logger)
    }
    for (name, value) in rates.header { response.set(name, value) }
    if let fresh, response.headers[.setCookie] == nil {
      response.headers[.setCookie] = cookie.field(fresh)
    }
    Protection(request).protect(&response)
    if request.method == .head { response = response.createHeadResponse() }
    context.logger.info(
      "request",
      metadata: [
        "method": "\(request.method)", "route": "\(pattern)",
        "status": "\(response.status.code)",
        "milliseconds": "\(desk.now().milliseconds - begin.milliseconds)",
      ])
    return response
  }

  private func admit(
    _ request: Request, _ credential: Credential, to route: Route, _ rates: inout RateFields,
    _ fresh: inout String?
  ) async throws -> Caller? {
    let renews = route.isPage && request.isReading
    if route.door == .anybody {
      guard renews, let known = try? await credential.caller(desk, renews: true) else { return nil }
      fresh = known.fresh
      return known.caller
    }
    var new: String?
    let admitted = try await route.door.admit(
      {
        let known = try await credential.caller(desk, renews: renews)
        new = known.fresh
        return known.caller
      }, for: route.scope)
    fresh = new
    guard let member = admitted else { return nil }
    let asks =
      route.method == .post && ["/v1/questions", "/ask"].contains(route.pattern.text)
      && request.uri.queryParameters["dry-run"] == nil
    try turnstile.pass(member, asks: asks, now: desk.now(), &rates)
    return member
  }

  private func refuse(
    _ error: any Error, isPage: Bool, _ request: Request, _ credential: Credential,
    _ logger: Logger
  ) -> Response {
    let problem = Problem(error) { fault in
      logger.error("a fault", metadata: ["error": "\(fault)"])
    }
    var response = Response(
      isPage
        ? pages.problem(problem, path: request.uri.path, isSignedIn: credential.secret != nil)
        : problem.reply)
    // What is left of a body that is too large is not worth the reading.
    if problem.status == 413 { response.headers[.connection] = "close" }
    return response
  }
}
