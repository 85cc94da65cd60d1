import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Witan
import WitanHTTP

/// The way through a server: the same calls over HTTP, signed in with a bearer token.
struct ServerDoor: Door {
  /// Without a slash at the end.
  private let address: String
  private let token: String?

  /// Says at once that a connection was refused, and follows no redirection: the token is for this
  /// server alone. Lives as long as the program.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)))
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// The most bytes of a reply.
  private static let limitBytes = 64 << 20

  /// Takes the server's address; refuses what is no http or https address.
  init(url: String, token: String?) throws {
    guard let parts = URLComponents(string: url), parts.host?.isEmpty == false,
      parts.scheme == "http" || parts.scheme == "https", parts.query == nil
    else {
      throw Refusal.invalid(field: "server", reason: "\"\(url)\" is no http or https address")
    }
    address = url.hasSuffix("/") ? String(url.dropLast()) : url
    self.token = token
  }

  func call(_ call: Call) async throws -> Reply {
    let form = call.files.isEmpty ? nil : try MultipartForm(call, boundary: World.real.token())
    var request = request(call.method.rawValue, call.path, query: call.query)
    if let body = form?.bytes ?? (call.method != .get ? call.body : nil) {
      request.headers.add(name: "Content-Type", value: form?.mediaType ?? "application/json")
      request.body = .bytes(ByteBuffer(bytes: body))
    }
    // Whatever lies on the way may send it again: the server must not do it twice.
    if call.method == .post {
      request.headers.add(name: "Idempotency-Key", value: World.real.name("k") + World.real.token())
    }
    // Who gives a command has not read what it replaces, and means it.
    if call.method == .put { request.headers.add(name: "If-Match", value: "*") }
    // An audit, a dossier or another rule tried on all reads the whole ledger before it replies.
    let isLong =
      call.path == "/v1/audit/verify"
      || ["/dossier", "/whatif"].contains { call.path.hasSuffix($0) }
    let response = try await send(request, seconds: isLong ? 3_600 : 60)
    let body = try await reading { try await response.body.collect(upTo: Self.limitBytes) }
    return Reply(
      status: Int(response.status.code),
      mediaType: response.headers.first(name: "content-type") ?? "",
      body: Array(body.readableBytesView))
  }

  /// Looks at each of the question's server-sent events (WHATWG HTML 9.2); where the stream ends,
  /// a second later.
  func follow(_ question: String, stays: Bool, _ look: () async throws -> Bool) async throws {
    while try await !look() {
      if try await stream(question, stays: stays, look) { return }
      try await World.real.pause(1_000)
    }
  }

  /// One stream of events; true when the look has seen enough, false when the stream ended.
  private func stream(
    _ question: String, stays: Bool, _ look: () async throws -> Bool
  ) async throws -> Bool {
    let query = stays ? ["stay": "true"] : [:]
    var request = request("GET", try PathName.question(question, "events"), query: query)
    request.headers.add(name: "Accept", value: "text/event-stream")
    guard let response = try? await send(request, seconds: 3_600), response.status == .ok else {
      return false
    }
    var parts = response.body.makeAsyncIterator()
    while let part = try? await parts.next() {
      // A comment alone keeps the connection open and says nothing.
      let isEvent = String(buffer: part).contains("data:")
      if isEvent, try await look() { return true }
    }
    return false
  }

  private func request(
    _ method: String, _ path: String, query: [String: String]
  ) -> HTTPClientRequest {
    var parts = URLComponents()
    parts.queryItems =
      query.isEmpty
      ? nil : query.sorted { $0.key < $1.key }.map { URLQueryItem(name: $0.key, value: $0.value) }
    let text = parts.percentEncodedQuery.map { "?\($0)" } ?? ""
    var request = HTTPClientRequest(url: address + path + text)
    request.method = .RAW(value: method)
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    return request
  }

  private func send(_ request: HTTPClientRequest, seconds: Int64) async throws
    -> HTTPClientResponse
  {
    try await reading {
      try await Self.client.execute(request, timeout: .seconds(seconds))
    }
  }

  /// Whatever goes wrong on the way means that the server cannot be reached.
  private func reading<Result>(_ work: () async throws -> Result) async throws -> Result {
    do {
      return try await work()
    } catch let error as IOError {
      let reason = String(cString: strerror(error.errnoCode))
      throw Refusal.unavailable(reason: "No server answers at \(address): \(reason).")
    } catch {
      throw Refusal.unavailable(reason: "No server answers at \(address): \(error).")
    }
  }
}
