/// One signature under a note: who, by which key, and the bytes.
///
/// What the bytes mean depends on the key's type: plain Ed25519 for our own keys, a time and a
/// signature for a witness. Only a verifier that knows the key can tell.
public struct NoteSignature: Sendable, Equatable {
  public let keyName: String
  /// The first four bytes of the key's hash, the highest first.
  public let keyID: UInt32
  /// What follows the key ID in the line; at least one byte.
  public let bytes: [UInt8]

  /// U+2014 and a space, with which each signature line begins.
  static let prefix = "— "

  /// Takes a signature made elsewhere; refuses a bad key name and empty bytes.
  public init(keyName: String, keyID: UInt32, bytes: [UInt8]) throws(NoteFault) {
    try Self.checkKeyName(keyName)
    guard !bytes.isEmpty else { throw .badNote(reason: "has an empty signature") }
    self.keyName = keyName
    self.keyID = keyID
    self.bytes = bytes
  }

  /// Reads a line without its newline; nil unless it is exactly what `line` would give.
  init?(parsing line: some Collection<UInt8>) {
    guard line.starts(with: Self.prefix.utf8) else { return nil }
    let fields = line.dropFirst(Self.prefix.utf8.count).split(
      separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard fields.count == 2,
      let payload = Base64.decode(String(decoding: fields[1], as: UTF8.self))
    else { return nil }
    let keyID = payload.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    let keyName = String(decoding: fields[0], as: UTF8.self)
    do throws(NoteFault) {
      try self.init(keyName: keyName, keyID: keyID, bytes: Array(payload.dropFirst(4)))
    } catch {
      return nil
    }
  }

  /// `— <key name> <base64(key ID || signature)>`, without a newline.
  public var line: String {
    Self.prefix + keyName + " " + Base64.encode(keyID.bigEndianBytes + bytes)
  }

  /// Whether this claims to be by the given key: name and ID both, the name by its bytes.
  func isClaimed(by verifier: NoteVerifier) -> Bool {
    keyID == verifier.keyID && keyName.isSameBytes(as: verifier.name)
  }

  /// Compares key names by their bytes.
  public static func == (left: NoteSignature, right: NoteSignature) -> Bool {
    left.keyName.isSameBytes(as: right.keyName) && left.keyID == right.keyID
      && left.bytes == right.bytes
  }

  /// Refuses names that are empty or hold a Unicode space, a plus or a control character.
  static func checkKeyName(_ name: String) throws(NoteFault) {
    let isClean = name.unicodeScalars.allSatisfy {
      !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20
    }
    guard !name.isEmpty, isClean else { throw .badKeyName(name) }
  }
}

extension UInt32 {
  /// Four bytes, the highest first.
  var bigEndianBytes: [UInt8] {
    [24, 16, 8, 0].map { UInt8(self >> $0 & 0xFF) }
  }
}
