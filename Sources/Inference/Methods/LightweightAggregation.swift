/// LA: abilities learned while the tasks pass by once, and a second pass with what was learned.
///
/// The first pass weighs each vote by the worker's ability so far, a(w) = (1 + right) / (2 + all),
/// and counts the votes for the winner as right (1/n for each of n tied labels). The second pass
/// weighs by classes a(w) - 1, with the abilities as they stood at the end. Tasks pass in the order
/// of their fingerprints (`VoteColours`), those that nothing but the name tells apart together, so
/// that order and names do not matter.
///
/// Probability: the share of the weights in the first pass; softmax of the sums in the second.
/// Skill: a(w). Cost: O(votes), and O(tasks log tasks) for the order.
/// Source: Yang, Zhao, Wu, Zhuo, Liu, Bai & Li 2024, DOI 10.1145/3630102.
public struct LightweightAggregation: VoteMethod {
  /// Whether the second pass is made.
  public let hasSecondPass: Bool

  /// The method, with two passes unless something else is said.
  public init(hasSecondPass: Bool = true) { self.hasSecondPass = hasSecondPass }

  /// The method's usual name.
  public var name: String { hasSecondPass ? "LA, two passes" : "LA, one pass" }

  /// Passes once or twice.
  public func infer(_ table: VoteTable) -> VoteResult {
    let colours = VoteColours(table: table).tasks
    let order = (0..<table.taskCount).sorted { (colours[$0], $0) < (colours[$1], $1) }
    var right = [Double](repeating: 1, count: table.workerCount)
    var all = [Double](repeating: 2, count: table.workerCount)
    var beliefs = [Double](repeating: 0, count: table.taskCount * table.labelCount)
    let grid = table.beliefGrid
    var next = 0
    while next < order.count {
      let colour = colours[order[next]]
      let alike = order[next...].prefix { colours[$0] == colour }
      let before = (right, all)
      for task in alike {
        vote(on: task, table, grid, before: before, right: &right, all: &all, beliefs: &beliefs)
      }
      next += alike.count
    }
    let ability = zip(right, all).map { $0 / $1 }
    guard hasSecondPass else {
      return VoteResult(table, probabilities: beliefs, workerSkill: ability)
    }
    let weights = ability.map { $0 * Double(table.labelCount) - 1 }
    return VoteResult(
      table, probabilities: table.softmax(weights), workerSkill: ability, iterations: 2)
  }

  /// Votes on one task with the abilities as they were before, and learns from the outcome.
  private func vote(
    on task: Int, _ table: VoteTable, _ grid: SumGrid, before: ([Double], [Double]),
    right: inout [Double], all: inout [Double], beliefs: inout [Double]
  ) {
    let votes = table.votes(onTask: task)
    let start = task * table.labelCount
    var sum = 0.0
    for (worker, label) in votes {
      let weight = grid.rounded(before.0[worker] / before.1[worker])
      beliefs[start + label] += weight
      sum += weight
    }
    let row = start..<(start + table.labelCount)
    for place in row {
      beliefs[place] = sum > 0 ? beliefs[place] / sum : 1 / Double(table.labelCount)
    }
    let least = beliefs[row].reduce(0, max) - VoteResult.tieTolerance
    let winners = row.filter { beliefs[$0] >= least }
    for (worker, label) in votes {
      all[worker] += 1
      if winners.contains(start + label) {
        right[worker] += grid.rounded(1 / Double(winners.count))
      }
    }
  }
}
