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
    var order = Self.sorted(tasks, count: counts.0, after: nil)
    order = Self.sorted(labels, count: counts.2, after: order)
    order = Self.sorted(workers, count: counts.1, after: order)
    self.init(counts: counts, order: order, tasks: tasks, workers: workers, labels: labels)
  }

  /// Lays out votes that `order` names by worker, then label, then task.
  private init(
    counts: (Int, Int, Int), order: [Int32], tasks: [Int32], workers: [Int32], labels: [Int32]
  ) {
    var workerOfPair: [Int32] = []
    var labelOfPair: [Int32] = []
    var pairStart: [Int32] = []
    var taskOfVote: [Int32] = []
    taskOfVote.reserveCapacity(order.count)
    var taskStart = [Int](repeating: 0, count: counts.0 + 1)
    var workerStart = [Int](repeating: 0, count: counts.1 + 1)
    for place in order {
      let (task, worker, label) = (tasks[Int(place)], workers[Int(place)], labels[Int(place)])
      if workerOfPair.last != worker || labelOfPair.last != label {
        workerOfPair.append(worker)
        labelOfPair.append(label)
        pairStart.append(Int32(taskOfVote.count))
        workerStart[Int(worker) + 1] += 1
      } else if taskOfVote.last == task {
        continue
      }
      taskOfVote.append(task)
      taskStart[Int(task) + 1] += 1
    }
    pairStart.append(Int32(taskOfVote.count))
    for task in 0..<counts.0 { taskStart[task + 1] += taskStart[task] }
    for worker in 0..<counts.1 { workerStart[worker + 1] += workerStart[worker] }

    var next = taskStart
    var pairOfVote = [Int32](repeating: 0, count: taskOfVote.count)
    for pair in labelOfPair.indices {
      for vote in Int(pairStart[pair])..<Int(pairStart[pair + 1]) {
        let task = Int(taskOfVote[vote])
        pairOfVote[next[task]] = Int32(pair)
        next[task] += 1
      }
    }
    (taskCount, workerCount, labelCount) = counts
    self.taskStart = taskStart
    self.pairOfVote = pairOfVote
    self.workerStart = workerStart
    self.workerOfPair = workerOfPair
    self.labelOfPair = labelOfPair
    self.pairStart = pairStart
    self.taskOfVote = taskOfVote
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

  /// The places of `values` in ascending order of value; equal ones as they stand in `after`.
  private static func sorted(_ values: [Int32], count: Int, after order: [Int32]?) -> [Int32] {
    var next = [Int32](repeating: 0, count: count + 1)
    for value in values { next[Int(value) + 1] += 1 }
    for value in 0..<count { next[value + 1] += next[value] }
    var sorted = [Int32](repeating: 0, count: values.count)
    for step in values.indices {
      let place = order.map { $0[step] } ?? Int32(step)
      let value = Int(values[Int(place)])
      sorted[Int(next[value])] = place
      next[value] += 1
    }
    return sorted
  }
}
