/// How strongly many success rates should be drawn to what was expected of them, by their own
/// spread: empirical Bayes. Source: Minka 2000, "Estimating a Dirichlet distribution", section 3.
public enum BetaStrength {
  /// The steps of the fixed point; it needs no more, for it starts anew each round.
  static let steps = 5
  /// The halvings of the interval in which the likeliest strength lies: to about a millionth.
  static let halvings = 30

  /// The strength s that makes `right` among `all` likeliest, if each rate is drawn from
  /// Beta(s mean, s (1 - mean)); the nearer bound where that lies outside of `bounds`, the upper
  /// one where the rates differ no more than chance lets them.
  ///
  /// Shapes: [rate]. Counts may be fractions; those below zero count as none. Means within (0, 1).
  /// The likelihood's slope is brought to zero by halving the interval of log s. O(rates).
  public static func likeliest(
    right: [Double], all: [Double], means: [Double], within bounds: ClosedRange<Double>
  ) -> Double {
    precondition(right.count == all.count && all.count == means.count, "one of each a rate")
    var low = Logarithm.natural(bounds.lowerBound)
    var high = Logarithm.natural(bounds.upperBound)
    for _ in 0..<halvings {
      let middle = (low + high) / 2
      let slope = slope(right, all, at: Logarithm.exponential(middle)) { means[$0] }
      if slope.above > slope.below { low = middle } else { high = middle }
    }
    return Logarithm.exponential((low + high) / 2)
  }

  /// The strength s that nearly maximises the same likelihood where one mean is expected of all:
  /// steps of Minka's fixed point (equation 55) from `start`, kept within `bounds`.
  static func fit(
    right: [Double], all: [Double], mean: Double, from start: Double,
    within bounds: ClosedRange<Double>
  ) -> Double {
    var strength = start
    let grid = SumGrid(sumsUpTo: 256 * Double(all.count))
    for _ in 0..<steps {
      let slope = slope(right, all, at: strength, on: grid) { _ in mean }
      guard slope.below > 1e-12 else { return bounds.upperBound }
      strength *= slope.above / slope.below
      strength = min(max(strength, bounds.lowerBound), bounds.upperBound)
    }
    return strength
  }

  /// The slope of the log-likelihood by the strength, as what raises it and what lowers it; on a
  /// grid, it does not depend on the order of the rates.
  private static func slope(
    _ right: [Double], _ all: [Double], at strength: Double, on grid: SumGrid? = nil,
    mean: (Int) -> Double
  ) -> (above: Double, below: Double) {
    let ofWhole = GammaFunctions.digamma(strength)
    var (above, below) = (0.0, 0.0)
    for place in all.indices {
      let mean = mean(place)
      let (forRight, forWrong) = (strength * mean, strength * (1 - mean))
      let (yes, no) = (max(0, right[place]), max(0, all[place] - right[place]))
      func addend(_ value: Double) -> Double { grid?.rounded(value) ?? value }
      above += addend(
        mean * (GammaFunctions.digamma(yes + forRight) - GammaFunctions.digamma(forRight)))
      above += addend(
        (1 - mean) * (GammaFunctions.digamma(no + forWrong) - GammaFunctions.digamma(forWrong)))
      below += addend(GammaFunctions.digamma(yes + no + strength) - ofWhole)
    }
    return (above, below)
  }
}
