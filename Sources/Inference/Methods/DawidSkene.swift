/// Dawid & Skene's method: each worker has a confusion matrix, each class a share of the tasks.
///
/// With p(k) the share of class k and pi(w, k, l) the probability that worker w says l to a task of
/// class k, expectation-maximisation repeats
///
///     b(i, k) ~ p(k) product over the votes (w, l) on task i of pi(w, k, l)
///     p(k) = mean of b(i, k);   pi(w, k, l) = (N(w, k, l) + a(w, k, l)) / sum over l
///
/// where N counts the votes by the beliefs. `pooling` says what a is: next to nothing (plain
/// maximum likelihood, the classic method), or a Dirichlet prior learned from all workers
/// (`ConfusionPooling`), without which a worker with few votes is believed far too much.
/// Starts from the shares of the votes.
///
/// Skill: the expected share of right votes. Objective: the log-likelihood of the votes; it never
/// falls without pooling, and may with it, for the prior moves. Cost: O(votes x classes) a round.
/// Source: Dawid & Skene 1979, DOI 10.2307/2346806.
public struct DawidSkene: IterativeMethod {
  /// What is assumed of a worker before his votes are seen.
  public enum Pooling: Sendable, Equatable {
    /// Nothing: maximum likelihood, each rate kept from zero by `pseudoCount` of a vote.
    case none
    /// That he is like the others, or like one with a single skill, as the evidence has it.
    case empiricalBayes
  }

  /// What keeps a rate that was never seen from zero in the classic method.
  static let pseudoCount = 1e-10

  /// What is assumed of a worker.
  public let pooling: Pooling
  /// When to stop.
  public var stopping: StoppingRule

  /// The method; pooled unless plain maximum likelihood is asked for. Stops as usual, the classic
  /// one by its likelihood.
  public init(pooling: Pooling = .empiricalBayes, stopping: StoppingRule? = nil) {
    self.pooling = pooling
    self.stopping = stopping ?? (pooling == .none ? .byLikelihood : .usual)
  }

  /// The method's usual name.
  public var name: String { pooling == .none ? "Dawid-Skene" : "Dawid-Skene, pooled" }

  /// A term for each pair and class, and the beliefs, of which the rounds keep only what is not
  /// zero; with pooling all beliefs, and also what the prior adds to each term.
  public func bytesNeeded(for table: VoteTable) -> Double {
    pooling == .none
      ? table.bytes(beliefs: 3, terms: 1, rows: 1) : PooledConfusion.bytesNeeded(for: table)
  }

  /// Runs expectation-maximisation to rest or to the bound.
  public func infer(_ table: VoteTable) -> VoteResult {
    switch pooling {
    case .none: inferPlainly(table)
    case .empiricalBayes:
      PooledConfusion(stopping: stopping).fit(table, from: table.shares()).result(table)
    }
  }

  private func inferPlainly(_ table: VoteTable) -> VoteResult {
    let rest = plainRounds(table)
    let probabilities = rest.beliefs.dense()
    return VoteResult(
      table, probabilities: probabilities, workerSkill: table.agreement(with: probabilities),
      iterations: rest.trace.count, hasConverged: rest.hasConverged, logLikelihood: rest.trace)
  }

  /// The rounds of the classic method. Their rates are gone before the probabilities are written
  /// out in full: both are great.
  private func plainRounds(
    _ table: VoteTable
  ) -> (beliefs: SparseBeliefs, trace: [Double], hasConverged: Bool) {
    var beliefs = table.sparseShares()
    var rates = ConfusionRates(for: table)
    var trace: [Double] = []
    for _ in 0..<stopping.limit {
      rates.learn(from: beliefs, of: table)
      let next = rates.beliefs(prior: Self.logShares(beliefs.sums()), of: table)
      let gain = trace.last.map { next.logEvidence - $0 } ?? .infinity
      let change = next.change(from: beliefs)
      trace.append(next.logEvidence)
      beliefs = next
      if change <= stopping.tolerance || gain <= stopping.leastGain * Double(table.voteCount) {
        return (beliefs, trace, true)
      }
    }
    return (beliefs, trace, false)
  }

  /// The logarithms of the classes' shares, each kept from zero.
  static func logShares(_ sums: [Double]) -> [Double] {
    let all = sums.reduce(0, +) + Double(sums.count) * pseudoCount
    return sums.map { Logarithm.natural(($0 + pseudoCount) / all) }
  }
}
