/// Zero-based skill: weights creep from chance towards each worker's agreement with the weighted
/// majority, at a pace that halves.
///
///     v(w) <- v(w) + pace (agreement(w) - v(w)), pace 1, halved every 20 rounds
///
/// begun at 1 / classes. A label's probability is its share of the weights.
///
/// Skill: the final weight. Cost: O(votes) a round. Source: as implemented in crowd-kit, Ustalov,
/// Pavlichenko & Tseitlin 2024, DOI 10.21105/joss.06227.
public struct ZeroBasedSkill: IterativeMethod {
  /// The rounds after which the pace is halved.
  static let roundsOfOnePace = 20

  /// When to stop: the tolerance is for the weights.
  public var stopping: StoppingRule

  /// The method, with crowd-kit's bound and tolerance.
  public init(stopping: StoppingRule = StoppingRule(limit: 100, tolerance: 1e-5)) {
    self.stopping = stopping
  }

  /// The method's usual name.
  public var name: String { "ZBS" }

  /// Votes until the weights rest.
  public func infer(_ table: VoteTable) -> VoteResult {
    var weights = [Double](repeating: 1 / Double(table.labelCount), count: table.workerCount)
    var (pace, rounds, hasConverged) = (1.0, 0, false)
    for round in 1...stopping.limit {
      if round % Self.roundsOfOnePace == 0 { pace /= 2 }
      let agreement = table.agreement(with: table.credits(of: table.weightedShares(weights)))
      var change = 0.0
      for worker in weights.indices {
        let step = pace * (agreement[worker] - weights[worker])
        weights[worker] += step
        change = max(change, abs(step))
      }
      rounds = round
      hasConverged = change <= stopping.tolerance
      if hasConverged { break }
    }
    return VoteResult(
      table, probabilities: table.weightedShares(weights), workerSkill: weights,
      iterations: rounds, hasConverged: hasConverged)
  }
}
