/// Votes by worker, then label, then task.
struct WorkerVotes: Sendable {
  /// A vote of a worker.
  struct Vote: Sendable {
    let label: Int32
    let task: Int32
    /// Its place among the votes by task.
    let place: Int32
  }

  /// Where each worker's votes begin in `votes`. Shape: [worker + 1].
  private(set) var starts: [Int]
  /// The votes. Shape: [vote].
  private(set) var votes: [Vote]

  /// Deals the votes out to their labels, and from label after label to their workers: dealing
  /// keeps the order of what it deals, so nothing is left to sort. O(votes + workers + labels).
  init(_ byTask: TaskVotes, workerCount: Int, labelCount: Int) {
    let byLabel = Self.deal(byTask, labelCount: labelCount)
    starts = [Int](repeating: 0, count: workerCount + 1)
    votes = Parts.copies(of: Vote(label: 0, task: 0, place: 0), count: byTask.votes.count)
    for vote in byTask.votes { starts[TaskVotes.worker(vote) + 1] += 1 }
    for worker in 0..<workerCount { starts[worker + 1] += starts[worker] }
    var next = starts
    for vote in byLabel {
      let worker = TaskVotes.worker(byTask.votes[Int(vote.place)])
      votes[next[worker]] = vote
      next[worker] += 1
    }
  }

  /// The votes by label, then task.
  private static func deal(_ byTask: TaskVotes, labelCount: Int) -> [Vote] {
    var next = [Int](repeating: 0, count: labelCount + 1)
    for vote in byTask.votes { next[TaskVotes.label(vote) + 1] += 1 }
    for label in 0..<labelCount { next[label + 1] += next[label] }
    var votes = Parts.copies(of: Vote(label: 0, task: 0, place: 0), count: byTask.votes.count)
    for task in 0..<byTask.taskCount {
      for place in byTask.starts[task]..<byTask.starts[task + 1] {
        let label = TaskVotes.label(byTask.votes[place])
        votes[next[label]] = Vote(
          label: Int32(truncatingIfNeeded: label), task: Int32(truncatingIfNeeded: task),
          place: Int32(truncatingIfNeeded: place))
        next[label] += 1
      }
    }
    return votes
  }
}
