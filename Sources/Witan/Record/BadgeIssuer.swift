/// Who signs badges as credentials that others read.
public protocol BadgeIssuer: Sendable {
  /// The address where people reach the community, `https://...`; nil where nobody said.
  var site: String? { get }
  /// A credential as a signed JWT (RFC 7519, RS256).
  func sign(_ credential: BadgeCredential) async throws -> String
  /// The public keys that check them.
  func keys() async throws -> BadgeKeys
}

/// Public keys (RFC 7517).
public struct BadgeKeys: Codable, Equatable, Sendable {
  public let keys: [Key]

  /// An RSA key (RFC 7518 section 6.3).
  public struct Key: Codable, Equatable, Sendable {
    /// The first half of the key's thumbprint (RFC 7638), in hexadecimal.
    public let kid: String
    public let kty: String
    public let alg: String
    public let use: String
    /// Modulus and exponent in base64url.
    public let n: String
    public let e: String

    /// An RSA key that signs by RS256.
    public init(kid: String, n: String, e: String) {
      (self.kid, self.n, self.e) = (kid, n, e)
      (kty, alg, use) = ("RSA", "RS256", "sig")
    }
  }

  /// Keys.
  public init(keys: [Key]) { self.keys = keys }
}

/// Credentials that hold no longer (1EdTech Revocation List Status Method 1.0).
public struct BadgeRevocations: Codable, Equatable, Sendable {
  public let id: String
  public let issuer: String
  public let revokedCredential: [String]
}

/// Nobody who could sign, where no key is at hand.
struct NoBadgeIssuer: BadgeIssuer {
  /// None.
  var site: String? { nil }
  /// Refuses.
  func sign(_ credential: BadgeCredential) async throws -> String {
    throw Refusal.unavailable(reason: "No key to sign badges with is here.")
  }
  /// None.
  func keys() async throws -> BadgeKeys { BadgeKeys(keys: []) }
}
