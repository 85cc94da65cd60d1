import HTTPTypes
import Hummingbird
import Witan

extension Route {
  /// An endpoint of the API as a route: the door is passed before the body is read, so that nobody
  /// without a token makes the server hold a photo.
  init(_ endpoint: Endpoint, of api: API) {
    self.init(
      endpoint.method, endpoint.pattern, endpoint.door, endpoint.scope, isPage: false
    ) { visit in
      let call = try await Self.call(endpoint, visit)
      let request = Endpoint.Request(
        call: call, desk: api.desk, member: try await endpoint.admitAgain(visit),
        names: visit.names)
      if endpoint.method == .get {
        let reply = try await endpoint.handler(request)
        return .reply(reply.revalidated(isPublic: endpoint.door == .anybody))
      }
      guard !endpoint.isReading else { return .reply(try await endpoint.handler(request)) }
      let change: @Sendable () async throws -> Reply = {
        guard endpoint.door != .anybody else { return try await endpoint.handler(request) }
        return try await visit.counting {
          try await Precondition(visit).guarding { try await endpoint.handler(request) }
        }
      }
      guard let key = try KeyedCall.key(of: visit.request) else {
        return .reply(try await change())
      }
      let (account, secret) = try await Self.holder(endpoint, request, visit)
      let keyed = try KeyedCall(key: key, call, account: account, secret: secret)
      return .reply(
        try await visit.turnstile.once.reply(keyed, kept: endpoint.replies, change))
    }
  }

  /// Whose a key is, and the secret that opens what was replied under it: the account's and its
  /// token, or of who needs no account the link's.
  private static func holder(
    _ endpoint: Endpoint, _ request: Endpoint.Request, _ visit: Visit
  ) async throws -> (account: ID<Member>, secret: String) {
    if let secret = try endpoint.secret?(request) {
      return (KeyedCall.account(link: secret), secret)
    }
    return (try await visit.caller().member.id, visit.credential.secret ?? "")
  }

  private static func call(_ endpoint: Endpoint, _ visit: Visit) async throws -> Call {
    let query = visit.request.query
    try endpoint.checkQuery(query)
    var body = Intake.Body()
    if endpoint.method != .get {
      body = try await (endpoint.form.map(Intake.form) ?? .json).read(visit.request)
    }
    return Call(
      endpoint.method, visit.request.uri.path, query: query, body: body.json, files: body.files,
      accept: visit.request.headers[.accept])
  }
}

extension Endpoint {
  /// Who came in, let in again once the body is there: it may have taken minutes, and whoever was
  /// put out meanwhile, or whose token was ended, may do nothing more.
  fileprivate func admitAgain(_ visit: Visit) async throws -> Caller? {
    guard method != .get, let member = visit.member else { return visit.member }
    return try await admit { try await visit.desk.current(member) }
  }
}

extension Reply {
  /// JSON and feeds that a client may keep, and must ask about before it uses them again; what one
  /// account may read is no answer for another.
  fileprivate func revalidated(isPublic: Bool) -> Reply {
    var header = header
    let isText = mediaType.hasPrefix("application/json") || mediaType.contains("xml")
    if isText, header["Cache-Control"] == "no-store" {
      header["Cache-Control"] = isPublic ? "no-cache" : "private, no-cache"
    }
    if !isPublic {
      header["Vary"] =
        [header["Vary"], "Authorization, Cookie"].compactMap { $0 }.joined(separator: ", ")
    }
    return Reply(status: status, mediaType: mediaType, body: body, header: header)
  }
}
