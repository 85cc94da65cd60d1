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
    var beliefs = table.sparseShares()
    var divided = Self.divided(beliefs, of: table)
    var rates = ConfusionRates(for: table)
    var trace: [Double] = []
    var hasConverged = false
    for _ in 0..<stopping.limit {
      rates.learn(from: divided, of: table)
      beliefs = rates.beliefs(prior: DawidSkene.logShares(divided.sums()), of: table)
      trace.append(beliefs.logEvidence)
      let next = Self.divided(beliefs, of: table)
      hasConverged = next.change(from: divided) <= stopping.tolerance
      divided = next
      if hasConverged { break }
    }
    let probabilities = beliefs.dense()
    return VoteResult(
      table, probabilities: probabilities, workerSkill: table.agreement(with: probabilities),
      iterations: trace.count, hasConverged: hasConverged, logLikelihood: trace)
  }

  /// Each task given to its most probable class, 1/n of it to each of n that are tied.
  private static func divided(_ beliefs: SparseBeliefs, of table: VoteTable) -> SparseBeliefs {
    let grid = table.beliefGrid
    return SparseBeliefs(
      taskCount: beliefs.taskCount, states: beliefs.states,
      steps: beliefs.taskCount + beliefs.cells.count
    ) { tasks, writer in
      for task in tasks {
        var (greatest, count) = (0.0, 0.0)
        beliefs.forEach(ofTask: task) { _, value in greatest = max(greatest, value) }
        let least = greatest - VoteResult.tieTolerance
        beliefs.forEach(ofTask: task) { _, value in count += value >= least ? 1 : 0 }
        beliefs.forEach(ofTask: task) { state, value in
          if value >= least { writer.add(grid.rounded(1 / count), in: state) }
        }
        writer.end(task)
      }
    }
  }
}
