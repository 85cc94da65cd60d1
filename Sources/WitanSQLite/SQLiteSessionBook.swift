import Foundation
import GRDB
package import Witan

/// Sessions, links and accounts elsewhere in a file of their own beside the archive, so that the
/// archive holds nothing but the record, and a copy of it nobody's session. What ended is
/// overwritten (`secure_delete`).
///
/// The file is opened, or made, at the first call: most commands need none.
package final class SQLiteSessionBook: SessionBook {
  private let file: SideFile

  /// A book in this file.
  package init(path: String) {
    file = SideFile(path, label: "sessions", tables: Self.tables)
  }

  private static let tables = """
    CREATE TABLE IF NOT EXISTS session (id TEXT NOT NULL PRIMARY KEY, member TEXT NOT NULL, \
    secret TEXT NOT NULL UNIQUE, previous TEXT, until INTEGER NOT NULL, seen INTEGER NOT NULL, \
    body BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS session_by_member ON session (member);
    CREATE INDEX IF NOT EXISTS session_by_previous ON session (previous);
    CREATE TABLE IF NOT EXISTS link (sha256 TEXT NOT NULL PRIMARY KEY, until INTEGER NOT NULL, \
    body BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS identity (issuer TEXT NOT NULL, subject TEXT NOT NULL, \
    member TEXT NOT NULL, PRIMARY KEY (issuer, subject)) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS identity_by_member ON identity (member)
    """

  /// The file, opened or made.
  func opened() throws -> DatabaseQueue { try file.opened() }

  /// Keeps a new session.
  package func begin(_ session: WebSession, now: Instant) async throws {
    try await opened().write { db in
      try db.execute(sql: "DELETE FROM session WHERE until <= ?", arguments: [now.milliseconds])
      try db.execute(
        sql: """
          DELETE FROM session WHERE id IN (SELECT id FROM session WHERE member = ? \
          ORDER BY seen DESC, id DESC LIMIT -1 OFFSET ?)
          """, arguments: [session.member.text, WebSession.limit - 1])
      try Self.put(session, db)
    }
  }

  /// Changes a session; a visit that changes nothing writes nothing.
  package func change<Result: Sendable>(
    secret sha256: String, _ body: @escaping @Sendable (inout WebSession?) -> Result
  ) async throws -> Result? {
    try await opened().write { db in
      let found = try Data.fetchOne(
        db, sql: "SELECT body FROM session WHERE secret = ?1 OR previous = ?1",
        arguments: [sha256])
      guard let found else { return nil }
      let before = try JSONDecoder().decode(WebSession.self, from: found)
      var session: WebSession? = before
      let result = body(&session)
      if let session, session != before { try Self.put(session, db) }
      if session == nil {
        try db.execute(sql: "DELETE FROM session WHERE id = ?", arguments: [before.id])
      }
      return result
    }
  }

  private static func put(_ session: WebSession, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO session (id, member, secret, previous, until, seen, body) \
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET secret = excluded.secret, \
        previous = excluded.previous, until = excluded.until, seen = excluded.seen, \
        body = excluded.body
        """,
      arguments: [
        session.id, session.member.text, session.secret, session.previous,
        session.until.milliseconds, session.seenAt.milliseconds, try JSONEncoder().encode(session),
      ])
  }

  /// The sessions of a member.
  package func sessions(of member: ID<Member>) async throws -> [WebSession] {
    try await opened().read { db in
      try Data.fetchAll(
        db, sql: "SELECT body FROM session WHERE member = ?", arguments: [member.text]
      ).map { try JSONDecoder().decode(WebSession.self, from: $0) }
        .sorted { ($1.beganAt, $1.id) < ($0.beganAt, $0.id) }
    }
  }

  /// Ends sessions of a member.
  package func end(_ ids: [String]?, of member: ID<Member>) async throws -> Int {
    try await opened().write { db in
      guard let ids else {
        try db.execute(sql: "DELETE FROM session WHERE member = ?", arguments: [member.text])
        return db.changesCount
      }
      var count = 0
      for id in ids {
        try db.execute(
          sql: "DELETE FROM session WHERE id = ? AND member = ?", arguments: [id, member.text])
        count += db.changesCount
      }
      return count
    }
  }

  /// Keeps a link.
  package func keep(_ link: SignInLink, now: Instant) async throws {
    try await opened().write { db in
      try db.execute(sql: "DELETE FROM link WHERE until <= ?", arguments: [now.milliseconds])
      try db.execute(
        sql: "INSERT INTO link (sha256, until, body) VALUES (?, ?, ?)",
        arguments: [link.sha256, link.until.milliseconds, try JSONEncoder().encode(link)])
    }
  }

  /// Takes a link out.
  package func take(link sha256: String) async throws -> SignInLink? {
    try await opened().write { db in
      let body = try Data.fetchOne(
        db, sql: "DELETE FROM link WHERE sha256 = ? RETURNING body", arguments: [sha256])
      return try body.map { try JSONDecoder().decode(SignInLink.self, from: $0) }
    }
  }

  /// Drops a member's links.
  package func dropLinks(for member: ID<Member>) async throws {
    try await opened().write { db in try Self.dropLinks(db) { $0.member == member } }
  }

  /// Removes the links of which this is so.
  static func dropLinks(_ db: Database, _ isGone: (SignInLink) -> Bool) throws {
    for row in try Row.fetchAll(db, sql: "SELECT sha256, body FROM link") {
      let link = try JSONDecoder().decode(SignInLink.self, from: row["body"] as Data)
      guard isGone(link) else { continue }
      try db.execute(
        sql: "DELETE FROM link WHERE sha256 = ?", arguments: [row["sha256"] as String])
    }
  }
}
