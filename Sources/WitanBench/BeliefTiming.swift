import Inference

/// What one belief over a taxonomy costs, on a small one and on a great one.
///
/// Every answer brings the belief of its question up to date from all its answers; so one belief of
/// eight answers is what the eighth costs. Trees are four levels deep. The questions are many and
/// their taxa lie far apart, so that a great tree does not profit from the processor's memory.
enum BeliefTiming {
  static let taxa = [1_000, 1_000_000]
  static let answers = 8
  static let questions = 2_000
  static let repetitions = 15
  /// In how many of 100 steps an answer leaves the right way, and what the belief takes people for.
  static let slipsPerHundred = 25
  static let accuracy = 0.75

  /// Prints the median time of a belief for each taxonomy and each view of shared errors.
  static func run() throws {
    print("taxa,errors,answers,microseconds")
    let ready = try taxa.map { try Ready(taxa: $0) }
    for (name, errors) in [("independent", SharedErrors.independent), ("usual", .usual)] {
      var times = [[Double]](repeating: [], count: ready.count)
      for _ in 0...repetitions {
        for place in ready.indices { times[place].append(try ready[place].time(errors)) }
      }
      for place in ready.indices {
        // The first repetition warms up and does not count.
        let sorted = times[place].dropFirst().sorted()
        print("\(taxa[place]),\(name),\(answers),\(sorted[sorted.count / 2])")
      }
    }
  }

  /// A taxonomy and questions about it.
  struct Ready {
    private let tree: BeliefTree
    private let prior: TreePrior
    private let votes: [[TreeVote]]

    /// A tree of so many taxa, every leaf alike, and questions drawn from a fixed seed.
    init(taxa: Int) throws {
      let tree = try BeliefTree(parents: Self.parents(taxa))
      let leaves = (0..<Int32(tree.count)).filter { tree.isLeaf($0) }
      var chance = SeededNumbers(seed: 1)
      var votes: [[TreeVote]] = []
      for _ in 0..<questions {
        let truth = tree.path(to: leaves[chance.next(below: leaves.count)])
        votes.append(try (0..<answers).map { _ in try Self.answer(truth, in: tree, &chance) })
      }
      self.tree = tree
      self.prior = try TreePrior(
        tree: tree, leafWeights: [Double](repeating: 0, count: tree.count))
      self.votes = votes
    }

    /// The microseconds of one belief, on average over all questions.
    func time(_ errors: SharedErrors) throws -> Double {
      var sum = 0.0
      let spent = try ContinuousClock().measure {
        for votes in votes {
          let belief = try TreePosterior(tree: tree, prior: prior, votes: votes, errors: errors)
          sum += belief.logEvidence
        }
      }
      precondition(sum.isFinite, "a belief came to nothing")
      return spent / .microseconds(1) / Double(votes.count)
    }

    /// The parent of each node: three levels of n, n^2, n^3 nodes, n the fourth root of the taxa,
    /// then leaves beneath the third by turns.
    private static func parents(_ taxa: Int) -> [Int32] {
      var width = 1
      while (width + 1) * (width + 1) * (width + 1) * (width + 1) <= taxa { width += 1 }
      var parents: [Int32] = [-1]
      var above = 0..<1
      for level in 1...4 {
        let start = parents.count
        let size = level < 4 ? above.count * width : taxa + 1 - start
        for place in 0..<size { parents.append(Int32(above.lowerBound + place % above.count)) }
        above = start..<parents.count
      }
      return parents
    }

    /// An answer that goes the right way for a while, and then down some other.
    private static func answer(
      _ truth: [Int32], in tree: BeliefTree, _ chance: inout SeededNumbers
    ) throws -> TreeVote {
      var path: [Int32] = []
      for right in truth {
        let above = path.last ?? 0
        let children = tree.children(of: above)
        let isAstray = tree.parent[Int(right)] != above
        let slips = chance.next(below: 100) < slipsPerHundred
        let other = children[children.startIndex + chance.next(below: children.count)]
        path.append(isAstray || slips ? other : right)
      }
      return try TreeVote(path: path, accuracy: path.map { _ in accuracy })
    }
  }
}
