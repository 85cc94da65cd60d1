import Foundation
import GRDB
package import Witan

/// The replies of a day in a file of their own beside the archive, so that the archive holds
/// nothing but the record, and a copy of it no replies.
///
/// At most `accountLimit` lines an account; what ended is overwritten (`secure_delete`).
package final class SQLiteReplyBook: ReplyBook {
  private let queue: DatabaseQueue

  /// Opens the file, or makes it; nil for one in memory.
  package init(path: String?) throws {
    var configuration = Configuration()
    configuration.label = "replies"
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA secure_delete = 1")
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try db.execute(sql: "PRAGMA trusted_schema = 0")
    }
    queue =
      try path.map { try DatabaseQueue(path: $0, configuration: configuration) }
      ?? DatabaseQueue(configuration: configuration)
    try queue.write { try $0.execute(sql: Self.table) }
  }

  private static let table = """
    CREATE TABLE IF NOT EXISTS reply (name TEXT NOT NULL PRIMARY KEY, account TEXT NOT NULL, \
    fingerprint TEXT NOT NULL, until INTEGER NOT NULL, sealed BLOB) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS reply_by_account ON reply (account);
    CREATE INDEX IF NOT EXISTS reply_by_until ON reply (until)
    """

  /// Notes that it begins; on the disk when this returns.
  package func begin(_ request: KeyedRequest, now: Instant) async throws -> NotedReply {
    try await queue.write { db in
      try db.execute(
        sql: "DELETE FROM reply WHERE until <= ?", arguments: [now.milliseconds])
      if let row = try Row.fetchOne(
        db, sql: "SELECT fingerprint, sealed FROM reply WHERE name = ?", arguments: [request.name])
      {
        let sealed: Data? = row[1]
        return sealed.map { .done(fingerprint: row[0], sealed: Array($0)) }
          ?? .begun(fingerprint: row[0])
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

  /// Keeps the reply; of a request that is not there it does nothing.
  package func keep(_ name: String, sealed: [UInt8]) async throws {
    try await queue.write { db in
      try db.execute(
        sql: "UPDATE reply SET sealed = ? WHERE name = ?", arguments: [Data(sealed), name])
    }
  }

  /// Removes the request.
  package func forget(_ name: String) async throws {
    try await queue.write { db in
      try db.execute(sql: "DELETE FROM reply WHERE name = ?", arguments: [name])
    }
  }
}
