import Testing

@testable import Ledger

@Suite struct ExactTextTests {
  /// The first and last characters of each length in UTF-8, and those around the surrogates.
  private let characters = [
    "\0", "a", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}",
    "\u{10000}", "\u{1F600}", "\u{10FFFF}",
  ]

  @Test("Names stand in the order of their UTF-16 code units, whatever planes they come from")
  func order() {
    var chance = SeededChance(seed: 1)
    var turned = 0
    for _ in 0..<20_000 {
      let (one, other) = (text(&chance), text(&chance))
      let isBefore = one.utf16.lexicographicallyPrecedes(other.utf16)
      #expect(
        one.precedesByUTF16(other) == isBefore, "\(one.debugDescription) \(other.debugDescription)")
      if isBefore != one.utf8.lexicographicallyPrecedes(other.utf8) { turned += 1 }
    }
    #expect(turned > 100, "the order of UTF-8 bytes was never another")
  }

  private func text(_ chance: inout SeededChance) -> String {
    (0..<chance.below(4)).map { _ in chance.pick(characters) }.joined()
  }
}
