/// Fast Dawid-Skene: each task is given to its most probable class before workers are counted.
///
/// The same model as `DawidSkene`, by classification expectation-maximisation: between the rounds a
/// belief is replaced by 1 for the winner (1/n for each of n tied ones). It comes to rest in few
/// rounds, at a somewhat worse point. The stated beliefs are those of the last, undivided step.
///
/// Skill: the expected share of right votes. Objective: the log-likelihood of the votes, which may
/// fall. Cost: O(votes x classes) a round. Source: Sinha, Rao & Balasubramanian 2018,
/// arXiv 1803.02781.
public struct FastDawidSkene: IterativeMethod {
  /// When to stop: the tolerance is for the divided beliefs.
  public var stopping: StoppingRule

  /// The method.
  public init(stopping: StoppingRule = .usual) { self.stopping = stopping }

  /// The method's usual name.
  public var name: String { "Fast Dawid-Skene" }

  /// Beliefs, divided and not, and a term for each pair and class.
  public func bytesNeeded(for table: VoteTable) -> Double {
    table.bytes(beliefs: 4, terms: 1, rows: 1)
  }

  /// Runs classification expectation-maximisation to rest or to the bound.
  public func infer(_ table: VoteTable) -> VoteResult {
    let classes = table.labelCount
    var beliefs = table.shares()
    var divided = table.credits(of: beliefs)
    var terms = Parts.copies(of: 0.0, count: table.pairCount * classes)
    var trace: [Double] = []
    var hasConverged = false
    for _ in 0..<stopping.limit {
      let prior = DawidSkene.logShares(table.stateSums(divided, states: classes))
      table.countAnswers(divided, states: classes, into: &terms)
      DawidSkene.turnIntoLogRates(&terms, of: table)
      trace.append(table.updateBeliefs(prior: prior, terms: terms, into: &beliefs).logEvidence)
      let next = table.credits(of: beliefs)
      hasConverged = zip(next, divided).allSatisfy { abs($0 - $1) <= stopping.tolerance }
      divided = next
      if hasConverged { break }
    }
    return VoteResult(
      table, probabilities: beliefs, workerSkill: table.agreement(with: beliefs),
      iterations: trace.count, hasConverged: hasConverged, logLikelihood: trace)
  }
}
