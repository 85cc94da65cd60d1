import Crypto
import Foundation
import Ledger
import Witan

/// A reply sealed for the client alone, so that the book of replies opens to nobody who has the
/// file: no token, text or place can be read from it.
///
/// The key follows from the client's token, of which the house keeps only a hash, and its own key
/// (HKDF, RFC 5869); the cipher is ChaCha20-Poly1305 (RFC 8439).
struct SealedReply {
  private let key: SymmetricKey
  private let name: [UInt8]

  /// The longest reply that is kept.
  static let limitBytes = 1 << 20

  /// The seal of a request.
  init(token: String, key: String, name: String) {
    self.name = Array(name.utf8)
    self.key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: Data(token.utf8)), salt: Data(key.utf8),
      info: Data("witan reply".utf8), outputByteCount: 32)
  }

  /// What of a reply is kept.
  private struct Kept: Codable {
    let status: Int
    let mediaType: String
    let header: [String: String]
    let body: Data
  }

  /// Seals a reply; nil for one that is too long.
  func close(_ reply: Reply) throws -> [UInt8]? {
    guard reply.body.count <= Self.limitBytes else { return nil }
    let kept = Kept(
      status: reply.status, mediaType: reply.mediaType, header: reply.header,
      body: Data(reply.kept ?? reply.body))
    return Array(
      try ChaChaPoly.seal(try JSONEncoder().encode(kept), using: key, authenticating: name)
        .combined)
  }

  /// Opens a sealed reply; nil for one that was sealed under another token.
  func open(_ sealed: [UInt8]) -> Reply? {
    guard let box = try? ChaChaPoly.SealedBox(combined: sealed),
      let text = try? ChaChaPoly.open(box, using: key, authenticating: name),
      let kept = try? JSONDecoder().decode(Kept.self, from: text)
    else { return nil }
    return Reply(
      status: kept.status, mediaType: kept.mediaType, body: Array(kept.body), header: kept.header)
  }
}
