/// A success rate with its uncertainty: the mean and the size of a Beta distribution.
public struct BetaEstimate: Sendable, Equatable {
  /// The expected rate, in [0, 1].
  public let mean: Double
  /// The observations it rests on, the prior's included; at least 0.
  public let effectiveCount: Double

  /// The standard deviation of Beta(mean x count, (1 - mean) x count):
  /// sqrt(mean (1 - mean) / (count + 1)).
  public var standardDeviation: Double {
    (mean * (1 - mean) / (effectiveCount + 1)).squareRoot()
  }

  /// Partial pooling: the rate at the finest of several levels, each drawn towards the one above.
  ///
  /// With m(0) = `priorMean`, and at level i the strength s, r right and w wrong:
  ///
  ///     m(i) = (s m(i-1) + r) / (s + r + w)
  ///
  /// With few observations the level above rules, with many the level's own. A strength is what
  /// the level above is worth, in observations. The last level gives the effective count s + r + w.
  /// Levels may overlap (the expert's counts may hold those of the branch), as is usual; then the
  /// deviation is a little too small. Levels without strength and counts are passed over.
  /// Negative values count as 0, and the prior mean is brought into [0, 1].
  ///
  /// - `strengths`, `counts`: one a level, from coarse to fine, and equally many.
  ///
  /// Source: Efron & Morris 1975, DOI 10.1080/01621459.1975.10479864; Gelman & Hill 2006,
  /// DOI 10.1017/CBO9780511790942, chapter 12.
  public static func pooled(
    priorMean: Double, strengths: [Double], counts: [(right: Double, wrong: Double)]
  ) -> BetaEstimate {
    precondition(strengths.count == counts.count, "one strength a level")
    var mean = min(1, atLeastZero(priorMean))
    var effectiveCount = 0.0
    for (strength, count) in zip(strengths, counts) {
      let level = pooled(
        priorMean: mean, strength: strength, right: count.right, wrong: count.wrong)
      guard level.effectiveCount > 0 else { continue }
      (mean, effectiveCount) = (level.mean, level.effectiveCount)
    }
    return BetaEstimate(mean: mean, effectiveCount: effectiveCount)
  }

  /// One level of the same.
  public static func pooled(
    priorMean: Double, strength: Double, right: Double, wrong: Double
  ) -> BetaEstimate {
    let (own, right) = (atLeastZero(strength), atLeastZero(right))
    let mean = min(1, atLeastZero(priorMean))
    let sum = own + right + atLeastZero(wrong)
    guard sum > 0 else { return BetaEstimate(mean: mean, effectiveCount: 0) }
    return BetaEstimate(mean: min(1, (own * mean + right) / sum), effectiveCount: sum)
  }

  /// This estimate where the rate is that of another with a probability in 0...1: the mean of both,
  /// resting on as many observations as this one.
  public func mixed(with other: BetaEstimate, share: Double) -> BetaEstimate {
    BetaEstimate(mean: (1 - share) * mean + share * other.mean, effectiveCount: effectiveCount)
  }

  /// The logarithm of the probability of such a row of trials, in their order, where the rate is
  /// drawn from Beta(strength x mean, strength x (1 - mean)).
  ///
  /// `priorMean` lies within (0, 1) and `strength` above zero; counts may be fractions, and those
  /// below zero count as none.
  public static func logEvidence(
    priorMean: Double, strength: Double, right: Double, wrong: Double
  ) -> Double {
    precondition(priorMean > 0 && priorMean < 1 && strength > 0, "a proper prior")
    func logBeta(_ above: Double, _ below: Double) -> Double {
      GammaFunctions.logGamma(above) + GammaFunctions.logGamma(below)
        - GammaFunctions.logGamma(above + below)
    }
    let (above, below) = (strength * priorMean, strength * (1 - priorMean))
    return logBeta(above + atLeastZero(right), below + atLeastZero(wrong)) - logBeta(above, below)
  }

  private static func atLeastZero(_ value: Double) -> Double { value > 0 ? value : 0 }
}
