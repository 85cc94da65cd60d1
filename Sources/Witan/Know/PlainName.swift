extension String {
  /// Whether it may be a person's name as others read it: on one line, not blank, without control
  /// characters, without those that nobody sees or that turn the direction of what stands around
  /// it, without letters that are others in another dress, and no word of it in the letters of two
  /// scripts (Unicode UTS 39, "Mixed-Script Confusables").
  var isPlainName: Bool {
    isFreeOfControls && unicodeScalars.contains { !$0.properties.isWhitespace }
      && !unicodeScalars.contains { $0.isUnseen || $0.isDisguised } && hasNeededJoinersOnly
      && split(whereSeparator: { !$0.isLetter }).allSatisfy { word in
        Set(word.unicodeScalars.compactMap(\.script)).count <= 1
      }
  }

  /// Whether each joiner stands between letters of a script that needs it, as in Indic and Persian
  /// names.
  private var hasNeededJoinersOnly: Bool {
    let scalars = Array(unicodeScalars)
    return scalars.indices.allSatisfy { place in
      guard scalars[place].isJoiner else { return true }
      guard place > 0, place + 1 < scalars.count else { return false }
      return [scalars[place - 1], scalars[place + 1]].allSatisfy { beside in
        (0x600..<0x1100).contains(beside.value) || (0x1780..<0x1800).contains(beside.value)
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether it joins, or parts, the letters beside it.
  fileprivate var isJoiner: Bool { value == 0x200C || value == 0x200D }

  /// Whether it leaves no mark: soft hyphens, blanks of no width, marks of order, fillers, tags,
  /// selectors of variants, other lines.
  fileprivate var isUnseen: Bool {
    if isJoiner { return false }
    switch properties.generalCategory {
    case .format, .lineSeparator, .paragraphSeparator: return true
    default: return properties.isDefaultIgnorableCodePoint || value == 0x2800 || value == 0xFFA0
    }
  }

  /// Whether it is a letter that looks like a plain one and is another: those of mathematics, of
  /// full width, in circles, and of phonetics.
  fileprivate var isDisguised: Bool {
    switch value {
    case 0x251, 0x261, 0x2100...0x218F, 0x2460...0x24FF, 0xFF01...0xFF5E, 0x1D400...0x1D7FF,
      0x1F100...0x1F1FF:
      true
    default: false
    }
  }

  /// A number for its script, where it is a letter of one; nil for marks and letters of many. What
  /// people write together, such as the scripts of Japanese, counts as one.
  fileprivate var script: UInt32? {
    guard properties.isAlphabetic else { return nil }
    switch value {
    case 0xAA, 0xB5, 0xBA, 0x2B0...0x2FF: return nil
    case 0x41...0x24F, 0x250...0x2AF, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF: return 0
    case 0x370...0x3FF, 0x1F00...0x1FFF: return 1
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: return 2
    case 0x600...0x6FF, 0x750...0x77F, 0x870...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: return 3
    case 0x900...0x97F, 0xA8E0...0xA8FF: return 4
    case 0x1000...0x109F, 0xA9E0...0xA9FF, 0xAA60...0xAA7F: return 5
    case 0x10A0...0x10FF, 0x1C90...0x1CBF, 0x2D00...0x2D2F: return 6
    case 0x1200...0x139F, 0x2D80...0x2DDF, 0xAB00...0xAB2F: return 7
    case 0x13A0...0x13FF, 0xAB70...0xABBF: return 8
    case 0x1100...0x11FF, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      return 9
    default: return 1_000 + value >> 7
    }
  }
}
