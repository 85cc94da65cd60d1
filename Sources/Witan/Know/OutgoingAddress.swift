/// To whom the server makes requests on a member's word.
public enum OutgoingRule: Sendable {
  /// Only https, to addresses of the internet, at the ports 443 and 8443.
  case publicOnly
  /// Also http, any port, this machine and its own network: for tests, and where all who may
  /// register are trusted with that network.
  case privateToo

  /// Whether a connection to this address may be made.
  public func allows(_ address: NetworkAddress) -> Bool {
    switch address.reach {
    case .everywhere: true
    case .local: self == .privateToo
    case .nobody: false
    }
  }
}

/// The address of a request that the server makes on a member's word, taken apart by us alone: no
/// other reader of addresses sees more than what this wrote anew.
public struct OutgoingAddress: Equatable, Sendable {
  public let isHTTPS: Bool
  /// A name in lower case, IPv4, or IPv6 without brackets.
  public let host: String
  public let port: Int
  /// With the query, beginning with a slash.
  public let path: String

  /// The ports of a public address.
  static let publicPorts = [443, 8_443]
  private static let limitBytes = 1_000

  /// The host where it is spelled as an address.
  public var literal: NetworkAddress? { NetworkAddress(host) }

  /// Scheme, host and port: all that others than its owner are shown, as the path may be a secret.
  public var origin: String {
    let host = host.contains(":") ? "[\(host)]" : host
    let isUsual = port == (isHTTPS ? 443 : 80)
    return "\(isHTTPS ? "https" : "http")://\(host)\(isUsual ? "" : ":\(port)")"
  }

  /// The whole address.
  public var text: String { origin + path }

  /// Reads an address; refuses (`url`) what is none, hides something (a user's name, a fragment,
  /// another spelling of an IP address), or leads where the rule does not.
  public init(_ text: String, _ rule: OutgoingRule) throws(Refusal) {
    let isPlain = text.utf8.allSatisfy {
      (33...126).contains($0) && !#""<>\^`{|}"#.utf8.contains($0)
    }
    guard isPlain, text.utf8.count <= Self.limitBytes else {
      throw Self.refusal("printable ASCII of at most \(Self.limitBytes) bytes is needed")
    }
    guard let scheme = text.firstRange(of: "://") else { throw Self.refusal("begin with https://") }
    switch text[..<scheme.lowerBound].lowercased() {
    case "https": isHTTPS = true
    case "http" where rule == .privateToo: isHTTPS = false
    default: throw Self.refusal("begin with https://")
    }
    let rest = text[scheme.upperBound...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    guard !rest.contains("#") else { throw Self.refusal("leave out the fragment (#)") }
    guard !rest[..<end].contains("@") else {
      throw Self.refusal("leave out names and passwords (@)")
    }
    path = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
    let (host, port) = try Self.hostAndPort(rest[..<end])
    self.host = host
    self.port = port ?? (isHTTPS ? 443 : 80)
    try check(rule)
  }

  private func check(_ rule: OutgoingRule) throws(Refusal) {
    guard rule == .privateToo || Self.publicPorts.contains(port) else {
      throw Self.refusal("its port must be 443 or 8443")
    }
    if let literal {
      guard rule.allows(literal) else { throw Self.refusal("\(literal) is no public address") }
    } else if rule == .publicOnly {
      let own = ["localhost", "local", "internal", "home.arpa", "onion"]
      let isOwn = own.contains { host == $0 || host.hasSuffix(".\($0)") }
      guard host.contains("."), !isOwn else { throw Self.refusal("\(host) is no public name") }
    }
  }

  private static func hostAndPort(_ text: Substring) throws(Refusal) -> (String, Int?) {
    var host = text
    var digits: Substring?
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else { throw refusal("its host is cut short") }
      let after = text[text.index(after: close)...]
      guard after.isEmpty || after.hasPrefix(":") else { throw refusal("its host is no host") }
      digits = after.isEmpty ? nil : after.dropFirst()
      host = text[text.index(after: text.startIndex)..<close]
      guard host.contains(":"), let address = NetworkAddress(String(host)) else {
        throw refusal("its host is no IPv6 address")
      }
      return (address.description, try port(digits))
    }
    if let colon = text.firstIndex(of: ":") {
      (host, digits) = (text[..<colon], text[text.index(after: colon)...])
    }
    let name = host.lowercased()
    guard isName(name) else { throw refusal("its host is no name of a server") }
    return (name, try port(digits))
  }

  private static func port(_ digits: Substring?) throws(Refusal) -> Int? {
    guard let digits else { return nil }
    let isPlain = (1...5).contains(digits.utf8.count) && !digits.hasPrefix("0")
    guard isPlain, digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(digits),
      port <= 65_535
    else { throw refusal("its port is no number from 1 to 65535") }
    return port
  }

  /// Labels of letters, digits and hyphens (RFC 1123 2.1); one that ends in a number is an IPv4
  /// address in its only spelling, as others read it as one too (WHATWG URL 3.5).
  private static func isName(_ host: String) -> Bool {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    let areLabels = labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy { $0 == 45 || (48...57).contains($0) || (97...122).contains($0) }
    }
    guard areLabels, host.utf8.count <= 253, let last = labels.last else { return false }
    let isNumber = last.utf8.allSatisfy { (48...57).contains($0) } || last.hasPrefix("0x")
    return !isNumber || NetworkAddress(host) != nil
  }

  private static func refusal(_ reason: String) -> Refusal {
    .invalid(field: "url", reason: reason)
  }
}
