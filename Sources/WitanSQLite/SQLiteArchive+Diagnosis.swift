import Foundation
import GRDB
import Witan

/// One thing that `witan doctor` looks at.
package struct Finding: Equatable, Sendable {
  package let name: String
  package let value: String
  package let isGood: Bool

  /// A finding that is good when it is `wanted`.
  init(_ name: String, _ value: String, wanted: String) {
    self.init(name, value, isGood: value == wanted)
  }

  /// A finding judged elsewhere; by itself it only informs.
  init(_ name: String, _ value: String, isGood: Bool = true) {
    (self.name, self.value, self.isGood) = (name, value, isGood)
  }
}

extension SQLiteArchive {
  /// What the connections and the file say of themselves, read back; checks every page, so it takes
  /// a while on a large file.
  package func diagnosis() async throws -> [Finding] {
    var findings = [Finding("file", path), Finding("community", community.text)]
    if writer != nil {
      findings += try await pool.writeWithoutTransaction { db in
        try Self.settings(
          SQLiteSettings.common + SQLiteSettings.ofWriter + [SQLiteSettings.durable], "writer", db)
          + [
            Finding(
              "writer journal_mode", try SQLiteSettings.value("journal_mode", db), wanted: "wal")
          ]
      }
    }
    findings += try await pool.read { db in
      try Self.settings(SQLiteSettings.common + SQLiteSettings.ofReaders, "reader", db)
        + Self.content(db)
    }
    return findings + ["", "-wal"].map(fileSize)
  }

  private static func settings(
    _ settings: [SQLiteSettings.Setting], _ who: String, _ db: Database
  ) throws -> [Finding] {
    try settings.map { name, value in
      Finding("\(who) \(name)", try SQLiteSettings.value(name, db), wanted: String(value))
    }
  }

  /// What the file says of itself.
  static func content(_ db: Database) throws -> [Finding] {
    let (missing, unexpected) = try SQLiteSchema.differences(db)
    let schema = missing.map { "without \($0)" } + unexpected.map { "with \($0)" }
    let version = try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? ""
    let pages = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
    return [
      Finding("SQLite", version),
      Finding(
        "application_id", try SQLiteSettings.value("application_id", db),
        wanted: String(FileHeader.applicationID)),
      Finding(
        "user_version", try SQLiteSettings.value("user_version", db),
        wanted: String(FileHeader.version)),
      Finding("encoding", try SQLiteSettings.value("encoding", db), wanted: "UTF-8"),
      Finding(
        "schema", schema.isEmpty ? "whole" : schema.joined(separator: ", "), wanted: "whole"),
      none("records whose columns stray from their body", stray, db),
      none("rows of another community", SQLiteSchema.countForeign, db),
      none("attachments with another mode or time", [SQLiteSchema.countOddAttachments], db),
      none("nodes beyond the tree", [SQLiteSchema.countNodesBeyond], db),
      Finding(
        "traces of erasures",
        try due(db) == nil
          ? "none"
          : "left: a server overwrites them, or the next command that writes, once nobody reads",
        isGood: try due(db) == nil),
      none("entries before the first", [SQLiteSchema.countEntriesBefore], db),
      none("communities of another name than the archive's", [SQLiteSchema.countMisnamed], db),
      Finding("integrity_check", pages.joined(separator: "; "), wanted: "ok"),
      Finding("page_count", try SQLiteSettings.value("page_count", db)),
      Finding("free pages", try SQLiteSettings.value("freelist_count", db)),
    ]
  }

  private static var stray: [String] { RecordKind.allCases.compactMap(SQLiteSchema.countStray) }

  /// A finding that is good when all the counts are 0; a table that is gone is bad.
  private static func none(_ name: String, _ counts: [String], _ db: Database) -> Finding {
    do {
      let sum = try counts.reduce(0) { sum, sql in try sum + (Int.fetchOne(db, sql: sql) ?? 0) }
      return Finding(name, String(sum), wanted: "0")
    } catch {
      return Finding(name, "cannot be counted: \(error)", isGood: false)
    }
  }

  private func fileSize(_ suffix: String) -> Finding {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
    let size = attributes?[.size] as? Int ?? 0
    return Finding("bytes of the \(suffix.isEmpty ? "file" : "log")", String(size))
  }
}
