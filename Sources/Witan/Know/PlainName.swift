extension String {
  /// Whether it may be a person's name as others read it: not blank, without control characters,
  /// without those that nobody sees or that turn the direction of what stands around it, and no
  /// word of it in the letters of two alphabets that look alike (Latin, Greek and Cyrillic; Unicode
  /// UTS 39, "Mixed-Script Confusables").
  var isPlainName: Bool {
    isFreeOfControls && unicodeScalars.contains { !$0.properties.isWhitespace }
      && !unicodeScalars.contains(where: \.isUnseen)
      && split(whereSeparator: { !$0.isLetter }).allSatisfy { word in
        Set(word.unicodeScalars.compactMap(\.likeAlphabet)).count <= 1
      }
  }
}

extension Unicode.Scalar {
  /// Whether it leaves no mark: soft hyphens, blanks of no width, marks of order, fillers, tags.
  /// The two joiners stay, as Indic and Persian names need them.
  fileprivate var isUnseen: Bool {
    switch value {
    case 0x200C, 0x200D: false
    case 0x115F, 0x1160, 0x3164, 0xFFA0: true
    default: properties.generalCategory == .format
    }
  }

  /// Which of the alphabets that look alike it is of; nil for another.
  fileprivate var likeAlphabet: Int? {
    guard properties.isAlphabetic else { return nil }
    switch value {
    case 0x41...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF, 0xFF21...0xFF5A: return 0
    case 0x370...0x3FF, 0x1F00...0x1FFF: return 1
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: return 2
    default: return nil
    }
  }
}
