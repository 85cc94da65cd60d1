/// A text and the signatures under it (C2SP signed-note). Not to be believed before `verify`.
public struct SignedNote: Sendable, Equatable, CustomStringConvertible {
  /// What is signed, with its final newline.
  public let text: String
  /// One or more, in the order of their lines.
  public let signatures: [NoteSignature]

  /// Bytes in a note, at most; a bound of ours (the specification asks for some bound).
  public static let longestNote = 1_000_000
  /// Signatures under a note, at most; a bound of ours (the specification asks for at least 16).
  public static let mostSignatures = 100

  /// Puts signatures under a text, for instance those of witnesses under a log's own; does not
  /// verify them. Refuses a text that is no note text, no signature, and too many.
  public init(text: String, signatures: [NoteSignature]) throws(NoteFault) {
    try Self.checkText(text)
    guard !signatures.isEmpty else { throw .badNote(reason: "has no signature") }
    guard signatures.count <= Self.mostSignatures else {
      throw .badNote(reason: "has more than \(Self.mostSignatures) signatures")
    }
    self.text = text
    self.signatures = signatures
  }

  /// Signs a text with each key in turn.
  public static func sign(
    text: String, by signers: [NoteSigner]
  ) throws(NoteFault) -> SignedNote {
    var signatures: [NoteSignature] = []
    for signer in signers {
      signatures.append(try signer.signature(for: text))
    }
    return try SignedNote(text: text, signatures: signatures)
  }

  /// The given keys that signed this note, in the given order.
  ///
  /// Signatures of other keys are ignored. A signature that claims to be by a given key and does
  /// not verify refuses the whole note, and so does a note that no given key signed.
  public func verify(by verifiers: [NoteVerifier]) throws(NoteFault) -> [NoteVerifier] {
    var verified: [NoteVerifier] = []
    for verifier in verifiers {
      let claims = signatures.filter { $0.isClaimed(by: verifier) }
      for claim in claims where !verifier.isSignature(claim.bytes, of: text) {
        throw .signatureFails(keyName: verifier.name)
      }
      if !claims.isEmpty { verified.append(verifier) }
    }
    guard !verified.isEmpty else { throw .noKnownSignature }
    return verified
  }

  /// The same note with one more signature, in place of an earlier one by the same key.
  public func adding(_ signature: NoteSignature) throws(NoteFault) -> SignedNote {
    let others = signatures.filter {
      $0.keyID != signature.keyID || !$0.keyName.isSameBytes(as: signature.keyName)
    }
    return try SignedNote(text: text, signatures: others + [signature])
  }

  /// When a witness says to have seen this text; nil where it did not sign. Believe it only after
  /// `verify` by the same key.
  ///
  /// - Returns: POSIX seconds.
  public func seconds(by witness: NoteVerifier) -> Int? {
    guard witness.kind == .witness else { return nil }
    return signatures.last { $0.isClaimed(by: witness) }
      .flatMap { Cosignature(bytes: $0.bytes) }?.seconds
  }

  /// The note as it stands in a file: text, blank line, signature lines.
  public var description: String {
    text + "\n" + signatures.map { $0.line + "\n" }.joined()
  }

  /// Compares texts by their bytes.
  public static func == (left: SignedNote, right: SignedNote) -> Bool {
    left.text.isSameBytes(as: right.text) && left.signatures == right.signatures
  }

  /// Refuses a text that does not end in a newline, holds other control characters, or is too long.
  static func checkText(_ text: String) throws(NoteFault) {
    guard text.utf8.last == .newline else {
      throw .badNote(reason: "has a text that does not end in a newline")
    }
    guard !text.hasControlCharacter else { throw .badNote(reason: "holds a control character") }
    guard text.utf8.count <= longestNote else {
      throw .badNote(reason: "is longer than \(longestNote) bytes")
    }
  }
}
