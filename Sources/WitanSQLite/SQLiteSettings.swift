import GRDB
import Witan

/// How each connection is set, by name and by the number that reads back.
enum SQLiteSettings {
  /// A PRAGMA and its value.
  typealias Setting = (name: String, value: Int)

  /// For every connection: references hold, a tampered schema runs no dangerous function, triggers
  /// see what REPLACE removes, damaged pages are noticed.
  static let common: [Setting] = [
    ("foreign_keys", 1), ("trusted_schema", 0), ("recursive_triggers", 1), ("cell_size_check", 1),
  ]

  /// For the writer: what is erased is overwritten, and the log's file shrinks to 64 MiB again.
  static let ofWriter: [Setting] = [("secure_delete", 1), ("journal_size_limit", 64 << 20)]

  /// For readers: only the writer moves the log into the file (before 3.51.3 two that do so can
  /// lose a commit: the WAL-reset bug).
  static let ofReaders: [Setting] = [("wal_autocheckpoint", 0)]

  /// For the writer once it is open: a commit is on the disk when it returns.
  static let durable: Setting = ("synchronous", 2)

  /// Sets a new connection.
  static func apply(to db: Database) throws {
    for setting in common + (db.configuration.readonly ? ofReaders : ofWriter) {
      try set(setting, db)
    }
  }

  /// Sets the writer's durability; after opening, as GRDB's pool puts it back to NORMAL, and
  /// outside a transaction, as SQLite ignores it inside.
  static func makeDurable(_ db: Database) throws { try set(durable, db) }

  /// The value in force.
  static func value(_ name: String, _ db: Database) throws -> String {
    try String.fetchOne(db, sql: "PRAGMA \(name)") ?? ""
  }

  private static func set(_ setting: Setting, _ db: Database) throws {
    try db.execute(sql: "PRAGMA \(setting.name) = \(setting.value)")
    let found = try value(setting.name, db)
    guard found == String(setting.value) else {
      throw Refusal.unavailable(
        reason: "SQLite keeps \(setting.name) at \(found); \(setting.value) is needed.")
    }
  }
}
