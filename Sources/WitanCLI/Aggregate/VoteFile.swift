import Inference
import Witan

/// A file of votes or of truths: a header that names the columns, then one row each.
struct VoteFile {
  let path: String

  /// The wanted columns of every row, with its line.
  ///
  /// Refuses a header without one of them, and a row with another number of fields or with an
  /// empty one, naming the line.
  func forEachRow(
    _ columns: [String], _ body: (_ line: Int, _ values: [String]) throws -> Void
  ) throws {
    var places: [Int] = []
    var width = 0
    var reader = RowReader(path: path)
    try reader.forEachRow { line, fields in
      guard width > 0 else {
        width = fields.count
        places = try columns.map { column in
          guard let place = fields.firstIndex(of: column) else {
            let names = fields.joined(separator: ", ")
            throw fault(line, "there is no column \"\(column)\" among \(names)")
          }
          return place
        }
        return
      }
      guard fields.count == width else {
        throw fault(line, "\(fields.count) fields where the header has \(width)")
      }
      let values = places.map { fields[$0] }
      if let empty = values.firstIndex(of: "") {
        throw fault(line, "\"\(columns[empty])\" is empty")
      }
      try body(line, values)
    }
    guard width > 0 else { throw fault(1, "the file is empty") }
  }

  /// All votes as a table.
  func table(_ columns: [String], progress: (Int) -> Void) throws -> NamedVoteTable {
    var builder = VoteTableBuilder()
    try forEachRow(columns) { line, values in
      do {
        try builder.append(task: values[0], worker: values[1], label: values[2])
      } catch {
        throw fault(line, "\(error)")
      }
      if builder.voteCount % 1_000_000 == 0 { progress(builder.voteCount) }
    }
    do {
      return try builder.build()
    } catch {
      throw Failure(.badInput, "\(path): \(error)", code: "invalid")
    }
  }

  /// The true label of each task of a table: its number, `labels.count` for one that nobody voted,
  /// -1 where the file has none. Tasks without votes are passed over; their count is given.
  func truth(
    _ columns: [String], for votes: NamedVoteTable
  ) throws -> (labels: [Int], unvoted: Int) {
    let taskNumbers = Dictionary(
      votes.tasks.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let labelNumbers = Dictionary(
      votes.labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var labels = [Int](repeating: -1, count: votes.tasks.count)
    var unvoted = 0
    try forEachRow(columns) { line, values in
      guard let task = taskNumbers[values[0]] else {
        unvoted += 1
        return
      }
      guard labels[task] < 0 else { throw fault(line, "task \"\(values[0])\" stands twice") }
      labels[task] = labelNumbers[values[1]] ?? votes.labels.count
    }
    return (labels, unvoted)
  }

  private func fault(_ line: Int, _ reason: String) -> Failure {
    Failure(.badInput, "\(path), line \(line): \(reason).", code: "invalid")
  }
}
