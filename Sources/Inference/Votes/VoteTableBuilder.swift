/// Takes votes by name, one after the other, and makes a table whose numbers do not depend on the
/// order of the votes nor on the names.
///
/// Names are told apart by their bytes. While votes are taken it holds 12 bytes a vote (the arrays
/// that grow may hold twice that) and each name once. `build` holds more for a moment: `witan
/// aggregate` on 5,000,000 votes, 1,000,000 tasks and 50,000 workers had a peak of 92 bytes a vote,
/// names and all. A method adds what `bytesNeeded` says.
public struct VoteTableBuilder: Sendable {
  private var tasks = VoteNames()
  private var workers = VoteNames()
  private var labels = VoteNames()
  private var taskOfVote: [Int32] = []
  private var workerOfVote: [Int32] = []
  private var labelOfVote: [Int32] = []
  private var queue = VoteQueue()

  /// A builder without votes.
  public init() {}

  /// The votes taken so far, duplicates included.
  public var voteCount: Int { taskOfVote.count + queue.count }

  /// Takes one vote. Refuses empty names, and votes beyond what a table can number.
  public mutating func append(
    task: String, worker: String, label: String
  ) throws(VoteTableFault) {
    let text = Array(task.utf8) + Array(worker.utf8) + Array(label.utf8)
    let ends = (task.utf8.count, task.utf8.count + worker.utf8.count)
    try append(
      task: 0..<ends.0, worker: ends.0..<ends.1, label: ends.1..<text.count, of: text.span)
  }

  /// Takes one vote whose names stand at these places of `text`, as in a row of a file; makes no
  /// strings. Refuses what the other refuses, and bytes that are not UTF-8.
  public mutating func append(
    task: Range<Int>, worker: Range<Int>, label: Range<Int>, of text: Span<UInt8>
  ) throws(VoteTableFault) {
    guard !task.isEmpty, !worker.isEmpty, !label.isEmpty else {
      throw .nameMissing(vote: voteCount)
    }
    guard voteCount < Int(Int32.max) - 1 else { throw .tooManyVotes }
    guard Self.isText(task, text), Self.isText(worker, text), Self.isText(label, text) else {
      throw .nameNotUTF8(vote: voteCount)
    }
    queue.append(task, of: text)
    queue.append(worker, of: text)
    queue.append(label, of: text)
    if queue.isFull { numberQueue() }
  }

  /// Numbers the votes that wait.
  private mutating func numberQueue() {
    var waiting = VoteQueue()
    swap(&waiting, &queue)
    number(waiting)
    waiting.clear()
    queue = waiting
  }

  /// Numbers some votes: their names are sought together, then found one after the other.
  private mutating func number(_ waiting: VoteQueue) {
    let text = waiting.text.span
    var sought: [VoteNames.Sought] = []
    sought.reserveCapacity(3 * waiting.count)
    for vote in 0..<waiting.count {
      sought.append(tasks.seek(waiting.range(3 * vote), in: text))
      sought.append(workers.seek(waiting.range(3 * vote + 1), in: text))
      sought.append(labels.seek(waiting.range(3 * vote + 2), in: text))
    }
    for vote in 0..<waiting.count {
      taskOfVote.append(tasks.number(of: sought[3 * vote], in: text))
      workerOfVote.append(workers.number(of: sought[3 * vote + 1], in: text))
      labelOfVote.append(labels.number(of: sought[3 * vote + 2], in: text))
    }
  }

  /// Whether the bytes at `range` are UTF-8.
  private static func isText(_ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    for position in range where text[position] >= 0x80 {
      return (try? UTF8Span(validating: text.extracting(range))) != nil
    }
    return true
  }

  /// The table of the votes taken, with the name of each number. Refuses no votes.
  ///
  /// Numbers follow the votes' own structure (`VoteColours`), then the bytes of the names: the same
  /// votes in another order or under other names give the same table, and every method the same
  /// bits. O(votes) a round of colouring, and sorting the names.
  public consuming func build() throws(VoteTableFault) -> NamedVoteTable {
    numberQueue()
    guard !taskOfVote.isEmpty else { throw .noVotes }
    let votes = TaskVotes(
      tasks: taskOfVote, workers: workerOfVote, labels: labelOfVote, taskCount: tasks.count)
    (taskOfVote, workerOfVote, labelOfVote) = ([], [], [])
    let colours = VoteColours(votes, workerCount: workers.count, labelCount: labels.count)
    let task = tasks.ordered(by: colours.tasks)
    let worker = workers.ordered(by: colours.workers)
    let label = labels.ordered(by: colours.labels)
    // The table is the greatest of all: what found the names goes before it comes.
    (tasks, workers, labels) = (VoteNames(), VoteNames(), VoteNames())
    let table = VoteTable(
      TaskVotes(votes, task: task.number, worker: worker.number, label: label.number),
      workerCount: worker.names.count, labelCount: label.names.count)
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
