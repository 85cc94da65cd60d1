import HTTPTypes
import Hummingbird
import Logging
import Witan

/// The front of the house: counts who comes, finds the route of each request and lets in whom its
/// door lets in, turns what is thrown into problems or pages, adds the fields that keep browsers
/// safe, counts how it went, and logs one line under the request's name.
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
  /// Counts how requests went.
  let observer: Observer
  /// Whether connections are under TLS here, and not in a proxy.
  private let speaksTLS: Bool
  /// Names requests that bring no name.
  private let names: RequestName.Maker
  /// Every route of the server.
  let routes: [Route]

  /// The front of a desk; throws where a template of the pages is malformed.
  init(
    desk: Desk, logger: Logger, limits: Limits, metrics: MetricBook = MetricBook(),
    isHTTPS: Bool = false, speaksTLS: Bool = false, site: String? = nil,
    links: (any LinkRequests)? = nil, provider: (any IdentityProvider)? = nil
  ) throws {
    self.isHTTPS = isHTTPS || speaksTLS
    self.speaksTLS = speaksTLS
    self.desk = desk
    self.logger = logger
    names = RequestName.Maker(secret: desk.secret(count: 32))
    pages = try Pages(site: site, links: links, provider: provider)
    turnstile = Turnstile(limits, desk: desk)
    observer = Observer(desk: desk, seats: turnstile.seats, book: metrics)
    let api = API(desk: desk)
    routes =
      API.endpoints.map { Route($0, of: api) } + LiveEvents.routes + Health.routes + pages.routes
  }

  /// Answers one request.
  func respond(to sent: Request, context: Remote) async throws -> Response {
    let request = context.answeringExpectation(of: speaksTLS ? sent.overTLS : sent)
    var arrival = Arrival(
      request, at: desk.now(), name: RequestName(request, made: names.name(ofRequest: context.id)),
      isHTTPS: isHTTPS)
    var logger = context.logger
    logger[metadataKey: "hb.request.id"] = nil
    logger[metadataKey: "request"] = "\(arrival.name.text)"
    var response: Response
    do {
      response = try await handle(
        request, isLocal: context.isLocal(sent), context, logger, &arrival)
    } catch {
      response = await refuse(error, request, arrival, logger)
    }
    if let asker = arrival.asker { turnstile.tell(asker, now: desk.now(), &arrival.rates) }
    for (name, value) in arrival.rates.header { response.set(name, value) }
    if let fresh = arrival.fresh, response.headers[.setCookie] == nil {
      response.headers[.setCookie] = arrival.cookie.field(fresh)
    }
    response.set(RequestName.field, arrival.name.text)
    Protection(request).protect(&response)
    if request.method == .head {
      let isStream = response.headers[.contentType] == "text/event-stream"
      response = response.createHeadResponse()
      if isStream { response.headers[.contentLength] = nil }
    }
    // Counted also where no line is written: a log looks at what it is given only if it writes it.
    let milliseconds = desk.now().milliseconds - arrival.begin.milliseconds
    let line = note(request, arrival.pattern, response, milliseconds)
    logger.info("request", metadata: line)
    return response
  }

  /// Finds the request's route, lets in who sent it, and has it handled; throws what refuses it.
  private func handle(
    _ request: Request, isLocal: Bool, _ context: Remote, _ logger: Logger,
    _ arrival: inout Arrival
  ) async throws -> Response {
    try turnstile.pass(context.address(request), now: arrival.begin, &arrival.rates)
    // Over HTTP/1.1 the parser counts; over HTTP/2 it counts bytes alone.
    if request.headers.count > Limits.fieldCount { throw Problem.headTooLong }
    try request.checkHost()
    try request.checkTransferCoding()
    let method = request.method == .head ? "GET" : request.method.rawValue
    let (route, names) = try routes.find(method, request.uri.path)
    (arrival.isPage, arrival.pattern) = (route.isPage, route.pattern.text)
    let isOurs = request.isFromOwnPage(overTLS: arrival.cookie.isSecure)
    if isOurs, route.pattern.text == "/send-link" {
      try turnstile.passLink(context.address(request), now: arrival.begin, &arrival.rates)
    }
    let isOpen = route.opensLocally && isLocal
    let member = isOpen ? nil : try await admit(request, to: route, &arrival)
    let visit = Visit(
      request: request, names: names, desk: desk, logger: logger, turnstile: turnstile,
      observer: observer, credential: arrival.credential, cookie: arrival.cookie, member: member,
      asker: arrival.asker, closing: context.closing)
    let outcome = try await Desk.$acting.withValue(member.map(Acting.init)) {
      try await route.handler(visit)
    }
    return switch outcome {
    case .reply(let reply): Delivery(request).response(reply)
    case .stream(let stream): stream
    }
  }

  /// Counts a request that was answered, and gives its line for the log: never the path, which may
  /// hold what people wrote, nor a method that anybody made up.
  private func note(
    _ request: Request, _ pattern: String, _ response: Response, _ milliseconds: Int
  ) -> Logger.Metadata {
    let known = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]
    let method = known.contains(request.method.rawValue) ? request.method.rawValue : "other"
    let status = response.status.code
    observer.count(method, pattern, status: status, milliseconds: milliseconds)
    return [
      "method": "\(method)", "route": "\(pattern)", "status": .stringConvertible(status),
      "milliseconds": .stringConvertible(milliseconds),
    ]
  }

  private func admit(
    _ request: Request, to route: Route, _ arrival: inout Arrival
  ) async throws -> Caller? {
    let (credential, renews) = (arrival.credential, route.isPage && request.isReading)
    if route.door == .anybody {
      guard renews, let known = try? await credential.reader(desk, renews: true) else { return nil }
      arrival.fresh = known.fresh
      return known.caller
    }
    var new: String?
    let admitted = try await route.door.admit(
      {
        let known = try await credential.caller(desk, renews: renews)
        new = known.fresh
        return known.caller
      }, for: route.scope)
    arrival.fresh = new
    guard let member = admitted else { return nil }
    arrival.asker = request.isAsking(route) ? member : nil
    try turnstile.pass(member, now: desk.now(), &arrival.rates)
    return member
  }

  /// Who asks a question by a request, also where their address was refused before anybody looked.
  private func asker(of request: Request, _ arrival: Arrival) async -> Caller? {
    guard arrival.asker == nil, request.method == .post,
      let (route, _) = try? routes.find("POST", request.uri.path), request.isAsking(route)
    else { return arrival.asker }
    let credential = arrival.credential
    return try? await route.door.admit(
      { try await credential.caller(desk).caller }, for: route.scope)
  }

  private func refuse(
    _ error: any Error, _ request: Request, _ arrival: Arrival, _ logger: Logger
  ) async -> Response {
    var problem = Problem(error) { logger.fault("a fault", $0) }.of(arrival.name.text)
    // Who cannot ask now, whatever they send, is told what to do without an answer.
    if problem.status == 429 || problem.status >= 500,
      let asker = await asker(of: request, arrival)
    {
      problem.emergencyText = try? await desk.emergencyText(asker)
    }
    let isSignedIn = arrival.credential.secret != nil
    var response = Response(
      arrival.isPage
        ? pages.problem(problem, path: request.uri.path, isSignedIn: isSignedIn) : problem.reply)
    // What is left of a body that is too large is not worth the reading.
    if problem.status == 413 { response.headers[.connection] = "close" }
    return response
  }
}

extension Request {
  /// Whether a question is asked by it, and not only tried.
  fileprivate func isAsking(_ route: Route) -> Bool {
    let isTrial = route.pattern.text == "/v1/questions" && query["dry-run"] == "true"
    return route.method == .post && ["/v1/questions", "/ask"].contains(route.pattern.text)
      && !isTrial
  }
}
