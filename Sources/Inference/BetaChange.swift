/// Where a success rate fell: at most one change in a row of trials.
///
/// Before and after it the rates are taken to be drawn from one Beta distribution, independently,
/// and the change to lie anywhere alike. Source: Barry & Hartigan 1993,
/// DOI 10.1080/01621459.1993.10594323, for a single change.
public enum BetaChange {
  /// The first trial of the lower rate, where the trials speak for a fall by a Bayes factor of at
  /// least e to `logFactor`; nil where they do not. Of several places the likeliest, then the
  /// first.
  ///
  /// Shapes: [trial], in the order of time. Counts may be fractions; those below zero count as
  /// none. `priorMean` lies within (0, 1) and `strength`, in observations, above zero. O(trials).
  public static func fall(
    right: [Double], wrong: [Double], priorMean: Double, strength: Double, logFactor: Double
  ) -> Int? {
    precondition(right.count == wrong.count, "one of each a trial")
    precondition(priorMean > 0 && priorMean < 1 && strength > 0, "a proper prior")
    let (yes, no) = (right.map { max(0, $0) }, wrong.map { max(0, $0) })
    let all = (right: yes.reduce(0, +), wrong: no.reduce(0, +))
    let (above, below) = (strength * priorMean, strength * (1 - priorMean))
    func logEvidence(_ right: Double, _ wrong: Double) -> Double {
      logBeta(above + right, below + wrong) - logBeta(above, below)
    }
    let unchanged = logEvidence(all.right, all.wrong)
    var best: (trial: Int, gain: Double)?
    var before = (right: 0.0, wrong: 0.0)
    for trial in yes.indices.dropFirst() {
      before.right += yes[trial - 1]
      before.wrong += no[trial - 1]
      let after = (right: max(0, all.right - before.right), wrong: max(0, all.wrong - before.wrong))
      guard after.right * before.wrong < after.wrong * before.right else { continue }
      let gain =
        logEvidence(before.right, before.wrong) + logEvidence(after.right, after.wrong) - unchanged
      if best.map({ gain > $0.gain }) ?? true { best = (trial, gain) }
    }
    guard let best, best.gain - Logarithm.natural(Double(yes.count - 1)) >= logFactor else {
      return nil
    }
    return best.trial
  }

  private static func logBeta(_ above: Double, _ below: Double) -> Double {
    GammaFunctions.logGamma(above) + GammaFunctions.logGamma(below)
      - GammaFunctions.logGamma(above + below)
  }
}
