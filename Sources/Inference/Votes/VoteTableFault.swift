/// Why votes do not make a table; nothing is built from them.
public enum VoteTableFault: Error, Equatable, Sendable {
  /// There is not a single vote.
  case noVotes
  /// The arrays of tasks, workers and labels are not equally long.
  case lengthMismatch
  /// A number of this vote is negative or beyond the stated count.
  case numberOutOfRange(vote: Int)
  /// The task, the worker or the label of this vote has no name.
  case nameMissing(vote: Int)
  /// The task, the worker or the label of this vote is not UTF-8.
  case nameNotUTF8(vote: Int)
  /// There are more votes than the table can number (2,147,483,647).
  case tooManyVotes
}

extension VoteTableFault: CustomStringConvertible {
  /// One sentence for people.
  public var description: String {
    switch self {
    case .noVotes: "There are no votes."
    case .lengthMismatch: "Tasks, workers and labels must be equally many."
    case .numberOutOfRange(let vote): "Vote \(vote) has a number that does not exist."
    case .nameMissing(let vote): "Vote \(vote) lacks a task, a worker or a label."
    case .nameNotUTF8(let vote): "Vote \(vote) has a name that is not UTF-8."
    case .tooManyVotes: "There are more votes than a table can hold."
    }
  }
}
