/// Questions about text that must be answered byte by byte.
///
/// Swift's `==` on strings is canonical equivalence ("é" equals "e" + U+0301) and its characters
/// join CR and LF; what is signed or hashed knows only bytes.
extension String {
  /// Whether both strings are the same UTF-8 bytes.
  func isSameBytes(as other: String) -> Bool {
    utf8.elementsEqual(other.utf8)
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
