import Crypto

/// A private Ed25519 key with a name, which signs notes (C2SP signed-note, signature type 0x01).
///
/// Printing it shows its name alone; the caller keeps the seed, and keeps it secret.
public struct NoteSigner: Sendable, CustomStringConvertible {
  /// What others need in order to check this key's signatures.
  public let verifier: NoteVerifier
  private let key: Curve25519.Signing.PrivateKey

  /// Takes a key name and the 32 secret bytes of RFC 8032; refuses other lengths and bad names.
  public init(name: String, seed: [UInt8]) throws(NoteFault) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw .badSeed(byteCount: seed.count)
    }
    self.key = key
    self.verifier = try NoteVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation))
  }

  /// The key's name, as it stands in signature lines.
  public var name: String { verifier.name }

  /// This key's signature of a note's text, which must end in a newline.
  public func signature(for text: String) throws(NoteFault) -> NoteSignature {
    try SignedNote.checkText(text)
    guard let bytes = try? key.signature(for: Array(text.utf8)) else { throw .signingFailed }
    return try NoteSignature(keyName: name, keyID: verifier.keyID, bytes: Array(bytes))
  }

  /// The name, never the key.
  public var description: String { "NoteSigner(\(name))" }
}
