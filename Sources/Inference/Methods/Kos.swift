/// Karger, Oh & Shah's message passing: workers and tasks tell each other how reliable they look.
///
/// For one label at a time, with A = 1 - 1/classes if the vote names the label and -1/classes if
/// not (for two labels: plus and minus one half), messages along the votes (i, w) are
///
///     x(i -> w) = sum over the other votes on i of A y;   y(w -> i) = sum over the others of w of
///     A x
///
/// scaled each round to a mean square of 1; the score of a label is the sum of A y. y starts at 1
/// (the paper draws it from Normal(1, 1); the limit is the same, the principal direction). A worker
/// who always errs gets negative messages and is used the other way round.
///
/// The paper is about two labels. With more, each label against the rest, as here, is this
/// library's own choice; Karger, Oh & Shah 2013 (DOI 10.1145/2494232.2465761) cut the labels
/// another way.
///
/// The method gives scores, not probabilities: the winner is stated with 1, one of n tied with 1/n.
/// Skill: the share of right votes. Cost: O(votes x classes) a round.
/// Source: Karger, Oh & Shah 2014, DOI 10.1287/opre.2013.1235.
public struct Kos: IterativeMethod {
  /// When to stop: the tolerance is for the scaled messages.
  public var stopping: StoppingRule

  /// The method.
  public init(stopping: StoppingRule = StoppingRule(limit: 100, tolerance: 1e-6)) {
    self.stopping = stopping
  }

  /// The method's usual name.
  public var name: String { "KOS" }

  /// Passes messages for one label after the other.
  public func infer(_ table: VoteTable) -> VoteResult {
    let classes = table.labelCount
    var scores = [Double](repeating: 0, count: table.taskCount * classes)
    var (rounds, hasConverged) = (0, true)
    for label in 0..<classes {
      var messages = KosMessages(label: label, table)
      var isAtRest = false
      for round in 1...stopping.limit {
        isAtRest = messages.pass(table) <= stopping.tolerance
        rounds = max(rounds, round)
        if isAtRest { break }
      }
      hasConverged = hasConverged && isAtRest
      let sums = messages.scores(table)
      for task in 0..<table.taskCount { scores[task * classes + label] = sums[task] }
    }
    let credits = table.credits(of: scores)
    return VoteResult(
      table, probabilities: credits, workerSkill: table.agreement(with: credits),
      iterations: rounds, hasConverged: hasConverged)
  }
}

/// The messages about one label. Votes stand by pair, as in `VoteTable.taskOfVote`.
struct KosMessages {
  /// What a vote of each pair says of the label: for it or against it. Shape: [pair].
  private let sign: [Double]
  /// From workers to tasks. Shape: [vote].
  private var toTask: [Double]

  /// Messages that trust everybody alike.
  init(label: Int, _ table: VoteTable) {
    let share = 1 / Double(table.labelCount)
    sign = table.labelOfPair.map { Int($0) == label ? 1 - share : -share }
    toTask = Array(repeating: 1, count: table.voteCount)
  }

  /// The sum of what is said of each task. Shape: [task].
  func scores(_ table: VoteTable) -> [Double] {
    var sums = [Double](repeating: 0, count: table.taskCount)
    let grid = SumGrid(of: toTask)
    for pair in 0..<table.pairCount {
      for vote in Int(table.pairStart[pair])..<Int(table.pairStart[pair + 1]) {
        sums[Int(table.taskOfVote[vote])] += grid.rounded(sign[pair] * toTask[vote])
      }
    }
    return sums
  }

  /// One round there and back; gives the greatest change of a message. Messages that all vanish (no
  /// worker has a second task) stay as they were.
  mutating func pass(_ table: VoteTable) -> Double {
    let sums = scores(table)
    var next = toTask
    for pair in 0..<table.pairCount {
      for vote in Int(table.pairStart[pair])..<Int(table.pairStart[pair + 1]) {
        next[vote] = sign[pair] * (sums[Int(table.taskOfVote[vote])] - sign[pair] * toTask[vote])
      }
    }
    let grid = SumGrid(of: next)
    for worker in 0..<table.workerCount {
      let pairs = table.workerStart[worker]..<table.workerStart[worker + 1]
      let votes = Int(table.pairStart[pairs.lowerBound])..<Int(table.pairStart[pairs.upperBound])
      var sum = 0.0
      for vote in votes { sum += grid.rounded(next[vote]) }
      for vote in votes { next[vote] = sum - grid.rounded(next[vote]) }
    }
    let square = SumGrid.sum(next.map { $0 * $0 })
    guard square > 0 else { return 0 }
    let scale = 1 / (square / Double(next.count)).squareRoot()
    var change = 0.0
    for vote in next.indices {
      next[vote] *= scale
      change = max(change, abs(next[vote] - toTask[vote]))
    }
    toTask = next
    return change
  }
}
