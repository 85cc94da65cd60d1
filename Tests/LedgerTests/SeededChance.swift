/// Chance from a seed, the same on every machine: SplitMix64 (doi:10.1145/2714064.2660195).
struct SeededChance {
  private var state: UInt64

  /// Starts at a seed.
  init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from zero to below `bound`; the slight bias does not matter to tests.
  mutating func below(_ bound: Int) -> Int {
    Int(bits() % UInt64(bound))
  }

  /// One of the elements.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// The elements in another order (Fisher and Yates).
  mutating func shuffle<Element>(_ elements: [Element]) -> [Element] {
    var shuffled = elements
    for last in shuffled.indices.dropFirst().reversed() {
      shuffled.swapAt(last, below(last + 1))
    }
    return shuffled
  }
}
