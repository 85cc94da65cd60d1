import Inference
import Witan

/// A file of votes or of truths: a header that names the columns, then one row each.
struct VoteFile {
  let path: String

  /// A row by the columns that were asked for.
  struct Row {
    fileprivate let fields: RowFields
    fileprivate let places: [Int]

    /// The line on which the row began, from 1.
    var line: Int { fields.line }

    /// Where a column stands among the bytes of the row.
    func range(_ column: Int) -> Range<Int> { fields.ranges[places[column]] }

    /// A column as text.
    func text(_ column: Int) -> String { fields.text(of: places[column]) }
  }

  /// Gives the wanted columns of every row.
  ///
  /// Refuses a header without one of them, and a row with another number of fields or with an
  /// empty one, naming the line. The column at `optional` may be empty.
  func forEachRow(
    _ columns: [String], optional: Int? = nil, _ body: (Row) throws -> Void
  ) throws {
    var places: [Int] = []
    var width = 0
    var reader = RowReader(path: path)
    try reader.forEachRow { fields in
      guard width > 0 else {
        let names = fields.texts
        width = names.count
        places = try columns.map { column in
          guard let place = names.firstIndex(of: column) else {
            let all = names.joined(separator: ", ")
            throw fault(fields.line, "there is no column \"\(column)\" among \(all)")
          }
          return place
        }
        return
      }
      guard fields.count == width else {
        throw fault(fields.line, "\(fields.count) fields where the header has \(width)")
      }
      let row = Row(fields: fields, places: places)
      for column in places.indices where column != optional && row.range(column).isEmpty {
        throw fault(row.line, "\"\(columns[column])\" is empty")
      }
      try body(row)
    }
    guard width > 0 else { throw fault(1, "the file is empty") }
  }

  /// All votes as labels that have nothing in common.
  func ballots(_ columns: [String], progress: (Int) -> Void) throws -> Ballots {
    var votes = VoteTableBuilder()
    try forEachRow(columns) { row in
      do {
        try votes.append(
          task: row.range(0), worker: row.range(1), label: row.range(2),
          of: row.fields.bytes.span)
      } catch {
        throw fault(row.line, "\(error)")
      }
      if votes.voteCount % 1_000_000 == 0 { progress(votes.voteCount) }
    }
    return Ballots(flat: try table(of: votes))
  }

  /// All votes, by the accepted names of the taxa of a taxonomy.
  func ballots(
    _ columns: [String], taxa names: TaxonNames, progress: (Int) -> Void
  ) throws -> Ballots {
    var names = names
    var flat = VoteTableBuilder()
    var whole = VoteTableBuilder()
    try forEachRow(columns, optional: 2) { row in
      let label = try names.taxon(row.text(2), at: { fault(row.line, $0) })
      do {
        // Who can't tell gives no label.
        if label != names.root {
          try flat.append(task: row.text(0), worker: row.text(1), label: label)
        }
        try whole.append(task: row.text(0), worker: row.text(1), label: label)
      } catch {
        throw fault(row.line, "\(error)")
      }
      if whole.voteCount % 1_000_000 == 0 { progress(whole.voteCount) }
    }
    return Ballots(
      flat: flat.voteCount > 0 ? try table(of: flat) : nil,
      taxa: TaxonBallots(try table(of: whole), names.taxonomy))
  }

  /// The table of the votes; refuses none.
  private func table(of votes: consuming VoteTableBuilder) throws -> NamedVoteTable {
    do {
      return try votes.build()
    } catch {
      throw Failure(.badInput, "\(path): \(error)", code: "invalid")
    }
  }

  /// The true label of each task; with a taxonomy, the accepted name of its taxon.
  func truths(_ columns: [String], taxa names: TaxonNames?) throws -> Truths {
    var names = names
    var truths = Truths()
    try forEachRow(columns) { row in
      let (task, label) = (row.text(0), row.text(1))
      let taxon = try names?.taxon(label, at: { fault(row.line, $0) }) ?? label
      guard truths.add(taxon, of: task) else {
        throw fault(row.line, "task \"\(task)\" stands twice")
      }
    }
    return truths
  }

  private func fault(_ line: Int, _ reason: String) -> Failure {
    Failure(.badInput, "\(path), line \(line): \(reason).", code: "invalid")
  }
}
