import Foundation
public import Witan

/// The server to which messages are submitted, and how (RFC 6409).
public struct MailServer: Sendable {
  /// `smtp` (STARTTLS) or `smtps` (TLS from the start).
  let scheme: String
  let host: String
  let port: Int
  let user: String?
  let password: String?
  /// From whom messages come.
  public let sender: MailAddress

  /// Takes an address such as `smtp://mail.example:587`; refuses what is none, and a name without a
  /// password or one without the other.
  public init(
    url: String, sender: String, user: String?, password: String?
  ) throws(Refusal) {
    guard let parts = URLComponents(string: url), let scheme = parts.scheme,
      ["smtp", "smtps"].contains(scheme), let host = parts.host, Self.isPlain(host),
      ["", "/"].contains(parts.path), parts.query == nil, parts.fragment == nil,
      parts.user == nil, parts.password == nil
    else {
      throw .invalid(
        field: "mail-url", reason: "smtp://host:port or smtps://host:port is needed")
    }
    let texts = [user, password].compactMap { $0 }
    guard texts.count != 1, texts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 32 } })
    else {
      throw .invalid(
        field: "mail-user", reason: "a user and a password's file go together, each of one line")
    }
    (self.scheme, self.host, self.user, self.password) = (scheme, host, user, password)
    port = parts.port ?? (scheme == "smtps" ? 465 : 587)
    self.sender = try MailAddress(sender)
  }

  private static func isPlain(_ host: String) -> Bool {
    !host.isEmpty
      && host.utf8.allSatisfy { byte in
        switch byte {
        case 45, 46, 48...58, 65...91, 93, 97...122: true
        default: false
        }
      }
  }

  /// Whether it is this machine, to which the wire needs no TLS.
  private var isHere: Bool { ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host) }

  /// What curl is told (curl(1), "--config"): nothing of it stands on the command line, which
  /// others on the machine can read.
  func configuration(message: String, to address: MailAddress) -> String {
    let shown = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    var lines: [(String, String?)] = [
      ("url", "\(scheme)://\(shown):\(port)/\(sender.domain)"), ("mail-from", "<\(sender.text)>"),
      ("mail-rcpt", "<\(address.text)>"), ("upload-file", message), ("proto", "=smtp,smtps"),
      ("noproxy", "*"), ("connect-timeout", "15"), ("max-time", "60"),
      ("silent", nil), (isHere ? "ssl" : "ssl-reqd", nil),
    ]
    if let user, let password { lines.append(("user", "\(user):\(password)")) }
    return lines.map { name, value in
      guard let value else { return "\(name)\n" }
      let quoted = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "\(name) = \"\(quoted)\"\n"
    }.joined()
  }
}
