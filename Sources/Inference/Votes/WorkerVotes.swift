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

  /// Deals the votes out to their workers; on all cores, each worker's are sorted by label.
  init(_ byTask: TaskVotes, workerCount: Int) {
    starts = [Int](repeating: 0, count: workerCount + 1)
    votes = Parts.copies(of: Vote(label: 0, task: 0, place: 0), count: byTask.votes.count)
    for vote in byTask.votes { starts[TaskVotes.worker(vote) + 1] += 1 }
    for worker in 0..<workerCount { starts[worker + 1] += starts[worker] }
    var next = starts
    for task in 0..<byTask.taskCount {
      for place in byTask.starts[task]..<byTask.starts[task + 1] {
        let worker = TaskVotes.worker(byTask.votes[place])
        let label = Int32(TaskVotes.label(byTask.votes[place]))
        votes[next[worker]] = Vote(label: label, task: Int32(task), place: Int32(place))
        next[worker] += 1
      }
    }
    let starts = starts
    Slots.write(to: &votes) { votes in
      Parts.forEach(in: workerCount, steps: byTask.votes.count * 8) { _, workers in
        for worker in workers {
          var own = UnsafeMutableBufferPointer(
            start: votes.base + starts[worker], count: starts[worker + 1] - starts[worker])
          own.sort { $0.label == $1.label ? $0.place < $1.place : $0.label < $1.label }
        }
      }
    }
  }
}
