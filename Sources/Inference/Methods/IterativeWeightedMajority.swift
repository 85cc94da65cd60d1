/// Iterative weighted majority voting: accuracy against the vote gives the weight of the next vote.
///
///     v(w) = classes a(w) - 1, a(w) = the share of w's votes that name the label now chosen
///
/// which is nearly the optimal log-odds for workers near chance; those below chance count against
/// what they say. Softmax of the sums is stated as the probability.
///
/// Skill: a(w). Cost: O(votes) a round. Source: Li & Yu 2014, arXiv 1411.4086 (IWMV).
public struct IterativeWeightedMajority: IterativeMethod {
  /// When to stop: the tolerance is for the accuracies.
  public var stopping: StoppingRule

  /// The method.
  public init(stopping: StoppingRule = StoppingRule(limit: 100, tolerance: 1e-9)) {
    self.stopping = stopping
  }

  /// The method's usual name.
  public var name: String { "IWMV" }

  /// Votes until the accuracies rest.
  public func infer(_ table: VoteTable) -> VoteResult {
    let classes = Double(table.labelCount)
    var weights = [Double](repeating: 1, count: table.workerCount)
    var accuracies = [Double](repeating: -1, count: table.workerCount)
    var (rounds, hasConverged) = (0, false)
    for round in 1...stopping.limit {
      let next = table.agreement(with: table.credits(of: table.weightedSums(weights)))
      let change = zip(next, accuracies).reduce(0) { max($0, abs($1.0 - $1.1)) }
      accuracies = next
      weights = accuracies.map { classes * $0 - 1 }
      rounds = round
      hasConverged = change <= stopping.tolerance
      if hasConverged { break }
    }
    return VoteResult(
      table, probabilities: table.softmax(weights), workerSkill: accuracies,
      iterations: rounds, hasConverged: hasConverged)
  }
}
