import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Witan

/// One row of the server's table: a method, a path, and what is done.
struct Route: Routed, Sendable {
  let method: Call.Method
  let pattern: PathPattern
  /// Whether people read the answer: then refusals are pages too.
  let isPage: Bool
  let handler: @Sendable (Visit) async throws -> Response

  /// A route; `isPage` where people read the answer.
  init(
    _ method: Call.Method, _ path: String, isPage: Bool = false,
    _ handler: @escaping @Sendable (Visit) async throws -> Response
  ) {
    self.init(method, PathPattern(path), isPage: isPage, handler)
  }

  /// A route of a pattern that another table has.
  private init(
    _ method: Call.Method, _ pattern: PathPattern, isPage: Bool,
    _ handler: @escaping @Sendable (Visit) async throws -> Response
  ) {
    self.method = method
    self.pattern = pattern
    self.isPage = isPage
    self.handler = handler
  }
}

/// A request that found its route.
struct Visit: Sendable {
  let request: Request
  /// The values of the path's names.
  let names: [String: String]
  let desk: Desk
  let logger: Logger

  /// A value of the path.
  func name(_ key: String) -> String { names[key] ?? "" }

  /// The member whose token came with the request.
  func caller() async throws -> Caller { try await Credential(request).caller(desk) }
}

extension Response {
  /// A reply as it goes over the wire.
  init(_ reply: Reply) {
    var fields = HTTPFields()
    for (name, value) in reply.header.sorted(by: { $0.key < $1.key }) {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    fields[.contentType] = reply.mediaType
    self.init(
      status: .init(code: reply.status), headers: fields,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
  }
}

extension Route {
  /// An endpoint of the API as a route: the door is passed before the body is read, so that nobody
  /// without a token makes the server hold a photo.
  init(_ endpoint: Endpoint, of api: API) {
    self.init(endpoint.method, endpoint.pattern, isPage: false) { visit in
      let member = try await endpoint.admit { try await visit.caller() }
      var body = Intake.Body()
      if endpoint.method != .get {
        body = try await (endpoint.form.map(Intake.form) ?? .json).read(visit.request)
      }
      let query = visit.request.uri.queryParameters
      let call = Call(
        endpoint.method, visit.request.uri.path,
        query: Dictionary(
          query.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { $1 }),
        body: body.json, files: body.files, accept: visit.request.headers[.accept])
      return Response(
        try await endpoint.handler(
          Endpoint.Request(call: call, desk: api.desk, member: member, names: visit.names)))
    }
  }
}
