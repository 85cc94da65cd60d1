import Ledger

/// The name of one representation (RFC 9110 8.8.3): what it holds, to the byte.
struct EntityTag: Equatable {
  /// In quotes, as it is sent.
  let text: String

  /// The tag of a body as it is before compression.
  init(of body: [UInt8]) { text = "\"\(SHA.sha256(body).hex.prefix(32))\"" }

  /// The tag of a form of the same representation, as caches tell them apart by it
  /// (RFC 9110 8.8.3.3).
  func text(_ coding: String) -> String { "\(text.dropLast())-\(coding)\"" }

  /// Whether a list of tags as it came, or `*`, names this one.
  ///
  /// Any coding of the representation counts as the representation. A weak tag counts only where
  /// the comparison may be weak: for `If-None-Match`, not for `If-Match` (RFC 9110 13.1).
  func isNamed(by field: String, weakly: Bool) -> Bool {
    field.split(separator: ",").contains { part in
      var part = part.trimmedBlanks
      if part == "*" { return true }
      if part.hasPrefix("W/") {
        guard weakly else { return false }
        part.removeFirst(2)
      }
      return part == text || part == text(Gzip.coding)
    }
  }
}
