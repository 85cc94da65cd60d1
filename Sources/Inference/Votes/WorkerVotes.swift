/// Votes by worker, then label, then task.
struct WorkerVotes: Sendable {
  /// A vote of a worker.
  struct Vote: BitwiseCopyable, Sendable {
    let label: Int32
    let task: Int32
    /// Its place among the votes by task.
    let place: Int32
  }

  /// Where each worker's votes begin in `votes`. Shape: [worker + 1].
  let starts: [Int]
  /// The votes. Shape: [vote].
  private(set) var votes: [Vote]

  /// Deals the votes out to their workers, which keeps their order, and each worker's to their
  /// labels. O(votes + workers + labels).
  init(_ byTask: TaskVotes, workerCount: Int, labelCount: Int) {
    let taskOfVote = byTask.taskOfVote()
    let dealt = Dealing(byTask.votes.count, keys: workerCount) { place in
      let vote = byTask.votes[place]
      let label = Int32(truncatingIfNeeded: TaskVotes.label(vote))
      return (
        Int32(truncatingIfNeeded: TaskVotes.worker(vote)),
        Vote(
          label: label, task: taskOfVote[place], place: Int32(truncatingIfNeeded: place))
      )
    }
    (starts, votes) = (dealt.starts, dealt.items)
    sortByLabel(labelCount)
  }

  /// Sorts each worker's votes by label; those of a label keep their order.
  private mutating func sortByLabel(_ labelCount: Int) {
    let (starts, count) = (starts, votes.count)
    Slots.write(to: &votes) { votes in
      Parts.forEach(in: starts.count - 1, steps: count * 8) { _, workers in
        var order = LabelOrder(labelCount)
        for worker in workers {
          order.sort(
            UnsafeMutableBufferPointer(
              start: votes.base + starts[worker], count: starts[worker + 1] - starts[worker]))
        }
      }
    }
  }

  /// Sorts by label; holds the room for it.
  private struct LabelOrder {
    private var next: [Int]
    private var copy: [Vote] = []

    init(_ labelCount: Int) { next = Array(repeating: 0, count: labelCount + 1) }

    /// Sorts some votes: by counting where there are not far more labels than votes.
    mutating func sort(_ votes: UnsafeMutableBufferPointer<Vote>) {
      guard votes.count > 1 else { return }
      guard next.count <= 8 * votes.count else {
        var votes = votes
        return votes.sort { ($0.label, $0.place) < ($1.label, $1.place) }
      }
      copy.removeAll(keepingCapacity: true)
      copy.append(contentsOf: votes)
      for label in next.indices { next[label] = 0 }
      for vote in copy { next[Int(vote.label) + 1] += 1 }
      for label in next.indices.dropFirst() { next[label] += next[label - 1] }
      for vote in copy {
        votes[next[Int(vote.label)]] = vote
        next[Int(vote.label)] += 1
      }
    }
  }
}
