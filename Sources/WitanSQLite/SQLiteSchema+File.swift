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
  static func differences(_ db: Database) throws -> (missing: [String], unexpected: [String]) {
    var found: [String: String] = [:]
    let rows = try Row.fetchCursor(
      db, sql: "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    while let row = try rows.next() { found[row[0]] = row[1] }
    let missing = parts.filter { found[$0.name] != $0.sql }.map(\.name)
    let known = Set(parts.map(\.name))
    // SQLite's own tables begin so: statistics of ANALYZE, for instance.
    let unexpected = found.keys.filter { !known.contains($0) && !$0.hasPrefix("sqlite_") }
    return (missing, unexpected.sorted())
  }

  /// Whose archive it is.
  static func community(_ db: Database, path: String) throws -> String {
    let communities = try String.fetchAll(db, sql: "SELECT community FROM archive LIMIT 2")
    guard communities.count == 1, let community = communities.first else {
      throw Refusal.conflict(reason: "\(path) does not say whose archive it is.")
    }
    return community
  }
}
