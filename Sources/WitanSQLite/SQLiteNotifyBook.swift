import Foundation
import GRDB
package import Witan

/// Subscriptions and what is on its way to them, in a file of its owner's alone beside the archive:
/// it holds the secrets by which receivers know who calls, which a copy of the archive must not.
/// What is removed is overwritten (`secure_delete`).
///
/// The file is opened, or made, at the first call: most commands need none.
package final class SQLiteNotifyBook: NotifyBook {
  private let file: SideFile

  /// A book in this file.
  package init(path: String) {
    file = SideFile(path, label: "notices", tables: Self.tables)
  }

  private static let tables = """
    CREATE TABLE IF NOT EXISTS subscription (id TEXT NOT NULL PRIMARY KEY, member TEXT NOT NULL, \
    body BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS subscription_by_member ON subscription (member);
    CREATE TABLE IF NOT EXISTS notice (id TEXT NOT NULL PRIMARY KEY, subscription TEXT NOT NULL \
    REFERENCES subscription (id) ON DELETE CASCADE, kind TEXT NOT NULL, tries INTEGER NOT NULL, \
    due INTEGER NOT NULL, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS notice_by_subscription ON notice (subscription, kind);
    CREATE INDEX IF NOT EXISTS notice_by_due ON notice (due);
    CREATE TABLE IF NOT EXISTS reading (name TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL) \
    STRICT, WITHOUT ROWID
    """

  /// Removes all of a member and writes the file anew: what `secure_delete` overwrites may have
  /// moved within its page before.
  package func forget(_ member: ID<Member>) async throws {
    _ = try await remove(nil, of: member)
    try await opened().writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
  }

  private func opened() throws -> DatabaseQueue { try file.opened() }

  /// The subscriptions.
  package func subscriptions(of member: ID<Member>?) async throws -> [Subscription] {
    try await opened().read { db in
      try Data.fetchAll(
        db, sql: "SELECT body FROM subscription WHERE ?1 IS NULL OR member = ?1 ORDER BY id",
        arguments: [member?.text]
      ).map { try JSONDecoder().decode(Subscription.self, from: $0) }
    }
  }

  /// Keeps one.
  package func keep(_ subscription: Subscription) async throws {
    try await opened().write { try Self.put(subscription, $0) }
  }

  private static func put(_ subscription: Subscription, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO subscription (id, member, body) VALUES (?, ?, ?) \
        ON CONFLICT (id) DO UPDATE SET body = excluded.body
        """,
      arguments: [
        subscription.id, subscription.member.text, try JSONEncoder().encode(subscription),
      ])
  }

  private static func put(_ notice: QueuedNotice, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO notice (id, subscription, kind, tries, due, body) VALUES (?, ?, ?, ?, ?, ?) \
        ON CONFLICT (id) DO UPDATE SET tries = excluded.tries, due = excluded.due, \
        body = excluded.body
        """,
      arguments: [
        notice.id, notice.subscription, notice.kind.rawValue, notice.tries,
        notice.dueAt.milliseconds, try JSONEncoder().encode(notice),
      ])
  }

  /// Removes some.
  package func remove(_ ids: [String]?, of member: ID<Member>) async throws -> Int {
    try await opened().write { db in
      guard let ids else {
        try db.execute(sql: "DELETE FROM subscription WHERE member = ?", arguments: [member.text])
        return db.changesCount
      }
      var count = 0
      for id in ids {
        try db.execute(
          sql: "DELETE FROM subscription WHERE id = ? AND member = ?", arguments: [id, member.text])
        count += db.changesCount
      }
      return count
    }
  }

  /// How far the ledger was read.
  package func position() async throws -> Int? {
    try await opened().read { try Int.fetchOne($0, sql: "SELECT position FROM reading") }
  }

  /// Queues notices.
  package func queue(_ notices: [QueuedNotice], readTo position: Int?) async throws {
    try await opened().write { db in
      for notice in notices { try Self.queue(notice, db) }
      guard let position else { return }
      try db.execute(
        sql: """
          INSERT INTO reading (name, position) VALUES ('ledger', ?) \
          ON CONFLICT (name) DO UPDATE SET position = excluded.position
          """, arguments: [position])
    }
  }

  private static func queue(_ new: QueuedNotice, _ db: Database) throws {
    var notice = new
    let known = try Int.fetchOne(
      db, sql: "SELECT 1 FROM notice WHERE id = ?", arguments: [notice.id])
    guard known == nil, var kept = try subscription(notice.subscription, db) else { return }
    if notice.isReplaced,
      let old = try Data.fetchOne(
        db, sql: "SELECT body FROM notice WHERE subscription = ? AND kind = ?",
        arguments: [notice.subscription, notice.kind.rawValue])
    {
      let older = try JSONDecoder().decode(QueuedNotice.self, from: old)
      notice = notice.inPlace(of: older)
      try db.execute(sql: "DELETE FROM notice WHERE id = ?", arguments: [older.id])
      return try put(notice, db)
    }
    let count = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM notice WHERE subscription = ?",
      arguments: [notice.subscription])
    guard count ?? 0 < QueuedNotice.limit else {
      kept.givenUp += 1
      return try put(kept, db)
    }
    try put(notice, db)
  }

  private static func subscription(_ id: String, _ db: Database) throws -> Subscription? {
    try Data.fetchOne(db, sql: "SELECT body FROM subscription WHERE id = ?", arguments: [id])
      .map { try JSONDecoder().decode(Subscription.self, from: $0) }
  }

  /// What is due.
  package func due(_ now: Instant, limit: Int) async throws -> [QueuedNotice] {
    try await opened().read { db in
      // With min() the other columns are those of its row (SQLite, "Bare columns in an aggregate").
      try Row.fetchAll(
        db,
        sql: """
          SELECT body, min(due) AS due, tries FROM notice WHERE due <= ? GROUP BY subscription \
          ORDER BY tries > 0, due, id LIMIT ?
          """, arguments: [now.milliseconds, limit]
      ).map { try JSONDecoder().decode(QueuedNotice.self, from: $0["body"] as Data) }
    }
  }

  /// Changes a notice and its subscription.
  package func settle(
    _ id: String, of subscription: String,
    _ body: @escaping @Sendable (inout Subscription, inout QueuedNotice?) -> Void
  ) async throws {
    try await opened().write { db in
      let found = try Data.fetchOne(
        db, sql: "SELECT body FROM notice WHERE id = ?", arguments: [id])
      guard let found, var kept = try Self.subscription(subscription, db) else { return }
      var notice: QueuedNotice? = try JSONDecoder().decode(QueuedNotice.self, from: found)
      body(&kept, &notice)
      try Self.put(kept, db)
      if let notice, kept.disabledAt == nil { return try Self.put(notice, db) }
      try db.execute(
        sql: "DELETE FROM notice WHERE id = ?1 OR (?2 AND subscription = ?3)",
        arguments: [id, kept.disabledAt != nil, subscription])
    }
  }

  /// How many wait.
  package func waiting() async throws -> [String: Int] {
    try await opened().read { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT subscription, count(*) FROM notice GROUP BY subscription")
      return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }
  }
}
