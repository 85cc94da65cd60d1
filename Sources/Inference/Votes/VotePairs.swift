/// The pairs of a worker and a label that he gave, and the votes by pair: the greater half of a
/// `VoteTable`, whose words these are.
struct VotePairs: Sendable {
  /// Where each worker's pairs begin. Shape: [worker + 1].
  private(set) var workerStart: [Int]
  /// The worker of each pair. Shape: [pair].
  private(set) var workerOfPair: [Int32]
  /// The label of each pair. Shape: [pair].
  private(set) var labelOfPair: [Int32]
  /// Where each pair's votes begin in `taskOfVote`. Shape: [pair + 1].
  private(set) var pairStart: [Int32]
  /// The task of each vote, by pair. Shape: [vote].
  private(set) var taskOfVote: [Int32]
  /// The pair of each vote, by task. Shape: [vote].
  private(set) var pairOfVote: [Int32]

  /// Finds where the label changes among each worker's votes. O(votes + workers), on all cores.
  init(_ workers: WorkerVotes) {
    workerStart = Self.workerStarts(workers)
    let (count, starts) = (workers.votes.count, workerStart)
    let pairCount = starts[starts.count - 1]
    workerOfPair = Parts.copies(of: 0, count: pairCount)
    labelOfPair = Parts.copies(of: 0, count: pairCount)
    pairStart = Parts.copies(of: Int32(truncatingIfNeeded: count), count: pairCount + 1)
    (taskOfVote, pairOfVote) = ([], [])
    Slots.write(to: &workerOfPair) { workerOfPair in
      Slots.write(to: &labelOfPair) { labelOfPair in
        Slots.write(to: &pairStart) { pairStart in
          Parts.forEach(in: starts.count - 1, steps: count * 4) { _, range in
            for worker in range {
              var pair = starts[worker]
              Self.forEachPair(of: worker, in: workers) { first in
                workerOfPair.base[pair] = Int32(truncatingIfNeeded: worker)
                labelOfPair.base[pair] = workers.votes[first].label
                pairStart.base[pair] = Int32(truncatingIfNeeded: first)
                pair += 1
              }
            }
          }
        }
      }
    }
    layOutVotes(workers)
  }

  /// Where each worker's pairs begin.
  private static func workerStarts(_ workers: WorkerVotes) -> [Int] {
    var starts = [Int](repeating: 0, count: workers.starts.count)
    Slots.write(to: &starts) { starts in
      Parts.forEach(in: workers.starts.count - 1, steps: workers.votes.count) { _, range in
        for worker in range {
          var count = 0
          forEachPair(of: worker, in: workers) { _ in count += 1 }
          starts.base[worker + 1] = count
        }
      }
    }
    for worker in 1..<starts.count { starts[worker] += starts[worker - 1] }
    return starts
  }

  /// Gives the place of the first vote of each of a worker's pairs.
  @inline(__always)
  private static func forEachPair(
    of worker: Int, in workers: WorkerVotes, _ body: (Int) -> Void
  ) {
    let votes = workers.starts[worker]..<workers.starts[worker + 1]
    for place in votes
    where place == votes.lowerBound
      || workers.votes[place].label != workers.votes[place - 1].label
    {
      body(place)
    }
  }

  /// Writes the task and the pair of each vote.
  private mutating func layOutVotes(_ workers: WorkerVotes) {
    let pairStart = pairStart
    var pairs: [Int32] = []
    taskOfVote = Parts.written(count: workers.votes.count) { tasks in
      pairs = Parts.written(count: workers.votes.count) { pairs in
        Parts.forEach(in: pairStart.count - 1, steps: workers.votes.count * 4) { _, range in
          for pair in range {
            for place in Int(pairStart[pair])..<Int(pairStart[pair + 1]) {
              let vote = workers.votes[place]
              tasks.base[place] = vote.task
              // Each vote has a place of its own among those by task, so the parts write apart.
              pairs.base[Int(vote.place)] = Int32(truncatingIfNeeded: pair)
            }
          }
        }
      }
    }
    pairOfVote = pairs
  }
}
