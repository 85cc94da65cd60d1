/// What a method makes of a table: a belief about each task, and how it came to it.
public struct VoteResult: Sendable, Equatable {
  /// Beliefs that differ by less than this are tied: rounding must not decide a task.
  public static let tieTolerance = 1e-9

  /// The number of labels among which was chosen.
  public let labelCount: Int
  /// The probability of each label of each task; every task's add up to 1. Shape: [task x label].
  public let probabilities: [Double]
  /// The expected share of right answers of each worker on these tasks, in [0, 1], unless the
  /// method says that it means something else. Shape: [worker].
  public let workerSkill: [Double]
  /// The rounds done.
  public let iterations: Int
  /// Whether the method came to rest within its bound. Methods of one pass always do.
  public let hasConverged: Bool
  /// The method's objective after each round: the log-likelihood of the votes, or its penalised or
  /// variational form. Empty for methods that have none.
  public let logLikelihood: [Double]

  /// The number of tasks.
  public var taskCount: Int { probabilities.count / labelCount }

  /// The belief about `task`. Shape: [label].
  public func belief(ofTask task: Int) -> ArraySlice<Double> {
    probabilities[(task * labelCount)..<((task + 1) * labelCount)]
  }

  /// The most probable labels of `task`, several if they are tied, ascending; never none.
  public func winners(ofTask task: Int) -> [Int] {
    let row = task * labelCount
    var greatest = 0.0
    for label in 0..<labelCount { greatest = max(greatest, probabilities[row + label]) }
    var winners: [Int] = []
    for label in 0..<labelCount
    where probabilities[row + label] >= greatest - Self.tieTolerance {
      winners.append(label)
    }
    return winners
  }

  /// The credit for calling `label` on `task`: 1 for the only winner, 1/n for one of n that are
  /// tied, else 0. That is the expectation of drawing among the tied ones.
  public func credit(forLabel label: Int, onTask task: Int) -> Double {
    let winners = winners(ofTask: task)
    return winners.contains(label) ? 1 / Double(winners.count) : 0
  }
}

extension VoteResult {
  /// A result of a method that has no objective, done after `iterations` rounds.
  init(
    _ table: VoteTable, probabilities: [Double], workerSkill: [Double],
    iterations: Int = 1, hasConverged: Bool = true, logLikelihood: [Double] = []
  ) {
    labelCount = table.labelCount
    self.probabilities = probabilities
    self.workerSkill = workerSkill
    self.iterations = iterations
    self.hasConverged = hasConverged
    self.logLikelihood = logLikelihood
  }
}
