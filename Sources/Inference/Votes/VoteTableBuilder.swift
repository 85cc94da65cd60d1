/// Takes votes by name, one after the other, and makes a table whose numbers do not depend on the
/// order of the votes nor on the names.
///
/// Names are told apart by their bytes. 12 bytes a vote, and each name once.
public struct VoteTableBuilder: Sendable {
  private var tasks = VoteNames()
  private var workers = VoteNames()
  private var labels = VoteNames()
  private var taskOfVote: [Int32] = []
  private var workerOfVote: [Int32] = []
  private var labelOfVote: [Int32] = []

  /// A builder without votes.
  public init() {}

  /// The votes taken so far, duplicates included.
  public var voteCount: Int { taskOfVote.count }

  /// Takes one vote. Refuses empty names, and votes beyond what a table can number.
  public mutating func append(
    task: String, worker: String, label: String
  ) throws(VoteTableFault) {
    guard !task.isEmpty, !worker.isEmpty, !label.isEmpty else {
      throw .nameMissing(vote: voteCount)
    }
    guard voteCount < Int(Int32.max) - 1 else { throw .tooManyVotes }
    taskOfVote.append(tasks.number(of: task))
    workerOfVote.append(workers.number(of: worker))
    labelOfVote.append(labels.number(of: label))
  }

  /// The table of the votes taken, with the name of each number. Refuses no votes.
  ///
  /// Numbers follow the votes' own structure (`VoteColours`), then the bytes of the names: the same
  /// votes in another order or under other names give the same table, and every method the same
  /// bits. O(votes) a round of colouring, and sorting the names.
  public func build() throws(VoteTableFault) -> NamedVoteTable {
    let counts = (tasks.count, workers.count, labels.count)
    let plain = try VoteTable(tasks: taskOfVote, workers: workerOfVote, labels: labelOfVote)
    let colours = VoteColours(table: plain)
    let task = tasks.ordered(by: colours.tasks)
    let worker = workers.ordered(by: colours.workers)
    let label = labels.ordered(by: colours.labels)
    let table = try VoteTable(
      tasks: taskOfVote.map { task.number[Int($0)] },
      workers: workerOfVote.map { worker.number[Int($0)] },
      labels: labelOfVote.map { label.number[Int($0)] },
      taskCount: counts.0, workerCount: counts.1, labelCount: counts.2)
    return NamedVoteTable(
      table: table, tasks: task.names, workers: worker.names, labels: label.names)
  }
}

/// A table together with what its numbers stand for.
public struct NamedVoteTable: Sendable {
  /// The votes.
  public let table: VoteTable
  /// The name of each task. Shape: [task].
  public let tasks: [String]
  /// The name of each worker. Shape: [worker].
  public let workers: [String]
  /// The name of each label. Shape: [label].
  public let labels: [String]
}
