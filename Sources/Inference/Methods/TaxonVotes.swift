/// Who named which taxon for which task, and where: the input of the methods that know a taxonomy.
///
/// The votes stand by task, one a worker: nobody is two witnesses of one thing. Of several answers
/// that one worker gave to a task the finest counts, if all others lie on the way to it. If they
/// part, the worker is left out of that task: votes have no times, so nobody knows which of them he
/// holds by (iNaturalist, which knows, takes the latest). The root stands for "can't tell". Regions
/// are numbers of any kind; -1 is "not known". Arrays are flat: 8 bytes a vote, and 8 bytes for
/// each node that is named, or lies above one, in a task.
public struct TaxonVotes: Sendable {
  /// The taxonomy.
  public let tree: BeliefTree
  /// The number of tasks; those without votes included.
  public let taskCount: Int
  /// The number of workers.
  public let workerCount: Int
  /// The region of each task. Shape: [task].
  let regionOfTask: [Int32]
  /// The home region of each worker. Shape: [worker].
  let homeOfWorker: [Int32]
  /// Where each task's votes begin. Shape: [task + 1].
  private(set) var taskStart = [0]
  /// The worker of each vote. Shape: [vote].
  private(set) var worker: [Int32] = []
  /// The node that each vote names. Shape: [vote].
  private(set) var node: [Int32] = []
  /// Where each task's named nodes begin. Shape: [task + 1].
  private(set) var namedStart = [0]
  /// The nodes named in a task and all above them, the root first, by preorder. Shape: [named].
  private(set) var named: [Int32] = []

  /// The number of votes that count, "can't tell" among them: at most one a worker and task.
  public var voteCount: Int { node.count }

  /// Takes the votes of a table whose labels are nodes of a tree.
  ///
  /// - `nodeOfLabel`: the node of each label, all of `tree`; several labels may be one node.
  /// - `regionOfTask`, `homeOfWorker`: one a task and one a worker; nil where nothing is known.
  ///
  /// O(votes x depth).
  public init(
    _ table: VoteTable, tree: BeliefTree, nodeOfLabel: [Int32],
    regionOfTask: [Int32]? = nil, homeOfWorker: [Int32]? = nil
  ) {
    precondition(nodeOfLabel.count == table.labelCount, "one node a label")
    precondition(nodeOfLabel.allSatisfy { 0..<tree.count ~= Int($0) }, "nodes of the tree")
    precondition(regionOfTask.map { $0.count == table.taskCount } ?? true, "one region a task")
    precondition(homeOfWorker.map { $0.count == table.workerCount } ?? true, "one home a worker")
    self.tree = tree
    (taskCount, workerCount) = (table.taskCount, table.workerCount)
    self.regionOfTask = regionOfTask ?? [Int32](repeating: -1, count: table.taskCount)
    self.homeOfWorker = homeOfWorker ?? [Int32](repeating: -1, count: table.workerCount)
    for task in 0..<taskCount {
      enter(table.votes(onTask: task).map { (Int32($0.worker), nodeOfLabel[$0.label]) })
    }
  }

  /// Enters the votes on the next task, which stand by worker.
  private mutating func enter(_ votes: [(worker: Int32, node: Int32)]) {
    var onTheWay: Set<Int32> = [0]
    var next = 0
    while next < votes.count {
      let own = votes[next...].prefix { $0.worker == votes[next].worker }
      next += own.count
      guard let said = answer(own.map(\.node)) else { continue }
      worker.append(own[own.startIndex].worker)
      node.append(said)
      onTheWay.formUnion(tree.path(to: said))
    }
    taskStart.append(node.count)
    named += onTheWay.sorted { tree.preorder[Int($0)] < tree.preorder[Int($1)] }
    namedStart.append(named.count)
  }

  /// What one worker says who named these nodes: the finest if it lies within all of them, else
  /// nothing.
  private func answer(_ nodes: [Int32]) -> Int32? {
    let finest = nodes.max { tree.depth[Int($0)] < tree.depth[Int($1)] }
    return finest.flatMap { finest in
      nodes.allSatisfy { tree.isNode(finest, within: $0) } ? finest : nil
    }
  }

  /// The votes on a task, as places in the arrays.
  func votes(onTask task: Int) -> Range<Int> { taskStart[task]..<taskStart[task + 1] }

  /// The named nodes of a task, as places in the array.
  func named(inTask task: Int) -> Range<Int> { namedStart[task]..<namedStart[task + 1] }
}
