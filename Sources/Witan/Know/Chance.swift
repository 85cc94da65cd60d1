/// A reproducible stream of chance: SplitMix64 (Steele, Lea, Flood 2014, DOI
/// 10.1145/2660193.2660195) with bounded numbers of our own, as the standard library may change
/// how it draws from a range.
public struct Chance: Sendable {
  private var state: UInt64

  /// The same seed gives the same stream, on every machine and for ever.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number in `0..<bound`, each as likely (Lemire 2019, DOI 10.1145/3230636).
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "a range of chance needs at least one number")
    let limit = UInt64(bound)
    var product = next().multipliedFullWidth(by: limit)
    while product.low < limit && product.low < (0 &- limit) % limit {
      product = next().multipliedFullWidth(by: limit)
    }
    return Int(product.high)
  }

  /// A standard normal deviate in parts per million, from twelve uniform ones (their sum has
  /// variance 1), between -6,000,000 and 6,000,000.
  public mutating func normalPartsPerMillion() -> Int {
    (0..<12).reduce(-6_000_000) { sum, _ in sum + below(1_000_001) }
  }

  /// A roughly normal deviate in parts per million from one draw of 64 bits: four uniform ones of
  /// 16 bits, within ±3,460,000. For draws by the hundred thousand.
  public mutating func roughNormalPartsPerMillion() -> Int {
    let bits = next()
    let sum = [0, 16, 32, 48].reduce(0) { $0 + Int(bits >> UInt64($1) & 0xFFFF) }
    // The sum of four has the mean 2 x 65,535 and the standard deviation 65,536 / sqrt 3.
    return (sum - 131_070) * 1_732_051 / 65_536
  }
}
