import Foundation
import GRDB
import Ledger

/// All that a file says, for seeing whether an attack changed anything: its tables row by row, its
/// schema and its numbers; not in which order or on which pages it lies.
enum FileContent {
  /// A hash of it; nil where the file cannot be read through, or does not hold together.
  static func hash(of path: String) -> String? {
    var configuration = Configuration()
    configuration.readonly = true
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else {
      return nil
    }
    defer { try? queue.close() }
    return try? queue.read { db in
      guard try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"] else { return nil }
      var parts = try ["user_version", "application_id"].map { name in
        try String.fetchOne(db, sql: "PRAGMA \(name)") ?? ""
      }
      parts += try rows(
        db, "sqlite_schema", ["type", "name", "tbl_name", "sql"])
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      for table in tables {
        let columns = try String.fetchAll(
          db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table])
        parts.append(table)
        parts += try rows(db, table, columns)
      }
      return SHA.sha256(parts.joined(separator: "\n").utf8).hex
    }
  }

  /// The rows of a table, each value with its type, in the order of their texts.
  private static func rows(
    _ db: Database, _ table: String, _ columns: [String]
  ) throws -> [String] {
    let values = columns.map { column in
      "typeof(\"\(column)\") || ' ' || ifnull(hex(CAST(\"\(column)\" AS BLOB)), '')"
    }
    return try String.fetchAll(
      db, sql: "SELECT \(values.joined(separator: " || ',' || ")) FROM \"\(table)\" ORDER BY 1")
  }
}
