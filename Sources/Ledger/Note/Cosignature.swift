import Crypto

/// What a witness puts under a checkpoint: a time, and its signature of both
/// (C2SP tlog-cosignature, cosignature/v1).
struct Cosignature {
  /// POSIX seconds, not negative.
  let seconds: Int
  /// 64 bytes of Ed25519 (RFC 8032).
  let signature: [UInt8]

  /// A time and a signature as they are.
  init(seconds: Int, signature: [UInt8]) {
    self.seconds = seconds
    self.signature = signature
  }

  /// Reads eight bytes of time, the highest first, and 64 of signature; nil for anything else, and
  /// for times beyond 2^63 - 1.
  init?(bytes: [UInt8]) {
    guard bytes.count == 8 + 64 else { return nil }
    let time = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let seconds = Int(exactly: time) else { return nil }
    self.init(seconds: seconds, signature: Array(bytes.dropFirst(8)))
  }

  /// The bytes in the signature line, after the key's ID.
  var bytes: [UInt8] {
    stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: seconds >> $0) }
      + signature
  }

  /// What is signed: a header line, the time, and the checkpoint's whole text.
  static func message(_ text: String, seconds: Int) -> String {
    "cosignature/v1\ntime \(seconds)\n" + text
  }
}

/// A witness's private key with a name, which cosigns checkpoints. It says nothing of whether it
/// should: `WitnessedLog` does.
///
/// Printing it shows its name alone.
public struct Cosigner: Sendable, CustomStringConvertible {
  /// What others need in order to check this key's cosignatures.
  public let verifier: NoteVerifier
  private let key: Curve25519.Signing.PrivateKey

  /// Takes a key name and the 32 secret bytes of RFC 8032; refuses other lengths and bad names.
  /// The key must serve nothing else: what is signed does not name it.
  public init(name: String, seed: [UInt8]) throws(NoteFault) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw .badSeed(byteCount: seed.count)
    }
    self.key = key
    verifier = try NoteVerifier(
      name: name, publicKey: Array(key.publicKey.rawRepresentation), kind: .witness)
  }

  /// Signs that, at this time (POSIX seconds, not negative), the checkpoint was the largest
  /// consistent state that this witness had seen of its log.
  public func cosignature(
    of checkpoint: Checkpoint, at seconds: Int
  ) throws(NoteFault) -> NoteSignature {
    precondition(seconds >= 0, "a cosignature has no time before 1970")
    let message = Cosignature.message(checkpoint.text, seconds: seconds)
    guard let signature = try? key.signature(for: Array(message.utf8)) else {
      throw .signingFailed
    }
    return try NoteSignature(
      keyName: verifier.name, keyID: verifier.keyID,
      bytes: Cosignature(seconds: seconds, signature: Array(signature)).bytes)
  }

  /// The name, never the key.
  public var description: String { "Cosigner(\(verifier.name))" }
}
