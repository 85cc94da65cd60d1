import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Witan

/// One row of the server's table: a method, a path, who may come in, and what is done.
struct Route: Routed, Sendable {
  let method: Call.Method
  let pattern: PathPattern
  let door: Endpoint.Door
  /// What a token for less than everything must be for; nil, as for all pages, where none will do.
  let scope: Scope?
  /// Whether people read the answer: then refusals are pages too.
  let isPage: Bool
  /// Whether programs on this machine need no token: requests that no proxy handed on and no
  /// browser made.
  let opensLocally: Bool
  let handler: @Sendable (Visit) async throws -> Outcome

  /// What comes of a request.
  enum Outcome {
    /// An answer that is there as a whole.
    case reply(Reply)
    /// One that goes on.
    case stream(Response)
  }

  /// A route; `isPage` where people read the answer.
  init(
    _ method: Call.Method, _ path: String, _ door: Endpoint.Door, _ scope: Scope? = nil,
    isPage: Bool = false, opensLocally: Bool = false,
    _ handler: @escaping @Sendable (Visit) async throws -> Outcome
  ) {
    self.init(
      method, PathPattern(path), door, scope, isPage: isPage, opensLocally: opensLocally, handler)
  }

  /// A route of a pattern that another table has.
  init(
    _ method: Call.Method, _ pattern: PathPattern, _ door: Endpoint.Door, _ scope: Scope?,
    isPage: Bool, opensLocally: Bool = false,
    _ handler: @escaping @Sendable (Visit) async throws -> Outcome
  ) {
    (self.method, self.pattern, self.door, self.scope) = (method, pattern, door, scope)
    self.isPage = isPage
    self.opensLocally = opensLocally
    self.handler = handler
  }
}

/// A request that found its route and passed its door.
struct Visit: Sendable {
  let request: Request
  /// The values of the path's names.
  let names: [String: String]
  let desk: Desk
  let logger: Logger
  let turnstile: Turnstile
  let observer: Observer
  let credential: Credential
  let cookie: SessionCookie
  /// Nil where anybody may come in and nobody known did.
  let member: Caller?
  /// Who asks a question by it; nil for every other request.
  var asker: Caller?
  /// When the connection is over; nil where there is none.
  var closing: EventLoopFuture<Void>?

  /// Whether a page of this server, or nobody else's, made the request.
  var isFromOwnPage: Bool { request.isFromOwnPage(overTLS: cookie.isSecure) }

  /// A value of the path.
  func name(_ key: String) -> String { names[key] ?? "" }

  /// The member whose token came with the request, as they are now: its body may have taken long.
  func caller() async throws -> Caller {
    if let member { return try await desk.current(member) }
    return try await credential.reader(desk).caller
  }

  /// Carries out what the request asks for; a question is counted.
  func counting(_ change: () async throws -> Reply) async throws -> Reply {
    guard let asker else { return try await change() }
    return try await turnstile.ask(asker, on: desk, change)
  }
}

extension Response {
  /// A reply as it goes over the wire.
  init(_ reply: Reply) {
    var fields = HTTPFields()
    for (name, value) in reply.header.sorted(by: { $0.key < $1.key }) {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    fields[.contentType] = reply.mediaType
    let body = ByteBuffer(bytes: reply.body)
    self.init(
      status: .init(code: reply.status), headers: fields,
      body: reply.held.map { ResponseBody(body, holding: $0) } ?? ResponseBody(byteBuffer: body))
  }
}

extension ResponseBody {
  /// Bytes that leave piece by piece, no faster than they are read; what is held is let go
  /// afterwards.
  fileprivate init(_ body: ByteBuffer, holding held: any Sendable) {
    self.init(contentLength: body.readableBytes) { writer in
      var rest = body
      while let piece = rest.readSlice(length: min(rest.readableBytes, 64 << 10)),
        piece.readableBytes > 0
      {
        try await writer.write(piece)
      }
      try await writer.finish(nil)
      withExtendedLifetime(held) {}
    }
  }
}
