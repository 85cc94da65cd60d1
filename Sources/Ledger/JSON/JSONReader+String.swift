extension JSONReader {
  /// Reads a quoted text; refuses raw control characters, unknown escapes, lone surrogates and
  /// invalid UTF-8. Nothing is normalised.
  mutating func string() throws(JSONFault) -> String {
    let start = place
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        place += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw JSONFault(offset: start, reason: "has a string that is not valid UTF-8")
        }
        return string
      case 0x00..<0x20: throw fault("has a control character in a string")
      case .backslash: try escape(into: &text)
      default:
        text.append(byte)
        place += 1
      }
    }
    throw JSONFault(offset: start, reason: "has a string that does not end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
    let start = place
    place += 1
    guard let kind = next else { throw fault("has a string that does not end") }
    place += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "u"):
      text.append(contentsOf: String(Character(try scalar(start))).utf8)
    default: throw JSONFault(offset: start, reason: "has an unknown escape")
    }
  }

  /// One escaped scalar: a code unit, or a high surrogate and the low one that must follow.
  private mutating func scalar(_ start: Int) throws(JSONFault) -> Unicode.Scalar {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(UInt32(unit)) { return scalar }
    let lone = JSONFault(offset: start, reason: "has a lone surrogate")
    guard UTF16.isLeadSurrogate(unit), bytes[place...].starts(with: #"\u"#.utf8) else {
      throw lone
    }
    place += 2
    let trail = try codeUnit()
    guard UTF16.isTrailSurrogate(trail),
      let scalar = Unicode.Scalar(
        0x10000 + UInt32(unit & 0x3FF) << 10 + UInt32(trail & 0x3FF))
    else { throw lone }
    return scalar
  }

  private mutating func codeUnit() throws(JSONFault) -> UInt16 {
    let digits = bytes[place...].prefix(4)
    guard digits.count == 4,
      digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("has an escape without four hexadecimal digits") }
    place += 4
    return unit
  }
}
