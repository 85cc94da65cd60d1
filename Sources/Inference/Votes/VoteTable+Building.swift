extension VoteTable {
  /// Builds the table from numbers, which are kept: vote i is `labels[i]` by `workers[i]` on
  /// `tasks[i]`, all from 0.
  ///
  /// The order of the votes does not matter; exact duplicates count once. Counts that are not
  /// stated are the greatest number and one. O(votes + tasks + workers + labels).
  /// Refuses no votes, unequal lengths, and numbers out of range.
  public init(
    tasks: [Int32], workers: [Int32], labels: [Int32],
    taskCount: Int? = nil, workerCount: Int? = nil, labelCount: Int? = nil
  ) throws(VoteTableFault) {
    guard tasks.count == workers.count, tasks.count == labels.count else { throw .lengthMismatch }
    guard !tasks.isEmpty else { throw .noVotes }
    guard tasks.count < Int(Int32.max) else { throw .tooManyVotes }
    let counts = (
      try Self.count(tasks, stated: taskCount), try Self.count(workers, stated: workerCount),
      try Self.count(labels, stated: labelCount)
    )
    let votes = TaskVotes(tasks: tasks, workers: workers, labels: labels, taskCount: counts.0)
    self.init(votes, workerCount: counts.1, labelCount: counts.2)
  }

  /// Lays out votes by pair beside their order by task. O(votes + workers + labels).
  init(_ votes: TaskVotes, workerCount: Int, labelCount: Int) {
    let pairs = VotePairs(
      WorkerVotes(votes, workerCount: workerCount, labelCount: labelCount))
    self.taskCount = votes.taskCount
    self.workerCount = workerCount
    self.labelCount = labelCount
    self.taskStart = votes.starts
    self.mostVotesOfTask = (0..<votes.taskCount).reduce(0) {
      max($0, votes.starts[$1 + 1] - votes.starts[$1])
    }
    self.pairOfVote = pairs.pairOfVote
    self.workerStart = pairs.workerStart
    self.workerOfPair = pairs.workerOfPair
    self.labelOfPair = pairs.labelOfPair
    self.pairStart = pairs.pairStart
    self.taskOfVote = pairs.taskOfVote
  }

  /// The number of different values: the stated one, or the greatest and one.
  private static func count(_ values: [Int32], stated: Int?) throws(VoteTableFault) -> Int {
    var greatest: Int32 = -1
    for place in values.indices {
      guard values[place] >= 0, Int(values[place]) < stated ?? Int.max else {
        throw .numberOutOfRange(vote: place)
      }
      greatest = max(greatest, values[place])
    }
    return stated ?? Int(greatest) + 1
  }
}
