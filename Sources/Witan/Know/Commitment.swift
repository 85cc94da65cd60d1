/// The digest that stands in the ledger for something personal.
///
/// base64url(SHA-256(disclosure)) in the SD-JWT form (RFC 9901 4.2.4); the disclosure itself, salt
/// and value, stands outside and can be erased, while the proof that it stood here remains.
public struct Commitment: Hashable, Codable, Sendable {
  /// 43 characters of base64url.
  public let digest: String

  /// Takes a digest as computed by `Ledger.Disclosure`.
  public init(digest: String) { self.digest = digest }

  /// Reads a plain string.
  public init(from decoder: any Decoder) throws {
    digest = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes a plain string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(digest)
  }
}
