/// What answers were worth: a sum of bits of information with what an interval needs.
///
/// An answer is worth log2 P(truth | with it) - log2 P(truth | without it): the logarithmic score,
/// a proper scoring rule (Good 1952, DOI 10.1111/j.2517-6161.1952.tb00104.x), so that an easy
/// question earns little and a confident error costs much.
public struct Worth: Codable, Equatable, Sendable {
  /// How many answers were scored.
  public var answers = 0
  /// The sum of their thousandths of a bit.
  public var milliBits = 0
  /// The sum of the squares of the same.
  public var milliBitsSquared = 0

  /// Nothing scored.
  public init() {}

  /// Adds one answer (`sign` 1) or takes it back (-1).
  mutating func learn(milliBits: Int, sign: Int) {
    answers += sign
    self.milliBits += sign * milliBits
    milliBitsSquared += sign * milliBits * milliBits
  }

  /// Adds another sum.
  mutating func add(_ other: Worth) {
    answers += other.answers
    milliBits += other.milliBits
    milliBitsSquared += other.milliBitsSquared
  }

  /// Bits an answer with a 95 % interval (mean and 1.96 standard errors, the variance shrunk
  /// towards one bit squared as by one more answer); nil before the first answer.
  public var perAnswer: Reputation? {
    guard answers > 0 else { return nil }
    let count = Double(answers)
    let mean = Double(milliBits) / 1000 / count
    let squares = Double(milliBitsSquared) / 1e6
    let variance = (max(0, squares - count * mean * mean) + 1) / count
    let margin = 1.96 * (variance / count).squareRoot()
    return Reputation(
      answers: answers, bits: Double(milliBits) / 1000, bitsPerAnswer: mean, low: mean - margin,
      high: mean + margin)
  }
}

/// A member's reputation as it is shown.
public struct Reputation: Codable, Equatable, Sendable {
  /// How many answers were scored.
  public let answers: Int
  /// What they were worth together, in bits.
  public let bits: Double
  /// The mean, in bits.
  public let bitsPerAnswer: Double
  /// The ends of its 95 % interval.
  public let low: Double
  public let high: Double
}
