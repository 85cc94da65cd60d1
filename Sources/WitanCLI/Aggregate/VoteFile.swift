import Inference
import Witan

/// A file of votes or of truths: a header that names the columns, then one row each.
struct VoteFile {
  let path: String

  /// The wanted columns of every row, with its line.
  ///
  /// Refuses a header without one of them, and a row with another number of fields or with an
  /// empty one, naming the line. The column at `optional` may be empty.
  func forEachRow(
    _ columns: [String], optional: Int? = nil,
    _ body: (_ line: Int, _ values: [String]) throws -> Void
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
      if let empty = values.indices.first(where: { values[$0].isEmpty && $0 != optional }) {
        throw fault(line, "\"\(columns[empty])\" is empty")
      }
      try body(line, values)
    }
    guard width > 0 else { throw fault(1, "the file is empty") }
  }

  /// All votes; with a taxonomy, by the accepted names of its taxa.
  func ballots(
    _ columns: [String], taxa names: TaxonNames?, progress: (Int) -> Void
  ) throws -> Ballots {
    var names = names
    var flat = VoteTableBuilder()
    var whole = VoteTableBuilder()
    try forEachRow(columns, optional: names == nil ? nil : 2) { line, values in
      let label = try names?.taxon(values[2], at: { fault(line, $0) }) ?? values[2]
      do {
        // Who can't tell gives no label.
        if label != names?.root {
          try flat.append(task: values[0], worker: values[1], label: label)
        }
        if names != nil { try whole.append(task: values[0], worker: values[1], label: label) }
      } catch {
        throw fault(line, "\(error)")
      }
      let count = names == nil ? flat.voteCount : whole.voteCount
      if count % 1_000_000 == 0 { progress(count) }
    }
    do {
      guard let names else { return Ballots(flat: try flat.build()) }
      return Ballots(
        flat: flat.voteCount > 0 ? try flat.build() : nil,
        taxa: TaxonBallots(try whole.build(), names.taxonomy))
    } catch {
      throw Failure(.badInput, "\(path): \(error)", code: "invalid")
    }
  }

  /// The true label of each task; with a taxonomy, the accepted name of its taxon.
  func truths(_ columns: [String], taxa names: TaxonNames?) throws -> [String: String] {
    var names = names
    var truths: [String: String] = [:]
    try forEachRow(columns) { line, values in
      let label = try names?.taxon(values[1], at: { fault(line, $0) }) ?? values[1]
      guard truths.updateValue(label, forKey: values[0]) == nil else {
        throw fault(line, "task \"\(values[0])\" stands twice")
      }
    }
    return truths
  }

  private func fault(_ line: Int, _ reason: String) -> Failure {
    Failure(.badInput, "\(path), line \(line): \(reason).", code: "invalid")
  }
}
