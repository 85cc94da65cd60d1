import Foundation
import JWTKit

/// The keys by which an issuer signs (RFC 7517): those that can sign, by algorithms that we take.
struct KeySet: Sendable {
  /// The algorithms, with the kind of key each needs. Not in it, and so never taken: `none`, and
  /// HMAC, for which a public key would be the secret (RFC 8725 2.1).
  static let algorithms: [String: (algorithm: JWK.Algorithm, type: JWK.KeyType)] = [
    "RS256": (.rs256, .rsa), "RS384": (.rs384, .rsa), "RS512": (.rs512, .rsa),
    "PS256": (.ps256, .rsa), "PS384": (.ps384, .rsa), "PS512": (.ps512, .rsa),
    "ES256": (.es256, .ecdsa), "ES384": (.es384, .ecdsa), "ES512": (.es512, .ecdsa),
    "EdDSA": (.eddsa, .octetKeyPair),
  ]

  private let keys: [JWK]
  /// RSA with less than 2,048 bits is not taken (in base64url).
  private static let leastModulus = 342

  /// Reads a set; keys of other kinds and for other uses are left out.
  init(_ bytes: Data) throws {
    struct Whole: Decodable {
      let keys: [Slot]
      struct Slot: Decodable {
        let key: JWK?
        init(from decoder: any Decoder) throws {
          struct Use: Decodable { let use: String? }
          let use = try? Use(from: decoder).use
          key = use == nil || use == "sig" ? try? JWK(from: decoder) : nil
        }
      }
    }
    keys = try JSONDecoder().decode(Whole.self, from: bytes).keys.compactMap(\.key).filter { key in
      key.privateExponent == nil
        && (key.keyType != .rsa || key.modulus?.utf8.count ?? 0 >= Self.leastModulus)
    }
  }

  /// Whether a key for a token is here.
  func knows(_ token: IDToken) -> Bool { key(for: token) != nil }

  /// The key for a token: the one it names, of the kind that its algorithm needs; where it names
  /// none, the only one of that kind.
  func key(for token: IDToken) -> JWK? {
    guard let wanted = Self.algorithms[token.algorithm] else { return nil }
    let fit = keys.filter { key in
      key.keyType == wanted.type && (key.algorithm.map { $0 == wanted.algorithm } ?? true)
        && (token.key.map { $0 == key.keyIdentifier?.string } ?? true)
    }
    guard fit.count == 1, var key = fit.first else { return nil }
    key.algorithm = wanted.algorithm
    key.keyIdentifier = key.keyIdentifier ?? JWKIdentifier(string: "only")
    return key
  }
}
