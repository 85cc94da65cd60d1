import HummingbirdTesting
import Testing

@testable import WitanHTTP

/// Clients that wait for a word before they send a body (RFC 9110 10.1.1).
@Suite struct `A body that waits to be wanted` {
  private static let body = #"{"subject":"snakes","text":"Which?"}"#
  private static let next = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

  private func head(_ token: String?, length: Int, expect: String = "100-continue") -> [UInt8] {
    Array(
      ("POST /v1/questions HTTP/1.1\r\nHost: a\r\nExpect: \(expect)\r\n"
        + (token.map { "Authorization: Bearer \($0)\r\n" } ?? "")
        + "Content-Type: application/json\r\nContent-Length: \(length)\r\n\r\n").utf8)
  }

  @Test(arguments: ["100-continue", "100-Continue"])
  func `is called for, taken, and the connection goes on`(expect: String) async throws {
    try await House().open(.live) { visitor in
      let reply = try await RawSocket.exchange(
        head(visitor.tokens["farah"], length: Self.body.utf8.count, expect: expect),
        then: Array((Self.body + Self.next).utf8), port: try #require(visitor.client.port),
        patienceSeconds: 200)
      #expect(reply.statuses == [100, 201, 200], "\(reply.text)")
      #expect(reply.text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 "))
      #expect(reply.isClosed && reply.text.hasSuffix("ok\n"))
    }
  }

  @Test func `is not called for where its head is refused`() async throws {
    try await House().open(.live) { visitor in
      let port = try #require(visitor.client.port)
      for (token, length, status) in [
        (nil, Self.body.utf8.count, 401), (visitor.tokens["farah"], 1 << 40, 413),
      ] {
        let reply = try await RawSocket.exchange(head(token, length: length), port: port)
        #expect(reply.statuses == [status], "\(reply.text)")
      }
    }
  }

  @Test func `is called for in its turn, behind a reply that is still being written`() async throws
  {
    try await House().open(.live) { visitor in
      let first = Array("GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
      let reply = try await RawSocket.exchange(
        first + head(visitor.tokens["farah"], length: Self.body.utf8.count),
        then: Array((Self.body + Self.next).utf8), port: try #require(visitor.client.port),
        patienceSeconds: 200)
      #expect(reply.statuses.filter { $0 != 100 } == [200, 201, 200], "\(reply.statuses)")
      let whole = String(decoding: PackageResources.openapi_json, as: UTF8.self)
      #expect(reply.text.contains(whole), "no word stands within another reply")
    }
  }
}
