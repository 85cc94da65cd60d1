/// Why a signed note, a checkpoint, a proof file or a key is refused.
public enum NoteFault: Error, Sendable, Equatable {
  /// A key name is empty or holds a space, a plus or a control character.
  case badKeyName(String)
  /// A seed of a private key is not 32 bytes.
  case badSeed(byteCount: Int)
  /// A verifier key is not `name+hex8+base64` of an Ed25519 key, or its ID is not that of the key.
  case badVerifierKey(reason: String)
  /// The text or the frame of the note is not as C2SP signed-note asks.
  case badNote(reason: String)
  /// A signature line, counted from 1, is not as C2SP signed-note asks.
  case badSignatureLine(Int)
  /// A key that we know signed something else: the note is refused whatever else it carries.
  case signatureFails(keyName: String)
  /// None of the keys that we know signed the note.
  case noKnownSignature
  /// The note's text is not a checkpoint.
  case badCheckpoint(reason: String)
  /// No known key with the name of the log itself signed the checkpoint.
  case originDidNotSign(origin: String)
  /// The file is not an inclusion proof.
  case badProofFile(reason: String)
  /// The request to a witness is not as C2SP tlog-witness asks.
  case badRequest(reason: String)
  /// The library could not sign.
  case signingFailed
}

extension NoteFault: CustomStringConvertible {
  /// A sentence for people.
  public var description: String {
    switch self {
    case .badKeyName(let name):
      "The key name “\(name)” is empty or holds a space, a plus or a control character."
    case .badSeed(let byteCount): "The seed has \(byteCount) bytes instead of 32."
    case .badVerifierKey(let reason): "The verifier key \(reason)."
    case .badNote(let reason): "The note \(reason)."
    case .badSignatureLine(let line): "Signature line \(line) is malformed."
    case .signatureFails(let keyName): "The signature of “\(keyName)” does not fit the text."
    case .noKnownSignature: "No key that is known here signed the note."
    case .badCheckpoint(let reason): "The checkpoint \(reason)."
    case .originDidNotSign(let origin): "The checkpoint is not signed by the log “\(origin)”."
    case .badProofFile(let reason): "The proof file \(reason)."
    case .badRequest(let reason): "The request \(reason)."
    case .signingFailed: "The note could not be signed."
    }
  }
}
