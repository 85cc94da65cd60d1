/// An e-mail address that nothing else can hide in: no line ends, blanks, quotes, comments or
/// routes, and ASCII alone (a subset of RFC 5321 4.1.2, as WHATWG HTML's "valid e-mail address").
public struct MailAddress: Codable, Hashable, Sendable {
  /// As it was given.
  public let text: String

  /// By which two are compared: hardly any mailbox tells letters' cases apart.
  public var folded: String { text.lowercased() }

  /// What stands behind the `@`.
  public var domain: String { String(text.split(separator: "@").last ?? "") }

  /// Reads an address; refuses (`address`) what is none.
  public init(_ text: String) throws(Refusal) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let specials = Array(".#$&'*+/=?^_`{|}~-".utf8)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count), text.utf8.count <= 254,
      parts[0].utf8.allSatisfy({ Self.isLetterOrDigit($0) || specials.contains($0) }),
      parts[0].utf8.first != UInt8(ascii: "-"), Self.isDomain(parts[1])
    else {
      throw .invalid(
        field: "address", reason: "an e-mail address such as asha@example.org is needed")
    }
    self.text = text
  }

  /// Two labels at least, of letters, digits and hyphens; an address in brackets is none.
  private static func isDomain(_ text: Substring) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2 && text.utf8.count <= 253
      && labels.allSatisfy { label in
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
          && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
      }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}

/// Where a member is reached by e-mail, as the member and stewards see it.
public struct MailSheet: Codable, Equatable, Sendable {
  /// A handle.
  public let member: String
  /// Nil for none.
  public let address: String?
  /// What is told there; sign-in links come there in any case, where they are asked for.
  public let events: [NoticeKind]
  /// The last notice that was not taken; nil for none.
  public let lastFailure: NoticeFailure?
}
