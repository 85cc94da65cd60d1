/// One spelling of base64: its 64 digits, and whether groups are filled up with `=`.
struct Base64Alphabet: Sendable {
  /// The ASCII digits by their six-bit value.
  private let digits: [UInt8]
  /// The six-bit value by ASCII digit; `foreign` elsewhere.
  private let values: [UInt8]
  private let isPadded: Bool

  private static let foreign: UInt8 = 0xFF
  private static let padding = UInt8(ascii: "=")

  /// An alphabet from its 64 different ASCII digits in the order of their values.
  init(digits: String, isPadded: Bool) {
    self.digits = Array(digits.utf8)
    self.isPadded = isPadded
    var values = [UInt8](repeating: Self.foreign, count: 256)
    for (value, digit) in self.digits.enumerated() {
      values[Int(digit)] = UInt8(value)
    }
    self.values = values
  }

  /// Four digits for three bytes; the last group is shorter, or padded.
  func encode(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var buffer = 0
    var bits = 0
    for byte in bytes {
      buffer = (buffer << 8 | Int(byte)) & 0xFFFF
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(digits[buffer >> bits & 0x3F])
      }
    }
    if bits > 0 {
      text.append(digits[buffer << (6 - bits) & 0x3F])
    }
    while isPadded, !text.count.isMultiple(of: 4) {
      text.append(Self.padding)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes behind `text`, or nil if `encode` would not give exactly `text` for them.
  func decode(_ text: String) -> [UInt8]? {
    guard let characters = unpadded(Array(text.utf8)) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count * 3 / 4)
    var buffer = 0
    var bits = 0
    for character in characters {
      let value = values[Int(character)]
      guard value != Self.foreign else { return nil }
      buffer = (buffer << 6 | Int(value)) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(buffer >> bits & 0xFF))
      }
    }
    // A lone digit carries no byte; bits left over must be zero, or two texts gave the same bytes.
    guard bits < 6, buffer & (1 << bits - 1) == 0 else { return nil }
    return bytes
  }

  /// The digits without their padding; nil if the padding is not exactly what the length asks for.
  private func unpadded(_ characters: [UInt8]) -> ArraySlice<UInt8>? {
    guard isPadded else { return characters[...] }
    guard characters.count.isMultiple(of: 4) else { return nil }
    let paddingCount = characters.suffix(2).count { $0 == Self.padding }
    return characters.dropLast(paddingCount)
  }
}
