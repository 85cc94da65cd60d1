/// Pl@ntNet's weighted majority: a vote counts the more, the more kinds its giver has named
/// rightly.
///
///     v(w) = n(w)^0.5 - n(w)^0.2 + log(2.1)
///
/// n(w) counts the different labels that w gave and that won: one for a label that he gave to a
/// task of his own which is valid (weight of the winner above 2 and above 0.7 of all weights), and
/// for all other labels one tenth, rounded. A tied task has no winner. A label's probability is its
/// share of the weights.
///
/// Skill: the share of right votes. Cost: O(votes) a round. Source: Lefort, Affouard, Charlier,
/// Lombardo, Chouet, Goeau, Salmon, Bonnet & Joly 2025, DOI 10.1111/2041-210X.14486.
public struct PlantNetMajority: IterativeMethod {
  /// A task is valid from this weight of its winner on.
  static let validWeight = 2.0
  /// A task is valid from this share of its winner on.
  static let validShare = 0.7

  /// Whose task each is, if that is known; -1 for nobody's. Shape: [task].
  public let authors: [Int32]
  /// When to stop: as soon as no worker's count changes.
  public var stopping: StoppingRule

  /// The method; without `authors` no task is anybody's own.
  public init(
    authors: [Int32] = [], stopping: StoppingRule = StoppingRule(limit: 100, tolerance: 0)
  ) {
    self.authors = authors
    self.stopping = stopping
  }

  /// The method's usual name.
  public var name: String { "Pl@ntNet" }

  /// Votes until nobody's count changes.
  public func infer(_ table: VoteTable) -> VoteResult {
    var counts = [Double](repeating: 0, count: table.workerCount)
    var sums = table.weightedSums(counts.map(Self.weight))
    var (rounds, hasConverged) = (0, false)
    for round in 1...stopping.limit {
      let next = namedRightly(table, sums)
      hasConverged = next == counts
      counts = next
      sums = table.weightedSums(counts.map(Self.weight))
      rounds = round
      if hasConverged { break }
    }
    return VoteResult(
      table, probabilities: table.weightedShares(counts.map(Self.weight)),
      workerSkill: table.agreement(with: table.credits(of: sums)), iterations: rounds,
      hasConverged: hasConverged)
  }

  /// The weight of one who has named `count` kinds.
  static func weight(_ count: Double) -> Double {
    let base = Logarithm.natural(2.1)
    guard count > 0 else { return base }
    let scale = Logarithm.natural(count)
    return Logarithm.exponential(0.5 * scale) - Logarithm.exponential(0.2 * scale) + base
  }

  /// The different labels that each worker gave and that won. Shape: [worker].
  private func namedRightly(_ table: VoteTable, _ sums: [Double]) -> [Double] {
    let credits = table.credits(of: sums)
    return (0..<table.workerCount).map { worker in
      var (own, others) = (0.0, 0.0)
      for pair in table.workerStart[worker]..<table.workerStart[worker + 1] {
        let label = Int(table.labelOfPair[pair])
        let won = table.taskOfVote[Int(table.pairStart[pair])..<Int(table.pairStart[pair + 1])]
          .filter { credits[Int($0) * table.labelCount + label] == 1 }
        if won.contains(where: { isValid(Int($0), of: worker, label: label, table, sums) }) {
          own += 1
        } else if !won.isEmpty {
          others += 1
        }
      }
      return own + (others / 10).rounded(.toNearestOrEven)
    }
  }

  /// Whether `task` is the worker's own and its winner, `label`, has weight enough.
  private func isValid(
    _ task: Int, of worker: Int, label: Int, _ table: VoteTable, _ sums: [Double]
  ) -> Bool {
    guard task < authors.count, Int(authors[task]) == worker else { return false }
    let row = (task * table.labelCount)..<((task + 1) * table.labelCount)
    let weight = sums[task * table.labelCount + label]
    return weight > Self.validWeight && weight > Self.validShare * sums[row].reduce(0, +)
  }
}
