/// One way to tell from votes over a taxonomy which taxon each task is.
///
/// As `VoteMethod`: a value, nothing learned; the same votes give the same bits, whatever their
/// order and the names of tasks and workers, on however many cores.
public protocol TaxonMethod: Sendable {
  /// The method's usual name.
  var name: String { get }

  /// Infers the taxa of all tasks. Sees votes alone, never a truth.
  func infer(_ votes: TaxonVotes) -> TaxonResult
}

/// What a method makes of votes over a taxonomy: what to call each task, and how sure.
public struct TaxonResult: Sendable, Equatable {
  /// What is held of one task.
  public struct Reading: Sendable, Equatable {
    /// What to call it: several if they are tied, ascending; never none. Where nobody could tell,
    /// what is common in the other tasks, or the root.
    public let best: [Int32]
    /// The belief in each of them.
    public let probability: Double
    /// The finest taxon that the method holds to be settled; the root if none is.
    public let settled: Int32
    /// The belief in it.
    public let settledProbability: Double
  }

  /// The readings. Shape: [task].
  public let readings: [Reading]
  /// Where each task's beliefs begin in `nodes`. Shape: [task + 1].
  let beliefStart: [Int]
  /// The nodes of which a belief is told. Shape: [belief].
  let nodes: [Int32]
  /// The belief in each. Shape: [belief].
  let probabilities: [Double]
  /// The expected share of right answers of each worker, "can't tell" left out; a coarse answer is
  /// right if the truth lies beneath. 0 for those who named nothing. Shape: [worker].
  public let workerSkill: [Double]
  /// The rounds done.
  public let iterations: Int
  /// Whether the method came to rest within its bound. Methods of one pass always do.
  public let hasConverged: Bool

  /// What is believed of the taxa that were named in a task, of all above them from the root
  /// downwards, and of the one called best.
  public func beliefs(ofTask task: Int) -> [(node: Int32, probability: Double)] {
    let range = beliefStart[task]..<beliefStart[task + 1]
    return range.map { (nodes[$0], probabilities[$0]) }
  }

  /// A result from each task's reading and beliefs.
  init(
    _ tasks: [(reading: Reading, beliefs: [(node: Int32, probability: Double)])],
    workerSkill: [Double], iterations: Int = 1, hasConverged: Bool = true
  ) {
    readings = tasks.map(\.reading)
    var (start, nodes, probabilities): ([Int], [Int32], [Double]) = ([0], [], [])
    for task in tasks {
      nodes += task.beliefs.map(\.node)
      probabilities += task.beliefs.map(\.probability)
      start.append(nodes.count)
    }
    (beliefStart, self.nodes, self.probabilities) = (start, nodes, probabilities)
    self.workerSkill = workerSkill
    self.iterations = iterations
    self.hasConverged = hasConverged
  }
}
