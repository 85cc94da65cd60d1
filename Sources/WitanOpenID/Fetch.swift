import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Witan

/// Requests to the issuer that the operator named, and where that says: no redirections, little
/// time, few bytes.
struct Fetch: Sendable {
  private static let client = HTTPClient(
    eventLoopGroupProvider: .singleton,
    configuration: HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5))))
  private static let seconds: Int64 = 10
  private static let limitBytes = 256 << 10

  /// What is at an address; nil where it is answered with anything but 200.
  func get(_ url: String) async throws -> Data? { try await send(HTTPClientRequest(url: url)) }

  /// What a form is answered with; nil where it is refused.
  func post(_ url: String, _ form: String, header: [(String, String)]) async throws -> Data? {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    for (name, value) in header { request.headers.add(name: name, value: value) }
    request.body = .bytes(ByteBuffer(string: form))
    return try await send(request)
  }

  private func send(_ request: HTTPClientRequest) async throws -> Data? {
    var request = request
    request.headers.add(name: "Accept", value: "application/json")
    do {
      let response = try await Self.client.execute(request, timeout: .seconds(Self.seconds))
      guard response.status == .ok else { return nil }
      return Data(try await response.body.collect(upTo: Self.limitBytes).readableBytesView)
    } catch {
      throw Refusal.unavailable(reason: "The OpenID provider does not answer.")
    }
  }
}

/// Texts of forms and of queries.
enum Form {
  /// A form's fields (WHATWG URL, application/x-www-form-urlencoded, blanks as %20).
  static func text(_ fields: [(String, String)]) -> String {
    fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
  }

  /// One text of it: all but RFC 3986's unreserved characters as %XX.
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte -> String in
      switch byte {
      case 45, 46, 95, 126, 48...57, 65...90, 97...122: String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

/// Base64 for addresses, without padding (RFC 4648 5).
enum Base64URL {
  /// Bytes as text.
  static func text(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  /// Text as bytes; nil for what is none.
  static func bytes(_ text: String) -> [UInt8]? {
    guard !text.contains("+"), !text.contains("/"), !text.contains("=") else { return nil }
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    return Data(base64Encoded: plain + padding).map(Array.init)
  }
}
