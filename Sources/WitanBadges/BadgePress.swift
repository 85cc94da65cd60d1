import Crypto
import CryptoExtras
import Foundation
import JWTKit
package import Witan

/// Signs badges by an RSA key of the data folder, which is made when it is first needed: Open
/// Badges 3.0 as JWT (RS256), which readers of JWTs everywhere check.
package struct BadgePress: BadgeIssuer {
  package let site: String?
  private let path: String

  /// A press with the key in this file.
  ///
  /// - Parameter site: the address where people reach the community.
  package init(path: String, site: String?) {
    self.path = path
    self.site = site.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  /// A credential as claims.
  private struct Claims: JWTPayload {
    let credential: BadgeCredential

    init(_ credential: BadgeCredential) { self.credential = credential }
    init(from decoder: any Decoder) throws { credential = try BadgeCredential(from: decoder) }
    func encode(to encoder: any Encoder) throws { try credential.encode(to: encoder) }
    /// Nothing: it is never read here.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  /// Signs; the header names the address of the key.
  package func sign(_ credential: BadgeCredential) async throws -> String {
    let key = try key()
    let kid = try Self.jwk(key).kid
    let keys = await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256)
    let header = JWTHeader(fields: [
      "kid": .string("\(site ?? "")/v1/badges/keys/\(kid)"), "typ": .string("JWT"),
    ])
    return try await keys.sign(Claims(credential), header: header)
  }

  /// The key, made if there is none yet.
  package func keys() async throws -> BadgeKeys { BadgeKeys(keys: [try Self.jwk(key())]) }

  private func key() throws -> JWTKit.Insecure.RSA.PrivateKey {
    if let pem = try? String(contentsOfFile: path, encoding: .utf8) {
      return try JWTKit.Insecure.RSA.PrivateKey(pem: pem)
    }
    let new = try _RSA.Signing.PrivateKey(keySize: .bits3072)
    try write(new.pemRepresentation + "\n")
    // Two that made one at the same time both use the one that is there.
    return try JWTKit.Insecure.RSA.PrivateKey(pem: String(contentsOfFile: path, encoding: .utf8))
  }

  /// Writes a new file that its owner alone can read, whole or not at all; leaves one that is
  /// there.
  private func write(_ pem: String) throws {
    // mkstemp(3) makes it for its owner alone.
    var draft = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&draft)
    guard descriptor >= 0 else { throw refusal }
    defer { unlink(draft) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try file.write(contentsOf: Data(pem.utf8))
    try file.synchronize()
    try file.close()
    // link(2) never takes the place of a file that is there.
    guard link(draft, path) == 0 || errno == EEXIST else { throw refusal }
  }

  private var refusal: Refusal {
    .unavailable(reason: "The key \(path) cannot be written.")
  }

  /// The public half with the thumbprint of RFC 7638.
  private static func jwk(_ key: JWTKit.Insecure.RSA.PrivateKey) throws -> BadgeKeys.Key {
    let (modulus, exponent) = try key.publicKey.getKeyPrimitives()
    let (n, e) = (base64url(modulus), base64url(exponent))
    let digest = SHA256.hash(data: Data("{\"e\":\"\(e)\",\"kty\":\"RSA\",\"n\":\"\(n)\"}".utf8))
    let kid = digest.prefix(16).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0\(digits)" : digits
    }.joined()
    return BadgeKeys.Key(kid: kid, n: n, e: e)
  }

  private static func base64url(_ data: Data) -> String {
    data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}
