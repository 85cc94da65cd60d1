import Foundation
import GRDB
import Witan

extension SQLiteSchema {
  /// Makes the file of a new archive: whole and durable under its name, or not there at all.
  static func createFile(_ path: String, community: ID<Community>) throws {
    guard !community.text.isEmpty, !community.text.utf8.contains(0) else {
      throw Refusal.invalid(field: "community", reason: "a name is needed")
    }
    guard !FileManager.default.fileExists(atPath: path) else {
      throw Refusal.exists(kind: "archive", name: path)
    }
    let draft = try DurableFile.draft(beside: path)
    defer { unlink(draft) }
    // In SQLite's ordinary journal mode, so that all of it is in the file itself.
    let queue = try DatabaseQueue(path: draft)
    try queue.write { db in
      try db.execute(sql: "PRAGMA application_id = \(FileHeader.applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(FileHeader.version)")
      for part in parts { try db.execute(sql: part.sql) }
      try db.execute(
        sql: "INSERT INTO archive (community) VALUES (?)", arguments: [community.text])
    }
    try queue.close()
    try DurableFile.place(draft, at: path, kind: "archive")
  }

  /// Refuses a file that lacks a part, or has one in another form.
  static func check(_ db: Database, path: String) throws {
    if let first = try differences(db).missing.first {
      throw Refusal.conflict(
        reason: "\(path): its \"\(first)\" is missing or was changed; restore a backup.")
    }
  }

  /// What is missing or changed, and what nobody expects there, such as a trigger of a stranger.
  ///
  /// Each part is looked for with its type, name, table and text, as often as it should be there: a
  /// trigger may bear the name of a table.
  static func differences(_ db: Database) throws -> (missing: [String], unexpected: [String]) {
    var rest = try rows(db)
    var missing: [String] = []
    for row in try expected.get() {
      if let place = rest.firstIndex(of: row) {
        rest.remove(at: place)
      } else {
        missing.append(row.name)
      }
    }
    // Statistics of ANALYZE change no result.
    let statistics = ["sqlite_stat1", "sqlite_stat4"]
    let unexpected = rest.filter { !($0.type == "table" && statistics.contains($0.name)) }
    return (missing, unexpected.map(\.name).sorted())
  }

  /// A row of `sqlite_schema`; the text is nil for the indexes of keys, which SQLite makes.
  private struct Found: Equatable {
    let type: String
    let name: String
    let table: String
    let sql: String?
  }

  /// The rows as SQLite writes them for our parts, in their order.
  private static let expected: Swift.Result<[Found], any Error> = Swift.Result {
    let queue = try DatabaseQueue()
    return try queue.write { db in
      for part in parts { try db.execute(sql: part.sql) }
      return try rows(db)
    }
  }

  private static func rows(_ db: Database) throws -> [Found] {
    let columns = ["type", "name", "tbl_name", "sql"].map { "CAST(\($0) AS BLOB)" }
    let rows = try Row.fetchAll(
      db, sql: "SELECT \(columns.joined(separator: ", ")) FROM sqlite_schema")
    return rows.map { row in
      let texts = (0..<4).map { (row[$0] as Data?).map(SQLiteShelf.text) }
      return Found(
        type: texts[0] ?? "", name: texts[1] ?? "", table: texts[2] ?? "", sql: texts[3])
    }
  }

  /// Whose archive it is.
  static func community(_ db: Database, path: String) throws -> String {
    let communities = try Data.fetchAll(db, sql: "SELECT community FROM archive LIMIT 2")
      .map(SQLiteShelf.text)
    guard communities.count == 1, let community = communities.first,
      !community.utf8.contains(0)
    else {
      throw Refusal.conflict(reason: "\(path) does not say whose archive it is.")
    }
    return community
  }
}
