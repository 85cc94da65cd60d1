import Foundation
import JWTKit
import Witan

/// An issuer's word on who somebody is (OpenID Connect Core 1.0, 2), not believed yet.
struct IDToken: Sendable {
  /// The algorithm and the key that it names itself.
  let algorithm: String
  let key: String?
  private let text: String

  /// What it must hold.
  struct Wanted: Sendable {
    let issuer: String
    let client: String
    let nonce: String
    let now: Instant
  }

  private struct Claims: JWTPayload {
    let iss: String
    let sub: String
    let aud: Audience
    let azp: String?
    let exp: Double
    let iat: Double
    let nonce: String?

    /// One, or a list.
    struct Audience: Codable, Sendable {
      let names: [String]

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let one = try? container.decode(String.self) {
          names = [one]
        } else {
          names = try container.decode([String].self)
        }
      }
    }

    /// Nothing here: the hour comes from `World`, see `isGood`.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  private static let limitBytes = 16 << 10
  /// By how many seconds two clocks may differ.
  private static let leewaySeconds = 60.0
  /// How old a word may be: it was just asked for.
  private static let oldestSeconds = 600.0

  /// Reads the head; refuses what is no signed token, and critical fields that nobody here knows.
  init(_ text: String) throws(Refusal) {
    struct Head: Decodable { let alg: String, kid: String?, crit: [String]? }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, text.utf8.count <= Self.limitBytes,
      let bytes = Base64URL.bytes(String(parts[0])),
      let head = try? JSONDecoder().decode(Head.self, from: Data(bytes)), head.crit == nil
    else { throw .notSignedIn }
    (self.text, algorithm, key) = (text, head.alg, head.kid)
  }

  /// Who it is about; refuses (`notSignedIn`) a word whose signature, issuer, audience, hours or
  /// nonce are not as they must be.
  func identity(_ wanted: Wanted, _ keys: KeySet) async throws -> Identity {
    guard let key = keys.key(for: self) else { throw Refusal.notSignedIn }
    let collection = JWTKeyCollection()
    let claims: Claims
    do {
      // The one key that this word may be signed by, and no other.
      try await collection.add(jwk: key)
      claims = try await collection.verify(text, as: Claims.self)
    } catch { throw Refusal.notSignedIn }
    guard Self.isGood(claims, wanted) else { throw Refusal.notSignedIn }
    return try Identity(issuer: claims.iss, subject: claims.sub)
  }

  private static func isGood(_ claims: Claims, _ wanted: Wanted) -> Bool {
    let audience = claims.aud.names
    let now = Double(wanted.now.milliseconds) / 1_000
    return claims.iss == wanted.issuer && audience.contains(wanted.client)
      && (audience.count == 1 ? claims.azp ?? wanted.client : claims.azp) == wanted.client
      && now < claims.exp + leewaySeconds && claims.iat < now + leewaySeconds
      && claims.iat > now - oldestSeconds && claims.nonce == wanted.nonce
  }
}
