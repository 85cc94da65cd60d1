/// How a word stands out on a terminal that has colours (ECMA-48, SGR).
enum Ink: String {
  case plain = ""
  case bold = "1"
  case faint = "2"
  case danger = "1;97;41"
  case warning = "1;33"
  case good = "1;32"

  /// The text in this ink.
  func write(_ text: String, isColoured: Bool) -> String {
    isColoured && self != .plain ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
