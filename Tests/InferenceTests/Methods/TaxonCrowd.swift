import Inference

/// A crowd whose skills are known, naming leaves of a small taxonomy: three families of two genera
/// with three species each.
struct TaxonCrowd {
  let tree: BeliefTree
  /// The leaves: nodes 10 to 27.
  let leaves: ClosedRange<Int32> = 10...27
  private(set) var tasks: [Int32] = []
  private(set) var workers: [Int32] = []
  private(set) var labels: [Int32] = []
  private(set) var truth: [Int32] = []
  let workerCount: Int

  /// Each task is answered by `votesEach` workers; worker w takes each step rightly with
  /// `skill(w)`, else any sibling and from there on any child. One in six stops at the genus.
  init(
    seed: UInt64, tasks taskCount: Int, workers workerCount: Int, votesEach: Int,
    skill: (Int) -> Double
  ) throws {
    var parents: [Int32] = [-1, 0, 0, 0]
    for family in 1...3 as ClosedRange<Int32> { parents += [family, family] }
    for genus in 4...9 as ClosedRange<Int32> { parents += [genus, genus, genus] }
    tree = try BeliefTree(parents: parents)
    self.workerCount = workerCount
    var chance = SplitMix64(seed: seed)
    for task in 0..<taskCount {
      let right = Int32(10 + chance.below(18))
      truth.append(right)
      for worker in chance.shuffled(Array(0..<workerCount)).prefix(votesEach) {
        tasks.append(Int32(task))
        workers.append(Int32(worker))
        labels.append(answer(right, skill(worker), &chance))
      }
    }
  }

  private func answer(_ truth: Int32, _ skill: Double, _ chance: inout SplitMix64) -> Int32 {
    var node: Int32 = 0
    let steps = chance.below(6) == 0 ? 2 : 3
    for right in tree.path(to: truth).prefix(steps) {
      let children = Array(tree.children(of: node))
      let others = children.filter { $0 != right }
      let isRight = tree.isNode(truth, within: node) && chance.unit() < skill
      node = isRight ? right : others[chance.below(others.count)]
    }
    return node
  }

  /// The votes with tasks and workers renumbered and put in another order.
  func votes(
    order: [Int]? = nil, task: (Int32) -> Int32 = { $0 }, worker: (Int32) -> Int32 = { $0 }
  ) throws -> TaxonVotes {
    let order = order ?? Array(tasks.indices)
    let table = try VoteTable(
      tasks: order.map { task(tasks[$0]) }, workers: order.map { worker(workers[$0]) },
      labels: order.map { labels[$0] }, taskCount: truth.count, workerCount: workerCount,
      labelCount: tree.count)
    return TaxonVotes(table, tree: tree, nodeOfLabel: Array(0..<Int32(tree.count)))
  }

  /// The share of tasks whose best leaf is the truth, ties counted by their share.
  func accuracy(_ result: TaxonResult) -> Double {
    var sum = 0.0
    for (reading, truth) in zip(result.readings, truth) where reading.best.contains(truth) {
      sum += 1 / Double(reading.best.count)
    }
    return sum / Double(truth.count)
  }
}
