import CZlib
import Foundation
import GRDB
import Ledger

/// All that a file says, for seeing whether an attack changed anything: its tables row by row, its
/// schema and its numbers; not in which order or on which pages it lies, nor how an attachment is
/// packed. Behind the last block of a zlib stream are up to seven bits that nothing reads.
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
        if table == "sqlar", columns.contains("data") {
          parts += try rows(db, table, columns.filter { $0 != "data" })
          parts += try contents(db)
          continue
        }
        parts += try rows(db, table, columns)
      }
      return SHA.sha256(parts.joined(separator: "\n").utf8).hex
    }
  }

  /// What each attachment unpacks to, or else its data as it is.
  private static func contents(_ db: Database) throws -> [String] {
    try Row.fetchAll(db, sql: "SELECT name, sz, data, typeof(data) FROM sqlar ORDER BY name").map {
      let name = (Data.fromDatabaseValue($0[0]) ?? Data()).base64EncodedString()
      let stored = Array(Data.fromDatabaseValue($0[2]) ?? Data())
      let size = Int.fromDatabaseValue($0[1]) ?? -1
      let content = unpacked(stored, size) ?? stored
      let isPacked = stored.count != size
      return "\(name) \($0[3] as String) \(isPacked) \(SHA.sha256(content).hex)"
    }
  }

  private static func unpacked(_ packed: [UInt8], _ size: Int) -> [UInt8]? {
    guard packed.count != size, (1...1 << 20).contains(size) else { return nil }
    var isWhole = false
    let content = [UInt8](unsafeUninitializedCapacity: size) { target, count in
      var (made, used) = (uLongf(size), uLong(packed.count))
      let status = uncompress2(target.baseAddress, &made, packed, &used)
      isWhole = status == Z_OK && Int(made) == size && Int(used) == packed.count
      count = isWhole ? size : 0
    }
    return isWhole ? content : nil
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
