import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import WitanHTTP

/// Someone who sends requests, under the handle of a member or none.
struct Visitor: Sendable {
  let client: any TestClientProtocol
  let tokens: [String: String]

  /// What came back.
  struct Answer {
    let status: Int
    let header: HTTPFields
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
    /// The body as a JSON object; empty for anything else.
    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:]
    }
    var code: String? { json["code"] as? String }
    var id: String { json["id"] as? String ?? "" }
    subscript(name: String) -> String? { HTTPField.Name(name).flatMap { header[$0] } }
  }

  func send(
    _ method: HTTPRequest.Method, _ path: String, as handle: String? = nil,
    header: [String: String] = [:], body: [UInt8]? = nil
  ) async throws -> Answer {
    var fields = HTTPFields()
    for (name, value) in header { fields[try #require(HTTPField.Name(name))] = value }
    // Whoever says nothing else overwrites what is there.
    if method == .put, fields[.ifMatch] == nil { fields[.ifMatch] = "*" }
    if fields[.ifMatch]?.isEmpty == true { fields[.ifMatch] = nil }
    if let handle { fields[.authorization] = "Bearer \(tokens[handle] ?? handle)" }
    let response = try await client.executeRequest(
      uri: path, method: method, headers: fields, body: body.map { ByteBuffer(bytes: $0) })
    return Answer(
      status: response.status.code, header: response.headers,
      bytes: Array(response.body.readableBytesView))
  }

  func get(
    _ path: String, as handle: String? = nil, header: [String: String] = [:]
  ) async throws -> Answer {
    try await send(.get, path, as: handle, header: header)
  }

  /// Posts JSON, or nothing.
  func post(_ path: String, as handle: String? = nil, _ json: String? = nil) async throws -> Answer
  {
    try await send(
      .post, path, as: handle,
      header: json == nil ? [:] : ["Content-Type": "application/json"],
      body: json.map { Array($0.utf8) })
  }

  /// Posts JSON under a key.
  func post(
    _ path: String, as handle: String, key: String, _ json: String
  ) async throws -> Answer {
    try await send(
      .post, path, as: handle,
      header: ["Content-Type": "application/json", "Idempotency-Key": key], body: Array(json.utf8))
  }

  /// Posts a form.
  func post(
    _ path: String, as handle: String? = nil, form: [Field], header: [String: String] = [:]
  ) async throws -> Answer {
    let type = ["Content-Type": "multipart/form-data; boundary=\(Field.boundary)"]
    return try await send(
      .post, path, as: handle, header: header.merging(type) { $1 }, body: Field.body(form))
  }

  /// The cookie of a member's session; of anybody else what is said.
  func cookie(_ handle: String) -> String {
    "witan=\(tokens[handle] == nil ? handle : House.secret(handle))"
  }

  /// Posts a form of one of our own pages, signed in by the cookie.
  func submit(_ path: String, as handle: String?, _ form: [Field]) async throws -> Answer {
    var header = ["Sec-Fetch-Site": "same-origin"]
    if let handle { header["Cookie"] = cookie(handle) }
    return try await post(path, form: form, header: header)
  }

  /// Looks at a page, signed in by the cookie.
  func look(_ path: String, as handle: String?) async throws -> Answer {
    var header = ["Accept": "text/html"]
    if let handle { header["Cookie"] = cookie(handle) }
    return try await get(path, header: header)
  }

  /// Asks about a snake.
  func ask(as handle: String = "farah", photo: [UInt8]? = nil) async throws -> String {
    var form: [Field] = [
      .text("subject", "snakes"), .text("text", "What snake is this?"), .text("place", "IN-KA"),
    ]
    if let photo { form.append(.file("photo", photo)) }
    let answer = try await post("/v1/questions", as: handle, form: form)
    try #require(answer.status == 201, "\(answer.text)")
    return answer.id
  }

  /// The experts who are asked now.
  func asked(_ id: String) async throws -> [String] {
    var handles: [String] = []
    for handle in House.experts {
      let items = try await get("/v1/queue", as: handle).json["items"] as? [[String: Any]] ?? []
      if items.contains(where: { $0["id"] as? String == id }) { handles.append(handle) }
    }
    return handles
  }
}

/// One part of a form.
struct Field: Sendable {
  let head: String
  let content: [UInt8]

  static let boundary = "x-Witan-boundary"

  static func text(_ name: String, _ value: String) -> Field {
    Field(head: "Content-Disposition: form-data; name=\"\(name)\"", content: Array(value.utf8))
  }

  static func file(_ name: String, _ bytes: [UInt8], called file: String = "a.jpg") -> Field {
    Field(
      head: "Content-Disposition: form-data; name=\"\(name)\"; filename=\"\(file)\"\r\n"
        + "Content-Type: application/octet-stream", content: bytes)
  }

  static func body(_ fields: [Field]) -> [UInt8] {
    fields.flatMap { Array("--\(boundary)\r\n\($0.head)\r\n\r\n".utf8) + $0.content + [13, 10] }
      + Array("--\(boundary)--\r\n".utf8)
  }
}
