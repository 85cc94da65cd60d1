import Crypto

/// A public Ed25519 key with a name, which tells whether a note was signed by its owner: a log
/// (C2SP signed-note, signature type 0x01) or a witness (C2SP tlog-cosignature, type 0x04).
public struct NoteVerifier: Sendable, Equatable {
  public let name: String
  /// What a signature of this key says.
  public let kind: Kind
  /// The first four bytes of SHA-256(name || 0x0A || kind || public key), the highest first.
  public let keyID: UInt32
  private let publicKey: [UInt8]

  /// What a key signs, by the byte that the formats give it.
  public enum Kind: UInt8, Sendable {
    /// The text of the note: "this is mine".
    case log = 0x01
    /// The text with a time: "at that time this was the largest state that I had seen, and it
    /// holds all that I had seen before".
    case witness = 0x04
  }

  /// Reads `name+hex8(key ID)+base64(kind || public key)`; refuses any other kind of key and an ID
  /// that is not that of this name and key.
  public init(_ verifierKey: String) throws(NoteFault) {
    // The base64 may hold plus signs of its own, the name cannot.
    let fields = verifierKey.utf8.split(
      separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    let texts = fields.map { String(decoding: $0, as: UTF8.self) }
    guard texts.count == 3 else {
      throw .badVerifierKey(reason: "is not of the form name+id+key")
    }
    guard let typed = Base64.decode(texts[2]), let kind = typed.first.flatMap(Kind.init) else {
      throw .badVerifierKey(reason: "is not an Ed25519 note key in base64")
    }
    try self.init(name: texts[0], publicKey: Array(typed.dropFirst()), kind: kind)
    guard texts[1].isSameBytes(as: Hex.encode(keyID.bigEndianBytes)) else {
      throw .badVerifierKey(reason: "has an ID that is not that of its name and key")
    }
  }

  /// A verifier from a name and the 32 bytes of a public key.
  init(name: String, publicKey: [UInt8], kind: Kind = .log) throws(NoteFault) {
    try NoteSignature.checkKeyName(name)
    guard publicKey.count == 32 else {
      throw .badVerifierKey(reason: "has \(publicKey.count) bytes instead of 32")
    }
    self.name = name
    self.publicKey = publicKey
    self.kind = kind
    let hash = SHA.sha256(Array(name.utf8) + [.newline, kind.rawValue] + publicKey)
    self.keyID = hash.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The key as auditors keep it: `name+hex8(key ID)+base64(kind || public key)`.
  public var key: String {
    let id = Hex.encode(keyID.bigEndianBytes)
    return name + "+" + id + "+" + Base64.encode([kind.rawValue] + publicKey)
  }

  /// Whether the bytes are this key's signature of the text, as its kind signs.
  func isSignature(_ signature: [UInt8], of text: String) -> Bool {
    switch kind {
    case .log: return isEd25519(signature, of: text)
    case .witness:
      guard let cosignature = Cosignature(bytes: signature) else { return false }
      return isEd25519(
        cosignature.signature, of: Cosignature.message(text, seconds: cosignature.seconds))
    }
  }

  /// Whether the bytes are this key's Ed25519 signature (RFC 8032) of the message.
  private func isEd25519(_ signature: [UInt8], of text: String) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      return false
    }
    return key.isValidSignature(signature, for: Array(text.utf8))
  }

  /// Compares names by their bytes.
  public static func == (left: NoteVerifier, right: NoteVerifier) -> Bool {
    left.name.isSameBytes(as: right.name) && left.kind == right.kind
      && left.publicKey == right.publicKey
  }
}
