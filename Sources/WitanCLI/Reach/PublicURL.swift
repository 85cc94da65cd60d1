import Foundation
import Witan

/// Where people reach a server.
enum PublicURL {
  /// An address as it was given; refuses what no page's links could begin with: they are all at the
  /// root of a host.
  static func checked(_ text: String?) throws -> String? {
    guard let text else { return nil }
    guard let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme),
      parts.host?.isEmpty == false, ["", "/"].contains(parts.path), parts.query == nil,
      parts.fragment == nil, parts.user == nil
    else {
      throw Refusal.invalid(
        field: "public-url",
        reason: "\"\(text)\" is no address such as https://witan.example: a host, and no path")
    }
    return text
  }
}
