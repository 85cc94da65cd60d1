/// Who gave which label to which task, as flat arrays; nothing else.
///
/// A *pair* is a worker together with one of the labels that he gave. The votes stand twice: by
/// task (each vote as its pair) and by pair (each vote as its task), so that every pass of every
/// method walks straight through memory: 8 bytes a vote, 12 bytes a pair, 8 bytes a task and a
/// worker. That is the table alone; what making one from names takes stands at `VoteTableBuilder`.
///
/// A worker may give a task several labels. One rule for all methods: each different label is a
/// vote of his, so that his labels stand against each other and none is preferred; the same label
/// twice counts once. (Over a taxonomy only one answer counts: see `TaxonVotes`.)
///
/// Copies are cheap. Build it from names with `VoteTableBuilder`, or from numbers directly.
public struct VoteTable: Sendable {
  /// The number of tasks; those without votes included.
  public let taskCount: Int
  /// The number of workers.
  public let workerCount: Int
  /// The number of labels, at least 1. The classes among which is chosen are the labels.
  public let labelCount: Int
  /// Where each task's votes begin in `pairOfVote`. Shape: [task + 1].
  let taskStart: [Int]
  /// The pair of each vote, by task, ascending within a task. Shape: [vote].
  let pairOfVote: [Int32]
  /// Where each worker's pairs begin. Shape: [worker + 1].
  let workerStart: [Int]
  /// The worker of each pair, ascending. Shape: [pair].
  let workerOfPair: [Int32]
  /// The label of each pair, ascending within a worker. Shape: [pair].
  let labelOfPair: [Int32]
  /// Where each pair's votes begin in `taskOfVote`. Shape: [pair + 1].
  let pairStart: [Int32]
  /// The task of each vote, by pair, ascending within a pair. Shape: [vote].
  let taskOfVote: [Int32]
  /// The votes on the task that has most.
  let mostVotesOfTask: Int

  /// The number of different votes.
  public var voteCount: Int { taskOfVote.count }

  /// The number of pairs of a worker and a label that he gave.
  var pairCount: Int { labelOfPair.count }

  /// The number of votes on `task`.
  public func voteCount(ofTask task: Int) -> Int { taskStart[task + 1] - taskStart[task] }

  /// The number of votes of `worker`.
  public func voteCount(ofWorker worker: Int) -> Int {
    Int(pairStart[workerStart[worker + 1]] - pairStart[workerStart[worker]])
  }

  /// The number of votes in `pair`.
  func voteCount(ofPair pair: Int) -> Int { Int(pairStart[pair + 1] - pairStart[pair]) }

  /// The votes on `task`, by worker and label.
  public func votes(onTask task: Int) -> [(worker: Int, label: Int)] {
    (taskStart[task]..<taskStart[task + 1]).map { vote in
      let pair = Int(pairOfVote[vote])
      return (Int(workerOfPair[pair]), Int(labelOfPair[pair]))
    }
  }
}
