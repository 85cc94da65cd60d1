/// A fingerprint of each task, worker and label that depends on the votes alone, not on names.
///
/// Two of a kind have the same colour only if the votes around them look the same however far one
/// looks (or, by an accident of 64 bits, never seen). Numbering by colour lets nearly every sum run
/// in an order that names cannot change. Not every one: where votes go round in a circle all tasks
/// have one colour and all labels, and yet a task believes in one of them. So what is added is
/// rounded to a `SumGrid`, on which the order of adding changes nothing.
///
/// Colour refinement: Weisfeiler & Leman 1968; Shervashidze et al. 2011, JMLR 12, 2539-2561.
/// O(votes) a round and O(n log n) to count the colours; at most `roundLimit` rounds.
struct VoteColours {
  /// The rounds after which is stopped in any case: only chains of tasks, each tied to the next by
  /// one worker alone, need more.
  static let roundLimit = 24
  /// The shares of the votes that are added up apart: as many cores can help, and each share takes
  /// a number for every worker.
  private static let shareCount = 16

  private(set) var tasks: [UInt64]
  private(set) var workers: [UInt64]
  private(set) var labels: [UInt64]

  /// Colours the nodes of votes.
  init(_ votes: TaskVotes, workerCount: Int, labelCount: Int) {
    tasks = Array(repeating: 1, count: votes.taskCount)
    workers = Array(repeating: 2, count: workerCount)
    labels = Array(repeating: 3, count: labelCount)
    var colourCount = 0
    for _ in 0..<Self.roundLimit {
      refine(votes)
      let found = [tasks, workers, labels].reduce(0) { $0 + Self.differentCount($1) }
      if found == colourCount || found == tasks.count + workers.count + labels.count { break }
      colourCount = found
    }
  }

  /// Colours the nodes of a table.
  init(table: VoteTable) {
    self.init(
      TaskVotes(table), workerCount: table.workerCount, labelCount: table.labelCount)
  }

  /// Adds to each node what is around it; the sum does not depend on the order, so shares of
  /// the votes are added up apart, and then together.
  private mutating func refine(_ votes: TaskVotes) {
    let old = Old(tasks, workers.map { ($0, Self.mixed($0)) }, labels.map(Self.mixed))
    // Each share has sums of its own, where they take less room than the votes.
    let isShared = (workers.count + labels.count) * Self.shareCount <= votes.votes.count
    let shareCount = isShared ? Self.shareCount : 1
    var ofWorkers = [UInt64](repeating: 0, count: shareCount * workers.count)
    var ofLabels = [UInt64](repeating: 0, count: shareCount * labels.count)
    Slots.write(to: &tasks) { tasks in
      Slots.write(to: &ofWorkers) { ofWorkers in
        Slots.write(to: &ofLabels) { ofLabels in
          let sums = Sums(
            tasks: tasks, workers: ofWorkers, labels: ofLabels, workerCount: old.workers.count,
            labelCount: old.labels.count)
          Parts.forEach(in: shareCount, steps: votes.votes.count * 16) { _, shares in
            for share in shares {
              let first = votes.taskCount * share / shareCount
              let end = votes.taskCount * (share + 1) / shareCount
              sums.add(first..<end, of: votes, share: share, old)
            }
          }
        }
      }
    }
    workers = Self.mixed(workers, with: ofWorkers)
    labels = Self.mixed(labels, with: ofLabels)
  }

  /// The colours before a round: those of the workers as they are and mixed, of the labels mixed.
  private struct Old: Sendable {
    let tasks: [UInt64]
    let workers: [(plain: UInt64, mixed: UInt64)]
    let labels: [UInt64]

    init(_ tasks: [UInt64], _ workers: [(UInt64, UInt64)], _ labels: [UInt64]) {
      (self.tasks, self.workers, self.labels) = (tasks, workers, labels)
    }
  }

  /// Where a round adds up: the tasks' new colours, and a row for each share of what workers and
  /// labels see.
  private struct Sums: Sendable {
    let tasks: Slots<UInt64>
    let workers: Slots<UInt64>
    let labels: Slots<UInt64>
    let workerCount: Int
    let labelCount: Int

    /// Adds the votes of some tasks to the rows of a share.
    func add(_ range: Range<Int>, of votes: TaskVotes, share: Int, _ old: Old) {
      let (workers, labels) = (
        workers.base + share * workerCount, labels.base + share * labelCount
      )
      for task in range {
        let own = old.tasks[task]
        var sum = own
        for place in votes.starts[task]..<votes.starts[task + 1] {
          let vote = votes.votes[place]
          let (worker, label) = (TaskVotes.worker(vote), TaskVotes.label(vote))
          let (by, seen) = (old.workers[worker], old.labels[label])
          sum &+= VoteColours.mixed(by.plain &+ seen)
          workers[worker] &+= VoteColours.mixed(own ^ seen)
          labels[label] &+= VoteColours.mixed(own &- by.mixed)
        }
        tasks.base[task] = VoteColours.mixed(sum)
      }
    }
  }

  /// Colours with the rows of all shares added, mixed.
  private static func mixed(_ colours: [UInt64], with rows: [UInt64]) -> [UInt64] {
    colours.indices.map { place in
      var sum = colours[place]
      for row in stride(from: place, to: rows.count, by: colours.count) { sum &+= rows[row] }
      return mixed(sum)
    }
  }

  /// How many different colours there are: each is laid into a table of open addresses once.
  private static func differentCount(_ colours: [UInt64]) -> Int {
    var size = 64
    while size < colours.count * 2 { size *= 2 }
    var table = [UInt64](repeating: 0, count: size)
    var (count, hasZero) = (0, false)
    for colour in colours {
      hasZero = hasZero || colour == 0
      var place = Int(truncatingIfNeeded: colour) & (size - 1)
      while table[place] != colour && table[place] != 0 { place = (place + 1) & (size - 1) }
      if table[place] != colour {
        table[place] = colour
        count += 1
      }
    }
    return count + (hasZero ? 1 : 0)
  }

  /// SplitMix64's finishing steps. Source: Steele, Lea & Flood 2014, DOI 10.1145/2660193.2660195.
  static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
