import GRDB
import Witan

/// The tables of an archive's file, format 1.
///
/// The community is the first part of each key, as it is the shard of larger stores. Texts compare
/// by bytes (BINARY is SQLite's default). Tables are STRICT.
enum SQLiteSchema {
  /// A table, index or trigger, under the name it bears in `sqlite_schema`.
  struct Part {
    let name: String
    let sql: String
  }

  /// All that is created, in this order.
  static let parts: [Part] = fixed + appendOnly + RecordKind.allCases.flatMap(table)

  /// `event` and `node` have no rowid: a REPLACE that hits a rowid would be a way around the
  /// triggers for a connection without recursive_triggers. Level 0 of the tree is `event.leaf`.
  private static let fixed: [Part] = [
    Part(
      name: "archive",
      sql: "CREATE TABLE archive (community TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID"),
    Part(
      name: "event",
      sql: """
        CREATE TABLE event (community TEXT NOT NULL, idx INTEGER NOT NULL, bytes BLOB NOT NULL, \
        leaf BLOB NOT NULL, PRIMARY KEY (community, idx)) STRICT, WITHOUT ROWID
        """),
    Part(
      name: "node",
      sql: """
        CREATE TABLE node (community TEXT NOT NULL, level INTEGER NOT NULL, \
        idx INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (community, level, idx)) \
        STRICT, WITHOUT ROWID
        """),
    Part(
      name: "payload",
      sql: """
        CREATE TABLE payload (community TEXT NOT NULL, digest TEXT NOT NULL, \
        disclosure TEXT NOT NULL, PRIMARY KEY (community, digest)) STRICT, WITHOUT ROWID
        """),
    Part(
      name: "checkpoint",
      sql: """
        CREATE TABLE checkpoint (community TEXT NOT NULL PRIMARY KEY, note TEXT NOT NULL) \
        STRICT, WITHOUT ROWID
        """),
    // One row while something was erased whose traces in the pages are still to be overwritten.
    Part(
      name: "erasure",
      sql: """
        CREATE TABLE erasure (community TEXT NOT NULL PRIMARY KEY, due TEXT NOT NULL \
        CHECK (due IN ('pages', 'log'))) STRICT, WITHOUT ROWID
        """),
    // The data comes last: what stands behind it is found only by walking through all its pages.
    Part(
      name: "sqlar",
      sql: """
        CREATE TABLE sqlar (name TEXT PRIMARY KEY, mode INT, mtime INT, sz INT, \
        community TEXT NOT NULL, sha256 TEXT NOT NULL, data BLOB) STRICT
        """),
  ]

  /// Entries and nodes are never changed or removed.
  private static let appendOnly: [Part] =
    inOrder + ["event", "node"].flatMap { [never("UPDATE", $0), never("DELETE", $0)] }

  private static func never(_ deed: String, _ table: String) -> Part {
    let name = "\(table)_no_\(deed.lowercased())"
    return Part(
      name: name,
      sql: """
        CREATE TRIGGER \(name) BEFORE \(deed) ON \(table) \
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END
        """)
  }

  /// Each entry and node comes right after the one before, which also stops REPLACE.
  private static let inOrder = [
    Part(
      name: "event_in_order",
      sql: """
        CREATE TRIGGER event_in_order BEFORE INSERT ON event WHEN NEW.idx <> ifnull((SELECT idx \
        FROM event WHERE community = NEW.community ORDER BY idx DESC LIMIT 1), -1) + 1 \
        BEGIN SELECT RAISE(ABORT, 'event is append-only'); END
        """),
    Part(
      name: "node_in_order",
      sql: """
        CREATE TRIGGER node_in_order BEFORE INSERT ON node WHEN NEW.idx <> ifnull((SELECT idx \
        FROM node WHERE community = NEW.community AND level = NEW.level \
        ORDER BY idx DESC LIMIT 1), -1) + 1 BEGIN SELECT RAISE(ABORT, 'node is append-only'); END
        """),
  ]

