/// Votes by task, each once: what a table is made from.
///
/// Memory is walked straight through by all that reads it; only its making jumps, once.
struct TaskVotes: Sendable {
  /// Where each task's votes begin in `votes`. Shape: [task + 1].
  private(set) var starts: [Int]
  /// The worker and the label of each vote as one number, ascending within a task. Shape: [vote].
  private(set) var votes: [UInt64]

  /// The number of tasks.
  var taskCount: Int { starts.count - 1 }

  /// The worker of a vote.
  @inline(__always)
  static func worker(_ vote: UInt64) -> Int { Int(vote >> 32) }

  /// The label of a vote.
  @inline(__always)
  static func label(_ vote: UInt64) -> Int { Int(vote & 0xFFFF_FFFF) }

  /// A vote of these, none of them negative.
  @inline(__always)
  static func vote(_ worker: Int32, _ label: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: worker)) << 32 | UInt64(UInt32(bitPattern: label))
  }

  /// Sorts votes of any order; exact duplicates count once. O(votes).
  init(tasks: [Int32], workers: [Int32], labels: [Int32], taskCount: Int) {
    let dealt = Dealing(tasks.count, keys: taskCount) { place in
      (tasks[place], Self.vote(workers[place], labels[place]))
    }
    (starts, votes) = (dealt.starts, dealt.items)
    settle()
  }

  /// The votes of a table.
  init(_ table: VoteTable) {
    starts = table.taskStart
    votes = table.pairOfVote.map { pair in
      Self.vote(table.workerOfPair[Int(pair)], table.labelOfPair[Int(pair)])
    }
  }

  /// The same votes with other numbers: that of each task, worker and label by its old one.
  init(_ old: TaskVotes, task: [Int32], worker: [Int32], label: [Int32]) {
    starts = [Int](repeating: 0, count: old.starts.count)
    for number in 0..<old.taskCount {
      starts[Int(task[number]) + 1] = old.starts[number + 1] - old.starts[number]
    }
    for number in 0..<old.taskCount { starts[number + 1] += starts[number] }
    let starts = starts
    // No two tasks have one place, so the parts write apart.
    votes = Parts.written(count: old.votes.count) { votes in
      Parts.forEach(in: old.taskCount, steps: old.votes.count * 8) { _, range in
        for number in range {
          var place = starts[Int(task[number])]
          for position in old.starts[number]..<old.starts[number + 1] {
            let vote = old.votes[position]
            votes.base[place] = Self.vote(worker[Self.worker(vote)], label[Self.label(vote)])
            place += 1
          }
        }
      }
    }
    settle()
  }

  /// The task of each vote. Shape: [vote].
  func taskOfVote() -> [Int32] {
    Parts.written(count: votes.count) { tasks in
      Parts.forEach(in: taskCount, steps: votes.count) { _, range in
        for task in range {
          for place in starts[task]..<starts[task + 1] {
            tasks.base[place] = Int32(truncatingIfNeeded: task)
          }
        }
      }
    }
  }

  /// Sorts the votes of each task and drops the duplicates.
  private mutating func settle() {
    let (starts, taskCount, count) = (starts, taskCount, votes.count)
    var hasDuplicates = [Bool](repeating: false, count: Parts.count)
    Slots.write(to: &hasDuplicates) { hasDuplicates in
      Slots.write(to: &votes) { votes in
        Parts.forEach(in: taskCount, steps: count * 8) { part, tasks in
          for task in tasks {
            let own = UnsafeMutableBufferPointer(
              start: votes.base + starts[task], count: starts[task + 1] - starts[task])
            if Self.sort(own) { hasDuplicates.base[part] = true }
          }
        }
      }
    }
    if hasDuplicates.contains(true) { dropDuplicates() }
  }

  /// Keeps of equal votes of a task, which stand side by side, one.
  private mutating func dropDuplicates() {
    var (kept, start) = (0, 0)
    for task in 0..<taskCount {
      let end = starts[task + 1]
      let first = kept
      for place in start..<end where kept == first || votes[kept - 1] != votes[place] {
        votes[kept] = votes[place]
        kept += 1
      }
      starts[task + 1] = kept
      start = end
    }
    votes.removeSubrange(kept...)
  }

  /// Sorts some votes, by insertion where they are as few as a task usually has; gives whether any
  /// two are equal.
  @inline(__always)
  private static func sort(_ votes: UnsafeMutableBufferPointer<UInt64>) -> Bool {
    var votes = votes
    if votes.count > 16 { votes.sort() }
    var hasDuplicates = false
    for place in votes.indices.dropFirst() {
      let vote = votes[place]
      var hole = place
      while hole > 0 && votes[hole - 1] > vote {
        votes[hole] = votes[hole - 1]
        hole -= 1
      }
      votes[hole] = vote
      if hole > 0 && votes[hole - 1] == vote { hasDuplicates = true }
    }
    return hasDuplicates
  }
}
