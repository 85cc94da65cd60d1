import Foundation
import GRDB
import Ledger
import Witan
import WitanSQLite

extension Attacker {
  /// Attacks on the file and its schema; nil for other attacks.
  func file(_ tamper: Tamper) throws -> Tamper.Done? {
    switch tamper {
    case .guardDropped, .indexDropped, .tableAdded, .viewAdded, .guardAdded, .columnAdded:
      return try raw { try schema(tamper, $0) }
    case .indexEmptied, .guardHidden, .tablesExchanged, .schemaTableNamed:
      return try schemaRows(tamper)
    case .versionAltered, .applicationAltered:
      return try raw { db in
        let name = tamper == .versionAltered ? "user_version" : "application_id"
        try db.execute(sql: "PRAGMA \(name) = \(pick([0, 2, 77, -1]))")
        return Tamper.Done("")
      }
    case .archiveRenamed, .everythingRenamed, .foreignRow, .secondArchive:
      return try edit { try names(tamper, $0) }
    case .fileByte, .fileCut: return try bytes(tamper)
    case .leftInLog: return try leftInLog()
    default: return nil
    }
  }

  private func schema(_ tamper: Tamper, _ db: Database) throws -> Tamper.Done {
    func named(_ type: String) throws -> String {
      pick(
        try keys(
          db, "sqlite_schema", "name", where: "type = '\(type)' AND name NOT LIKE 'sqlite_%'"))
    }
    switch tamper {
    case .guardDropped: try db.execute(sql: "DROP TRIGGER \"\(named("trigger"))\"")
    case .indexDropped: try db.execute(sql: "DROP INDEX \"\(named("index"))\"")
    case .tableAdded: try db.execute(sql: "CREATE TABLE more (text TEXT)")
    case .viewAdded: try db.execute(sql: "CREATE VIEW more AS SELECT * FROM answer")
    case .columnAdded: try db.execute(sql: "ALTER TABLE \"\(named("table"))\" ADD COLUMN more TEXT")
    default:
      try db.execute(
        sql: "CREATE TRIGGER more AFTER INSERT ON \"\(named("table"))\" BEGIN SELECT 1; END")
    }
    return Tamper.Done("schema")
  }

  private func schemaRows(_ tamper: Tamper) throws -> Tamper.Done {
    switch tamper {
    case .guardHidden:
      // A trigger of a stranger that bears a table's name, and stands before it in the list.
      try raw {
        try $0.execute(sql: "CREATE TRIGGER more AFTER INSERT ON event BEGIN SELECT 1; END")
      }
      try editSchema { db in
        let name = pick(["mark", "answer", "event", "skill"])
        try db.execute(
          sql: "UPDATE sqlite_schema SET name = ?, sql = replace(sql, 'more', ?), rowid = -1"
            + " WHERE name = 'more'", arguments: [name, name])
      }
      return Tamper.Done("schema")
    case .schemaTableNamed:
      try editSchema { db in
        try db.execute(
          sql: "UPDATE sqlite_schema SET tbl_name = 'payload' WHERE name = 'event_no_update'")
      }
      return Tamper.Done("schema")
    case .indexEmptied:
      // The index is made again for no row at all, and then said to be for all rows.
      try raw { db in
        let name = pick(try keys(db, "sqlite_schema", "name", where: "name LIKE '%_by_%'"))
        let sql =
          try String.fetchOne(
            db, sql: "SELECT sql FROM sqlite_schema WHERE name = ?", arguments: [name]) ?? ""
        let table = name.split(separator: "_")[0]
        guard try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\"") ?? 0 > 0 else {
          return
        }
        try db.execute(sql: "DROP INDEX \"\(name)\"")
        try db.execute(sql: sql + " WHERE body IS NULL")
        try db.execute(sql: "PRAGMA writable_schema = ON")
        try db.execute(
          sql: "UPDATE sqlite_schema SET sql = ? WHERE name = ?", arguments: [sql, name])
        try db.execute(sql: "PRAGMA writable_schema = OFF")
      }
      return Tamper.Done("integrity_check")
    default:
      try editSchema { db in
        let pages = try Row.fetchAll(
          db, sql: "SELECT name, rootpage FROM sqlite_schema WHERE name IN ('load', 'token')")
        let (one, other) = (pages[0], pages[1])
        for (row, page) in [(one, other), (other, one)] {
          try db.execute(
            sql: "UPDATE sqlite_schema SET rootpage = ? WHERE name = ?",
            arguments: [page["rootpage"] as Int, row["name"] as String])
        }
      }
      return Tamper.Done("")
    }
  }

  private func names(_ tamper: Tamper, _ db: Database) throws -> Tamper.Done {
    let fixed = ["event", "node", "payload", "checkpoint", "sqlar"]
    let tables = fixed + RecordKind.allCases.map(\.rawValue)
    switch tamper {
    case .archiveRenamed: try db.execute(sql: "UPDATE archive SET community = 'other'")
    case .secondArchive: try db.execute(sql: "INSERT INTO archive (community) VALUES ('other')")
    case .everythingRenamed:
      let name = pick(["other", "made-up\0", "made-up "])
      for table in tables + ["archive"] {
        try db.execute(
          sql: "UPDATE \"\(table)\" SET community = CAST(? AS TEXT)", arguments: [Data(name.utf8)])
      }
    default:
      let table = pick(["event", "payload", "checkpoint", "answer", "skill", "mark", "sqlar"])
      guard let row = try Row.fetchOne(db, sql: "SELECT * FROM \"\(table)\" LIMIT 1") else {
        return Tamper.Done(nil)
      }
      let columns = row.columnNames.map { "\"\($0)\"" }
      let values = row.map { name, value in
        name == "community" ? "other".databaseValue : name == "name" ? "other".databaseValue : value
      }
      let marks = columns.map { _ in "?" }.joined(separator: ", ")
      try db.execute(
        sql: "INSERT INTO \"\(table)\" (\(columns.joined(separator: ", "))) VALUES (\(marks))",
        arguments: StatementArguments(values))
      return Tamper.Done("rows of another community")
    }
    return Tamper.Done("")
  }

  /// What happens to a file without any program that knows it.
  private func bytes(_ tamper: Tamper) throws -> Tamper.Done {
    let url = URL(fileURLWithPath: path)
    var data = try Data(contentsOf: url)
    if tamper == .fileCut {
      data = data.prefix(data.count - 1 - chance.below(data.count / 2))
    } else {
      data[chance.below(data.count)] ^= UInt8(1 << chance.below(8))
    }
    try data.write(to: url)
    return Tamper.Done("")
  }

  /// The change stands in the log alone, not yet in the file.
  private func leftInLog() throws -> Tamper.Done {
    let draft = path + ".draft"
    defer { for suffix in ["", "-wal", "-shm"] { unlink(draft + suffix) } }
    try FileManager.default.copyItem(atPath: path, toPath: draft)
    let queue = try DatabaseQueue(path: draft)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0")
      try db.execute(sql: "UPDATE member SET body = replace(body, '\"IN\"', '\"BR\"')")
      for suffix in ["", "-wal"] {
        unlink(path + suffix)
        try FileManager.default.copyItem(atPath: draft + suffix, toPath: path + suffix)
      }
    }
    try queue.close()
    return Tamper.Done("member ")
  }
}
