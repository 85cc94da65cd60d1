import Foundation

/// JSON indented for people. The bytes of every number and text remain as they came, which a pass
/// through Foundation's numbers would not promise.
enum JSONLayout {
  /// One value a line, two blanks a level, a line break at the end.
  static func indented(_ bytes: [UInt8]) -> String {
    var lines = Layout()
    var isText = false
    var isEscaped = false
    for (position, byte) in bytes.enumerated() {
      if isText {
        lines.text.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
        }
        continue
      }
      isText = byte == UInt8(ascii: "\"")
      let isEmpty = bytes.indices.contains(position + 1) && closes(bytes[position + 1])
      let wasOpen = position > 0 && opens(bytes[position - 1])
      lines.add(byte, isEmpty: isEmpty, wasOpen: wasOpen)
    }
    return escaped(lines.text) + "\n"
  }

  /// The same JSON with C1 controls and directional marks as `\u0085`: they stand in texts only,
  /// and a terminal must not see them.
  static func escaped(_ bytes: [UInt8]) -> String {
    var result = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if PlainText.isSteering(scalar) && scalar != "\n" {
        let hex = String(scalar.value, radix: 16)
        let digits = String(repeating: "0", count: 4 - hex.count) + hex
        result.append(contentsOf: "\\u\(digits)".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func opens(_ byte: UInt8) -> Bool { byte == 0x7B || byte == 0x5B }
  private static func closes(_ byte: UInt8) -> Bool { byte == 0x7D || byte == 0x5D }

  private struct Layout {
    var text: [UInt8] = []
    private var depth = 0

    /// Adds a byte that is not within a text.
    mutating func add(_ byte: UInt8, isEmpty: Bool, wasOpen: Bool) {
      switch byte {
      case 0x7B, 0x5B:
        text.append(byte)
        depth += 1
        if !isEmpty { breakLine() }
      case 0x7D, 0x5D:
        depth = max(0, depth - 1)
        if !wasOpen { breakLine() }
        text.append(byte)
      case UInt8(ascii: ","):
        text.append(byte)
        breakLine()
      case UInt8(ascii: ":"): text += [byte, 0x20]
      case 0x20, 0x09, 0x0A, 0x0D: break
      default: text.append(byte)
      }
    }

    private mutating func breakLine() {
      text += [0x0A] + Array(repeating: 0x20, count: depth * 2)
    }
  }
}
