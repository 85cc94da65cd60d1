import HummingbirdTesting
import Testing

@testable import WitanHTTP

/// Bodies that nobody wants: each gets its one reply, is read to its end and thrown away, and the
/// sender is never left waiting.
@Suite(.serialized) struct `A body that nobody wants` {
  /// What refuses a body before it is read.
  enum Reason: CaseIterable {
    case tooLarge, noToken, otherType

    /// The status and the stable code.
    var reply: (status: Int, code: String) {
      switch self {
      case .tooLarge: (413, "too-large")
      case .noToken: (401, "not-signed-in")
      case .otherType: (415, "unsupported-media-type")
      }
    }

    /// The fields that bring it about.
    func fields(_ token: String) -> String {
      let type = self == .otherType ? "text/plain" : "multipart/form-data; boundary=b"
      return (self == .noToken ? "" : "Authorization: Bearer \(token)\r\n")
        + "Content-Type: \(type)\r\n"
    }
  }

  /// In seconds; a busy machine may take its time to read and throw away so much.
  private let patience = 300

  private static let part =
    "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p\"\r\n\r\n"

  private func head(_ reason: Reason, _ visitor: Visitor, closes: Bool, _ length: String) -> [UInt8]
  {
    let close = closes ? "Connection: close\r\n" : ""
    let fields = reason.fields(visitor.tokens["farah"] ?? "")
    return Array("POST /v1/questions HTTP/1.1\r\nHost: a\r\n\(close)\(fields)\(length)\r\n".utf8)
  }

  @Test(arguments: Reason.allCases, [true, false])
  func `of 50 MB is refused over the wire, and the next request is heard`(
    reason: Reason, closes: Bool
  ) async throws {
    try await House().open(.live) { visitor in
      let body = Array(Self.part.utf8) + [UInt8](repeating: 0xFF, count: 50_000_000)
      let bytes = head(reason, visitor, closes: closes, "Content-Length: \(body.count)\r\n") + body
      let next = Array("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8)
      // All of it is sent, whatever was said meanwhile.
      let reply = try await RawSocket.exchange(
        bytes + next, port: try #require(visitor.client.port), patienceSeconds: patience)
      let ends = closes || reason == .tooLarge
      let statuses = ends ? [reason.reply.status] : [reason.reply.status, 200]
      #expect(reply.sentAll && reply.statuses == statuses && reply.isClosed, "\(reply.text)")
      #expect(reply.text.contains("\"code\":\"\(reason.reply.code)\""))
      #expect(reply.text.contains("onnection: close"))
    }
  }

  @Test func `ends the connection, and what was sent after it is carried out by nobody`()
    async throws
  {
    try await House().open(.live) { visitor in
      func ask(_ text: String) -> String {
        let body = #"{"subject":"snakes","text":"\#(text)"}"#
        return "POST /v1/questions HTTP/1.1\r\nHost: a\r\n"
          + "Authorization: Bearer \(visitor.tokens["farah"] ?? "")\r\n"
          + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
      }
      let long = String(repeating: "x", count: 20_000)
      for _ in 0..<10 {
        let reply = try await RawSocket.exchange(
          Array((ask(long) + ask("Which?") + ask("Which?")).utf8),
          port: try #require(visitor.client.port))
        #expect(reply.statuses == [413] && reply.isClosed, "\(reply.text)")
      }
      let list = try await visitor.get("/v1/questions", as: "farah").json["items"] as? [Any]
      #expect(list?.count == 0)
    }
  }

  @Test(arguments: Reason.allCases, [true, false])
  func `of chunks without end is read for a while and then cut`(
    reason: Reason, closes: Bool
  ) async throws {
    try await House().open(.live) { visitor in
      var chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0xFF, count: 1 << 16)
      chunk += [13, 10]
      // More than the form may have and than is read after a reply, together.
      let count = 2 + (Limits.lingerBytes + (48 << 20)) >> 16
      let bytes =
        head(reason, visitor, closes: closes, "Transfer-Encoding: chunked\r\n")
        + Array("\(String(Self.part.utf8.count, radix: 16))\r\n\(Self.part)\r\n".utf8)
        + [[UInt8]](repeating: chunk, count: count).flatMap { $0 }
      let reply = try await RawSocket.exchange(
        bytes, port: try #require(visitor.client.port), patienceSeconds: patience)
      #expect(reply.isClosed && !reply.sentAll)
      // The reply may be lost with a connection that was cut.
      #expect(reply.statuses == [reason.reply.status] || reply.statuses.isEmpty)
      #expect(try await visitor.get("/healthz").status == 200)
    }
  }
}
