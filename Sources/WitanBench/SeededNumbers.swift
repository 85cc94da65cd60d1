/// Numbers from a seed, the same on every machine (SplitMix64: Steele, Lea & Flood 2014, DOI
/// 10.1145/2660193.2660195).
struct SeededNumbers {
  private var state: UInt64

  /// Numbers from a seed.
  init(seed: UInt64) { state = seed }

  /// A number in 0..<`bound`. The remainder's bias does not matter to a timing.
  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
