/// How often an expert was asked what was of the class that it costs most to miss, and named
/// something else: a dangerous snake called a harmless one.
///
/// It is counted beside the accuracies, since it is what an accuracy hides: one who is right in
/// nine of ten, but calls every viper harmless, or has begun to.
public struct Misses: Codable, Equatable, Sendable {
  /// How often it was met by somebody who named a taxon with a class, in parts per million of one.
  public var met: Int
  /// How often it was missed, likewise.
  public var missed: Int

  /// Nothing met, or as told.
  public init(met: Int = 0, missed: Int = 0) { (self.met, self.missed) = (met, missed) }

  /// Adds what was seen (`sign` 1) or takes it back (-1).
  mutating func learn(_ other: Misses, sign: Int) {
    met += sign * other.met
    missed += sign * other.missed
  }

  /// The probability that the class is missed when it is met next, the rule's share drawn towards
  /// what was seen.
  func rate(_ rule: Rule) -> Double {
    let strength = rule.missStrength
    let all = Double(strength) + Double(met) / 1e6
    guard all > 0 else { return Double(rule.missPartsPerMillion) / 1e6 }
    return Double(strength * rule.missPartsPerMillion + missed) / 1e6 / all
  }
}
