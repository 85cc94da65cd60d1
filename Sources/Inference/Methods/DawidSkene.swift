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

  /// Beliefs, and a term for each pair and class; with pooling also what the prior adds to each.
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
    let classes = table.labelCount
    var beliefs = table.shares()
    var terms = Parts.copies(of: 0.0, count: table.pairCount * classes)
    var trace: [Double] = []
    var hasConverged = false
    for _ in 0..<stopping.limit {
      let prior = Self.logShares(table.stateSums(beliefs, states: classes))
      table.countAnswers(beliefs, states: classes, into: &terms)
      Self.turnIntoLogRates(&terms, of: table)
      let step = table.updateBeliefs(prior: prior, terms: terms, into: &beliefs)
      let gain = trace.last.map { step.logEvidence - $0 } ?? .infinity
      trace.append(step.logEvidence)
      hasConverged =
        step.change <= stopping.tolerance || gain <= stopping.leastGain * Double(table.voteCount)
      if hasConverged { break }
    }
    return VoteResult(
      table, probabilities: beliefs, workerSkill: table.agreement(with: beliefs),
      iterations: trace.count, hasConverged: hasConverged, logLikelihood: trace)
  }

  /// The logarithms of the classes' shares, each kept from zero.
  static func logShares(_ sums: [Double]) -> [Double] {
    let all = sums.reduce(0, +) + Double(sums.count) * pseudoCount
    return sums.map { Logarithm.natural(($0 + pseudoCount) / all) }
  }

  /// log((N(w, k, l) + e) / sum over l), in place. Shape: [pair x class].
  static func turnIntoLogRates(_ answers: inout [Double], of table: VoteTable) {
    let classes = table.labelCount
    let sums = table.answersByWorker(answers, states: classes).map {
      Logarithm.natural($0 + pseudoCount * Double(classes))
    }
    // Most answers were never given: their logarithm is known.
    let never = Logarithm.natural(pseudoCount)
    let grid = table.termGrid
    Slots.write(to: &answers) { slots in
      Parts.forEach(in: table.pairCount, steps: table.pairCount * classes * 8) { _, range in
        let (sums, workers) = (sums.span, table.workerOfPair.span)
        for pair in range {
          let row = slots.base + pair * classes
          let start = Int(workers[pair]) * classes
          for state in 0..<classes {
            let given = row[state]
            let rate = given == 0 ? never : Logarithm.natural(given + pseudoCount)
            row[state] = grid.rounded(rate - sums[start + state])
          }
        }
      }
    }
  }
}
