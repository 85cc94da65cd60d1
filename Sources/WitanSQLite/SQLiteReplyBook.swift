import Foundation
import GRDB
package import Witan

/// The replies of a day in a file of their own beside the archive, its owner's alone, so that the
/// archive holds nothing but the record, and a copy of it no replies.
///
/// At most `accountLimit` lines an account; what ended is overwritten (`secure_delete`). The file
/// is opened, or made, at the first call: most commands need none.
package final class SQLiteReplyBook: ReplyBook {
  private let file: SideFile

  /// A book in this file.
  package init(path: String) {
    file = SideFile(path, label: "replies", tables: Self.table)
  }

  private func opened() throws -> DatabaseQueue { try file.opened() }

  private static let table = """
    CREATE TABLE IF NOT EXISTS reply (name TEXT NOT NULL PRIMARY KEY, account TEXT NOT NULL, \
    fingerprint TEXT NOT NULL, until INTEGER NOT NULL, sealed BLOB) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS reply_by_account ON reply (account);
    CREATE INDEX IF NOT EXISTS reply_by_until ON reply (until)
    """

  /// Notes that it begins; on the disk when this returns.
  package func begin(_ request: KeyedRequest, now: Instant) async throws -> NotedReply {
    try await opened().write { db in
      try db.execute(
        sql: "DELETE FROM reply WHERE until <= ?", arguments: [now.milliseconds])
      if let row = try Row.fetchOne(
        db, sql: "SELECT fingerprint, sealed FROM reply WHERE name = ?", arguments: [request.name])
      {
        // No bytes stand for a reply that was forgotten, or is not to be kept any more.
        let sealed: Data? = row[1]
        guard let sealed, !sealed.isEmpty else { return .begun(fingerprint: row[0]) }
        return .done(fingerprint: row[0], sealed: Array(sealed))
      }
      let count = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM reply WHERE account = ?", arguments: [request.account.text])
      guard count ?? 0 < KeyedRequest.accountLimit else { return .full }
      try db.execute(
        sql: "INSERT INTO reply (name, account, fingerprint, until) VALUES (?, ?, ?, ?)",
        arguments: [
          request.name, request.account.text, request.fingerprint,
          now.adding(seconds: KeyedRequest.lifeSeconds).milliseconds,
        ])
      return .new
    }
  }

  /// Keeps the reply; of a request that is not there, or began before replies were forgotten, it
  /// does nothing.
  package func keep(_ name: String, sealed: [UInt8], _ life: ReplyLife) async throws {
    try await opened().write { db in
      try db.execute(
        sql: "UPDATE reply SET sealed = ? WHERE name = ? AND (sealed IS NULL OR ?)",
        arguments: [Data(sealed), name, life == .aDay])
    }
  }

  /// Removes the request.
  package func forget(_ name: String) async throws {
    try await opened().write { db in
      try db.execute(sql: "DELETE FROM reply WHERE name = ?", arguments: [name])
    }
  }

  /// Forgets all replies so far, and writes the file anew: what `secure_delete` overwrites may have
  /// moved within its page before.
  package func forgetReplies() async throws {
    guard FileManager.default.fileExists(atPath: file.path) else { return }
    try await opened().writeWithoutTransaction { db in
      try db.execute(sql: "UPDATE reply SET sealed = x'' WHERE sealed IS NOT x''")
      if db.changesCount > 0 { try db.execute(sql: "VACUUM") }
    }
  }
}