  /// The table of a kind and its indexes: beside key and body a column for each field by which the
  /// kind is listed, always written from the body.
  ///
  /// Not generated columns, as SQLite 3.40.1 does not count its JSON functions among the
  /// harmless ones and refuses them in a schema that is not trusted; the doctor compares them
  /// instead. Kinds with short bodies have no rowid: key and body stand in one tree.
  private static func table(of kind: RecordKind) -> [Part] {
    let columns = kind.indexes.map { "\"\($0)\" TEXT, " }
    let isShort = [.token, .load, .trace, .mark].contains(kind)
    let table = Part(
      name: kind.rawValue,
      sql: """
        CREATE TABLE "\(kind.rawValue)" (community TEXT NOT NULL, key TEXT NOT NULL, \
        body TEXT NOT NULL, \(columns.joined())PRIMARY KEY (community, key)) \
        STRICT\(isShort ? ", WITHOUT ROWID" : "")
        """)
    let indexes = kind.indexes.map { field in
      Part(
        name: index(of: kind, field),
        sql: """
          CREATE INDEX "\(index(of: kind, field))" \
          ON "\(kind.rawValue)" (community, "\(field)", key)
          """)
    }
    return [table] + indexes
  }

  /// Keeps a record: community, key and body in, its columns from the body.
  static func put(_ kind: RecordKind) -> String {
    let columns = kind.indexes.map { ", \"\($0)\"" }.joined()
    let values = kind.indexes.map { ", ?3 ->> '$.\($0)'" }.joined()
    let changes = kind.indexes.map { ", \"\($0)\" = excluded.\"\($0)\"" }.joined()
    return """
      INSERT INTO "\(kind.rawValue)" (community, key, body\(columns)) VALUES (?1, ?2, ?3\(values)) \
      ON CONFLICT (community, key) DO UPDATE SET body = excluded.body\(changes)
      """
  }

  /// Counts the records of a kind whose columns are not what their bodies say; nil for a kind
  /// without such columns.
  static func countStray(_ kind: RecordKind) -> String? {
    guard !kind.indexes.isEmpty else { return nil }
    let conditions = kind.indexes.map { "\"\($0)\" IS NOT body ->> '$.\($0)'" }
    return "SELECT count(*) FROM \"\(kind.rawValue)\" WHERE "
      + conditions.joined(separator: " OR ")
  }

  /// Count, a table each, the rows that bear another community's name than the archive's.
  static var countForeign: [String] {
    let fixed = ["event", "node", "payload", "checkpoint", "erasure", "sqlar"]
    let tables = fixed + RecordKind.allCases.map(\.rawValue)
    return tables.map { table in
      "SELECT count(*) FROM \"\(table)\" WHERE community NOT IN (SELECT community FROM archive)"
    }
  }

  /// Counts attachments that `sqlite3 -A` would extract as something else than a plain file.
  static let countOddAttachments =
    "SELECT count(*) FROM sqlar WHERE mode IS NOT 33188 OR mtime IS NOT 0"

  /// Counts nodes of subtrees that the entries do not fill.
  static let countNodesBeyond =
    "SELECT count(*) FROM node WHERE level < 1 OR level > 62 OR idx < 0 OR "
    + "idx >= ((SELECT count(*) FROM event) >> level)"

  /// Counts entries before the first.
  static let countEntriesBefore = "SELECT count(*) FROM event WHERE idx < 0"

  /// Counts communities of the record that are not the archive's.
  static let countMisnamed =
    "SELECT count(*) FROM \"community\" WHERE body ->> '$.id' IS NOT"
    + " (SELECT community FROM archive)"

  /// The name of the index of a kind by a field.
  static func index(of kind: RecordKind, _ field: String) -> String {
    "\(kind.rawValue)_by_\(field)"
  }
}
