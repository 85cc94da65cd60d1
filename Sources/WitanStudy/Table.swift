import Foundation
import Witan

/// A CSV file whose columns are found by their names.
struct Table {
  let rows: [Row]

  /// One row; columns by name.
  struct Row {
    let file: String
    let line: Int
    let fields: [String]
    let columns: [String: Int]

    subscript(column: String) -> String { columns[column].map { fields[$0] } ?? "" }
  }

  /// The most bytes of one file.
  private static let limitBytes = 256 << 20

  /// Reads a file of a folder; refuses one that lacks a column or has a row of another length.
  init(_ folder: String, _ file: String, _ wanted: [String]) throws {
    let path = URL(fileURLWithPath: folder).appendingPathComponent(file)
    guard let data = try? Data(contentsOf: path) else {
      throw StudyFault(file: file, line: nil, reason: "it cannot be read in \(folder)")
    }
    let all = try CSV.rows(Array(data), limit: Self.limitBytes)
    let header = all.first?.fields ?? []
    let columns = Dictionary(
      header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for column in wanted where columns[column] == nil {
      throw StudyFault(file: file, line: 1, reason: "there is no column \(column)")
    }
    rows = try all.dropFirst().map { row in
      guard row.fields.count == header.count else {
        throw StudyFault(
          file: file, line: row.line,
          reason: "\(row.fields.count) fields, the header has \(header.count)")
      }
      return Row(file: file, line: row.line, fields: row.fields, columns: columns)
    }
  }
}

/// Why a study cannot be read.
public struct StudyFault: Error, Equatable, Sendable, CustomStringConvertible {
  public let file: String
  public let line: Int?
  public let reason: String

  init(file: String, line: Int?, reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  init(_ row: Table.Row, _ reason: String) {
    self.init(file: row.file, line: row.line, reason: reason)
  }

  /// `answers.csv, line 7: there is no expert e999`
  public var description: String {
    line.map { "\(file), line \($0): \(reason)" } ?? "\(file): \(reason)"
  }
}
