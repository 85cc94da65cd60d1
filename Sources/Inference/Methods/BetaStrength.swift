/// How strongly many success rates should be drawn to their common mean, by their own spread.
enum BetaStrength {
  /// The steps of the fixed point; it needs no more, for it starts anew each round.
  static let steps = 5

  /// The strength s that nearly maximises the beta-binomial likelihood of `right` among `all`, with
  /// the mean given: steps of Minka's fixed point from `start`, kept within `bounds`.
  ///
  /// Shapes: [worker]. Counts may be fractions. `mean` within (0, 1). O(workers).
  /// Source: Minka 2000, "Estimating a Dirichlet distribution", equation 55.
  static func fit(
    right: [Double], all: [Double], mean: Double, from start: Double,
    within bounds: ClosedRange<Double>
  ) -> Double {
    var strength = start
    for _ in 0..<steps {
      let (forRight, forWrong) = (strength * mean, strength * (1 - mean))
      let starts = (
        GammaFunctions.digamma(forRight), GammaFunctions.digamma(forWrong),
        GammaFunctions.digamma(strength)
      )
      var (above, below) = (0.0, 0.0)
      for (right, all) in zip(right, all) {
        let wrong = max(0, all - right)
        above += mean * (GammaFunctions.digamma(right + forRight) - starts.0)
        above += (1 - mean) * (GammaFunctions.digamma(wrong + forWrong) - starts.1)
        below += GammaFunctions.digamma(all + strength) - starts.2
      }
      guard below > 1e-12 else { return bounds.upperBound }
      strength = min(max(strength * above / below, bounds.lowerBound), bounds.upperBound)
    }
    return strength
  }
}
