/// BWA: for each label, votes are numbers 0 or 1 that scatter about the task's value with a
/// worker's precision.
///
/// With y = 1 for a vote for the label, else 0, and z the task's value, each round does
///
///     v(w) = (a + n(w)) / (b + sum over w's votes of (z - y)^2)
///     z(i) = (c mean(z) + sum over i's votes of v y) / (c + sum over i's votes of v)
///
/// with a = 15, c = 1 and b such that the prior variance is that of the votes, times
/// 4 (1 - 1/classes). The values of a task, scaled to add up to 1, are stated as probabilities.
///
/// Skill: the share of right votes. Cost: O(votes x classes) a round.
/// Source: Li, Rubinstein & Cohn 2019, DOI 10.1145/3308558.3313459, and the authors' code.
public struct BayesianWeightedAverage: IterativeMethod {
  /// The prior count of a worker's votes.
  static let priorCount = 15.0
  /// The weight of the mean value in each task.
  static let meanWeight = 1.0

  /// When to stop: the tolerance is for the values.
  public var stopping: StoppingRule

  /// The method, with the authors' bound.
  public init(stopping: StoppingRule = StoppingRule(limit: 500, tolerance: 1e-6)) {
    self.stopping = stopping
  }

  /// The method's usual name.
  public var name: String { "BWA" }

  /// Averages for one label after the other.
  public func infer(_ table: VoteTable) -> VoteResult {
    let classes = table.labelCount
    let shares = table.shares()
    let counts = table.voteCounts()
    var beliefs = shares
    var (rounds, hasConverged) = (0, true)
    for label in 0..<classes {
      var values = (0..<table.taskCount).map { shares[$0 * classes + label] }
      let prior = Self.priorSquares(values, table)
      var isAtRest = false
      for round in 1...stopping.limit {
        let weights = zip(Self.squares(values, label: label, table), counts).map {
          (Self.priorCount + $1) / (prior + $0)
        }
        isAtRest = Self.average(&values, label: label, weights, table) <= stopping.tolerance
        rounds = max(rounds, round)
        if isAtRest { break }
      }
      hasConverged = hasConverged && isAtRest
      for task in values.indices { beliefs[task * classes + label] = values[task] }
    }
    for task in 0..<table.taskCount {
      let row = (task * classes)..<((task + 1) * classes)
      let sum = SumGrid.sum(Array(beliefs[row]))
      for place in row { beliefs[place] = sum > 0 ? beliefs[place] / sum : 1 / Double(classes) }
    }
    return VoteResult(
      table, probabilities: beliefs, workerSkill: table.agreement(with: table.credits(of: beliefs)),
      iterations: rounds, hasConverged: hasConverged)
  }

  /// The prior sum of squares, from the variance of the votes within tasks.
  private static func priorSquares(_ values: [Double], _ table: VoteTable) -> Double {
    let sum = SumGrid.sum(
      values.indices.map {
        Double(table.voteCount(ofTask: $0)) * values[$0] * (1 - values[$0])
      })
    let correction = 4 * (1 - 1 / Double(table.labelCount))
    return max(1e-9, priorCount * sum / Double(table.voteCount) * correction)
  }

  /// Each worker's sum of squared distances from the values. Shape: [worker].
  private static func squares(_ values: [Double], label: Int, _ table: VoteTable) -> [Double] {
    let grid = table.beliefGrid
    let byPair = (0..<table.pairCount).map { pair in
      let own = Int(table.labelOfPair[pair]) == label ? 1.0 : 0.0
      var sum = 0.0
      for vote in Int(table.pairStart[pair])..<Int(table.pairStart[pair + 1]) {
        let distance = values[Int(table.taskOfVote[vote])] - own
        sum += grid.rounded(distance * distance)
      }
      return sum
    }
    return table.sumByWorker(byPair)
  }

  /// Takes the weighted averages; gives the greatest change.
  private static func average(
    _ values: inout [Double], label: Int, _ weights: [Double], _ table: VoteTable
  ) -> Double {
    let mean = SumGrid.sum(values) / Double(values.count)
    let grid = SumGrid(
      sumsUpTo: weights.reduce(meanWeight) { max($0, $1) } * Double(table.mostVotesOfTask + 1))
    var change = 0.0
    for task in values.indices {
      var (above, below) = (grid.rounded(meanWeight * mean), meanWeight)
      for vote in table.taskStart[task]..<table.taskStart[task + 1] {
        let pair = Int(table.pairOfVote[vote])
        let weight = grid.rounded(weights[Int(table.workerOfPair[pair])])
        if Int(table.labelOfPair[pair]) == label { above += weight }
        below += weight
      }
      change = max(change, abs(above / below - values[task]))
      values[task] = above / below
    }
    return change
  }
}
