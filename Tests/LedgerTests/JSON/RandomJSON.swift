import Ledger

/// Random values and random ways of writing them.
enum RandomJSON {
  /// Where parsers and sorting orders go wrong: controls, quotes, look-alikes, both ends of the
  /// surrogate gap, the last scalars.
  private static let scalars: [Unicode.Scalar] = [
    "\0", "\u{8}", "\t", "\n", "\u{C}", "\r", "\u{1F}", "\"", "\\", "/", "a", "b", "e", "\u{301}",
    "é", "\u{7F}", "\u{80}", "\u{2028}", "\u{D7FF}", "\u{E000}", "\u{FB33}", "\u{FEFF}", "\u{FFFD}",
    "\u{FFFF}", "\u{10000}", "😂", "\u{10FFFF}",
  ]

  /// A value of at most this depth.
  static func value(depth: Int, _ chance: inout SeededChance) throws -> JSON {
    switch chance.below(depth > 0 ? 7 : 5) {
    case 0: return .null
    case 1: return .bool(chance.below(2) == 0)
    case 2: return .integer(number(&chance))
    case 3, 4: return .string(text(&chance))
    case 5:
      var elements: [JSON] = []
      for _ in 0..<chance.below(6) {
        elements.append(try value(depth: depth - 1, &chance))
      }
      return .array(elements)
    default:
      var pairs: [(String, JSON)] = []
      for _ in 0..<chance.below(8) {
        let name = text(&chance)
        guard !pairs.contains(where: { $0.0.utf8.elementsEqual(name.utf8) }) else { continue }
        pairs.append((name, try value(depth: depth - 1, &chance)))
      }
      return try JSON.sorted(pairs)
    }
  }

  /// The value with random white space, order and escapes.
  static func spell(_ value: JSON, _ chance: inout SeededChance) -> String {
    let spelling =
      switch value {
      case .null: "null"
      case .bool(let flag): flag ? "true" : "false"
      case .integer(let number): String(number)
      case .string(let text): spell(text, &chance)
      case .array(let elements): spell(elements, &chance)
      case .object(let members): spell(members, &chance)
      }
    return space(&chance) + spelling + space(&chance)
  }

  private static func number(_ chance: inout SeededChance) -> Int {
    let width = chance.below(53)
    let magnitude = Int(chance.bits() & (1 << width - 1))
    return chance.below(2) == 0 ? magnitude : -magnitude
  }

  private static func text(_ chance: inout SeededChance) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<chance.below(5) {
      text.append(chance.pick(scalars))
    }
    return String(text)
  }

  private static func spell(_ elements: [JSON], _ chance: inout SeededChance) -> String {
    var parts: [String] = []
    for element in elements {
      parts.append(spell(element, &chance))
    }
    return "[" + space(&chance) + parts.joined(separator: ",") + "]"
  }

  private static func spell(_ members: [JSONMember], _ chance: inout SeededChance) -> String {
    var parts: [String] = []
    for member in chance.shuffle(members) {
      let name = space(&chance) + spell(member.name, &chance) + space(&chance)
      parts.append(name + ":" + spell(member.value, &chance))
    }
    return "{" + space(&chance) + parts.joined(separator: ",") + "}"
  }

  private static func spell(_ text: String, _ chance: inout SeededChance) -> String {
    var spelling = "\""
    for scalar in text.unicodeScalars {
      let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
      if mustEscape || chance.below(3) == 0 {
        for unit in String(Character(scalar)).utf16 {
          let hex = Hex.encode([UInt8(unit >> 8), UInt8(unit & 0xFF)])
          spelling += #"\u"# + (chance.below(2) == 0 ? hex : hex.uppercased())
        }
      } else {
        spelling.unicodeScalars.append(scalar)
      }
    }
    return spelling + "\""
  }

  private static func space(_ chance: inout SeededChance) -> String {
    chance.pick(["", "", "", " ", "\n", "\t\r"])
  }
}
