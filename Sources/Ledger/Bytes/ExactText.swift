/// Questions about text that must be answered byte by byte.
///
/// Swift's `==` on strings is canonical equivalence ("é" equals "e" + U+0301) and its characters
/// join CR and LF; what is signed or hashed knows only bytes.
extension String {
  /// Whether both strings are the same UTF-8 bytes.
  func isSameBytes(as other: String) -> Bool {
    utf8.elementsEqual(other.utf8)
  }

  /// Whether this text stands before another by their UTF-16 code units, told by the first byte in
  /// which they differ: the two orders agree but where one has a character beyond U+FFFF (whose
  /// first byte is 0xF0 or more) and the other one of U+E000 to U+FFFF (0xEE or 0xEF).
  func precedesByUTF16(_ other: String) -> Bool {
    for (mine, yours) in zip(utf8, other.utf8) where mine != yours {
      let isTurned = min(mine, yours) >= 0xEE && (mine < 0xF0) != (yours < 0xF0)
      return isTurned ? mine > yours : mine < yours
    }
    return utf8.count < other.utf8.count
  }

  /// Whether the text holds an ASCII control character (below U+0020) other than newline.
  var hasControlCharacter: Bool {
    utf8.contains { $0 < 0x20 && $0 != UInt8.newline }
  }
}

extension UInt8 {
  /// U+000A, the only line end in our formats.
  static let newline = UInt8(ascii: "\n")
}

extension Int {
  /// Reads an ASCII decimal without sign or leading zeroes, as sizes and indices are spelt; nil for
  /// anything else and for what does not fit.
  init?(plainDecimal bytes: some Collection<UInt8>) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let value = Int(text), value >= 0, String(value).isSameBytes(as: text) else {
      return nil
    }
    self = value
  }
}
