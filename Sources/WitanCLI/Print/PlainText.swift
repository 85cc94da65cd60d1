/// Texts of others, made safe to print: nothing in them can move the cursor, change colours or
/// reorder what stands on the screen.
enum PlainText {
  /// The text with every control character escaped as `\u{1B}`, line breaks and tabs too.
  static func oneLine(_ text: String) -> String { escaped(text, keeping: []) }

  /// The text with every control character but line breaks escaped.
  static func lines(_ text: String) -> String { escaped(text, keeping: ["\n"]) }

  /// Whether a scalar steers a terminal or the direction of writing: C0, DEL, C1, separators of
  /// lines, and the bidirectional controls (Unicode UAX 9, table of explicit directional formats).
  static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// How many columns of a terminal a text takes: combining marks none, wide letters two.
  static func columns(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns($1) }
  }

  /// Words put into lines of at most `width` columns; a longer word stands alone.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var result: [String] = []
    for paragraph in lines(text).split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        let isFull = !line.isEmpty && columns(line) + 1 + columns(word) > width
        if isFull { result.append(line) }
        line = line.isEmpty || isFull ? String(word) : "\(line) \(word)"
      }
      result.append(line)
    }
    return result
  }

  /// A text cut to a number of columns, its end marked, or filled with blanks to that number.
  static func fitted(_ text: String, to width: Int) -> String {
    var kept = oneLine(text)
    if columns(kept) > width {
      while columns(kept) > max(0, width - 1) { kept.removeLast() }
      kept += "…"
    }
    return kept + String(repeating: " ", count: max(0, width - columns(kept)))
  }

  private static func escaped(_ text: String, keeping kept: Set<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isSteering(scalar) && !kept.contains(scalar) {
        result.append(
          contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The main wide blocks of Unicode's East Asian Width (UAX 11).
  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
