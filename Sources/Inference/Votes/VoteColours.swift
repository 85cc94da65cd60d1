/// A fingerprint of each task, worker and label that depends on the votes alone, not on names.
///
/// Two of a kind have the same colour only if the votes around them look the same however far one
/// looks (or, by an accident of 64 bits, never seen). Numbering by colour makes every sum of every
/// method run in an order that names cannot change; those of equal colour have equal values, so
/// their order among themselves changes nothing.
///
/// Colour refinement: Weisfeiler & Leman 1968; Shervashidze et al. 2011, JMLR 12, 2539-2561.
/// O(votes) a round and O(n log n) to count the colours; at most `roundLimit` rounds.
struct VoteColours {
  /// The rounds after which is stopped in any case: only chains of tasks, each tied to the next by
  /// one worker alone, need more.
  static let roundLimit = 24

  private(set) var tasks: [UInt64]
  private(set) var workers: [UInt64]
  private(set) var labels: [UInt64]

  /// Colours the nodes of the votes `tasks[i]`, `workers[i]`, `labels[i]`, each given once.
  init(tasks: [Int32], workers: [Int32], labels: [Int32], counts: (Int, Int, Int)) {
    self.tasks = Array(repeating: 1, count: counts.0)
    self.workers = Array(repeating: 2, count: counts.1)
    self.labels = Array(repeating: 3, count: counts.2)
    var colourCount = 0
    for _ in 0..<Self.roundLimit {
      refine(tasks, workers, labels)
      let found = [self.tasks, self.workers, self.labels].map(Self.differentCount)
      let sum = found.reduce(0, +)
      if sum == colourCount || sum == counts.0 + counts.1 + counts.2 { break }
      colourCount = sum
    }
  }

  /// Colours the nodes of a table.
  init(table: VoteTable) {
    var tasks: [Int32] = []
    var workers: [Int32] = []
    var labels: [Int32] = []
    for pair in 0..<table.pairCount {
      for vote in Int(table.pairStart[pair])..<Int(table.pairStart[pair + 1]) {
        tasks.append(table.taskOfVote[vote])
        workers.append(table.workerOfPair[pair])
        labels.append(table.labelOfPair[pair])
      }
    }
    self.init(
      tasks: tasks, workers: workers, labels: labels,
      counts: (table.taskCount, table.workerCount, table.labelCount))
  }

  /// Adds to each node what is around it; the sum does not depend on the order.
  private mutating func refine(_ task: [Int32], _ worker: [Int32], _ label: [Int32]) {
    let old = (tasks, workers, labels)
    for vote in task.indices {
      let (t, w, l) = (Int(task[vote]), Int(worker[vote]), Int(label[vote]))
      let seen = Self.mixed(old.2[l])
      tasks[t] &+= Self.mixed(old.1[w] &+ seen)
      workers[w] &+= Self.mixed(old.0[t] ^ seen)
      labels[l] &+= Self.mixed(old.0[t] &- Self.mixed(old.1[w]))
    }
    for t in tasks.indices { tasks[t] = Self.mixed(tasks[t]) }
    for w in workers.indices { workers[w] = Self.mixed(workers[w]) }
    for l in labels.indices { labels[l] = Self.mixed(labels[l]) }
  }

  /// How many different colours there are.
  private static func differentCount(_ colours: [UInt64]) -> Int {
    let sorted = colours.sorted()
    return zip(sorted, sorted.dropFirst()).reduce(1) { $0 + ($1.0 == $1.1 ? 0 : 1) }
  }

  /// SplitMix64's finishing steps. Source: Steele, Lea & Flood 2014, DOI 10.1145/2660193.2660195.
  static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
