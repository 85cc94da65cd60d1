import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Witan

/// A time-stamp authority somewhere, reached over HTTP (RFC 3161 section 3.4).
struct TimeAuthority: Sendable {
  /// Its address.
  let url: String

  private static let seconds: Int64 = 30
  /// A reply with its certificates is a few thousand bytes.
  private static let limitBytes = 256 << 10

  /// Takes an address; refuses what is no http or https address.
  init(url: String) throws(Refusal) {
    guard let parts = URLComponents(string: url), parts.host?.isEmpty == false,
      parts.scheme == "http" || parts.scheme == "https"
    else {
      throw .invalid(field: "timestamp-authority", reason: "\"\(url)\" is no http or https address")
    }
    self.url = url
  }

  /// Sends a query and gives the reply, both in DER and not looked into.
  func reply(to query: [UInt8]) async throws -> [UInt8] {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/timestamp-query")
    request.body = .bytes(ByteBuffer(bytes: query))
    let response: HTTPClientResponse
    do {
      response = try await HTTPClient.shared.execute(request, timeout: .seconds(Self.seconds))
    } catch {
      throw Refusal.unavailable(reason: "No time-stamp authority answers at \(url): \(error).")
    }
    guard response.status == .ok else {
      throw Refusal.unavailable(
        reason: "The time-stamp authority at \(url) replied with status \(response.status.code).")
    }
    return Array(try await response.body.collect(upTo: Self.limitBytes).readableBytesView)
  }
}
