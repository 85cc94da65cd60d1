import Foundation
import GRDB
import Ledger
import Witan

/// What a transaction reads: cached statements, columns by position.
///
/// Lives no longer than its transaction, on the queue of its connection. Texts with a NUL are never
/// bound, as SQLite would read them up to there: nothing bears such a name.
class SQLiteShelf: Shelf {
  let db: Database
  let community: String
  /// The longest ledger whose replay is held in memory.
  private let scratchLimit: Int

  /// Reads what one community keeps.
  init(_ db: Database, community: String, scratchLimit: Int = SQLiteArchive.scratchLimit) {
    self.db = db
    self.community = community
    self.scratchLimit = scratchLimit
  }

  /// In memory for a short ledger; for a long one in a file of its own without a name, which SQLite
  /// removes, so that the memory does not grow with the ledger.
  func withScratch(_ body: (any Pen) throws -> Void) throws {
    guard try ledgerSize() > scratchLimit else { return try body(MemoryPen()) }
    // An empty path is a temporary database (https://www.sqlite.org/inmemorydb.html#temp_db).
    let queue = try DatabaseQueue(path: "")
    defer { try? queue.close() }
    let community = community
    try queue.writeWithoutTransaction { db in
      for setting in [
        "journal_mode = OFF", "synchronous = OFF", "cache_size = -\(Self.scratchKilobytes)",
      ] {
        try db.execute(sql: "PRAGMA \(setting)")
      }
      for part in SQLiteSchema.parts { try db.execute(sql: part.sql) }
      // One transaction that is never undone: its file goes with it.
      try db.execute(sql: "BEGIN")
      defer { try? db.execute(sql: "COMMIT") }
      try body(SQLitePen(db, community: community))
    }
  }

  /// So much of a scratch file is kept in memory, of however long a ledger.
  private static let scratchKilobytes = 24 << 10

  /// One more than the last index: entries have no gaps, which a trigger guards.
  func ledgerSize() throws -> Int {
    let last = try Int.fetchOne(
      db.cachedStatement(
        sql: "SELECT idx FROM event WHERE community = ? ORDER BY idx DESC LIMIT 1"),
      arguments: [community])
    return last.map { $0 + 1 } ?? 0
  }

  /// As they were appended, not hashed anew: that is the audit's work.
  func entries(_ range: Range<Int>) throws -> [[UInt8]] {
    try Data.fetchAll(
      db.cachedStatement(
        sql: "SELECT bytes FROM event WHERE community = ? AND idx >= ? AND idx < ? ORDER BY idx"),
      arguments: [community, range.lowerBound, range.upperBound]
    ).map(Array.init)
  }

  /// Leaves stand beside their entries, higher nodes in a table of their own; throws
  /// `ProofFault.nodeMissing`.
  func node(_ place: NodePlace) throws -> TreeHash {
    let hash =
      place.level == 0
      ? try Data.fetchOne(
        db.cachedStatement(sql: "SELECT leaf FROM event WHERE community = ? AND idx = ?"),
        arguments: [community, place.index])
      : try Data.fetchOne(
        db.cachedStatement(
          sql: "SELECT hash FROM node WHERE community = ? AND level = ? AND idx = ?"),
        arguments: [community, place.level, place.index])
    guard let hash = hash.flatMap(TreeHash.init) else { throw ProofFault.nodeMissing(place) }
    return hash
  }

  /// The body as it was put.
  func record(_ kind: RecordKind, _ key: String) throws -> [UInt8]? {
    guard !key.utf8.contains(0) else { return nil }
    return try Data.fetchOne(
      db.cachedStatement(
        sql: "SELECT body FROM \"\(kind.rawValue)\" WHERE community = ? AND key = ?"),
      arguments: [community, key]
    ).map(Array.init)
  }

  /// The disclosure as it was kept.
  func payload(_ digest: String) throws -> String? {
    guard !digest.utf8.contains(0) else { return nil }
    return try Data.fetchOne(
      db.cachedStatement(
        sql: "SELECT disclosure FROM payload WHERE community = ? AND digest = ?"),
      arguments: [community, digest]
    ).map(Self.text)
  }

  /// In the order of their bytes.
  func payloadDigests() throws -> [String] {
    try Data.fetchAll(
      db.cachedStatement(sql: "SELECT digest FROM payload WHERE community = ? ORDER BY digest"),
      arguments: [community]
    ).map(Self.text)
  }

  /// In the order of their bytes.
  func attachmentNames() throws -> [String] {
    try Data.fetchAll(
      db.cachedStatement(sql: "SELECT name FROM sqlar WHERE community = ? ORDER BY name"),
      arguments: [community]
    ).map(Self.text)
  }

  /// Walks through both columns once.
  func eachPayload(_ body: (_ digest: String, _ disclosure: String) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: "SELECT CAST(digest AS BLOB), CAST(disclosure AS BLOB) FROM payload"
        + " WHERE community = ? ORDER BY digest", arguments: [community])
    while let row = try rows.next() {
      let (digest, disclosure): (Data?, Data?) = (row[0], row[1])
      try body(Self.text(digest ?? Data()), Self.text(disclosure ?? Data()))
    }
  }

  /// In the order of their bytes.
  func eachAttachment(_ body: (_ name: String) throws -> Void) throws {
    let names = try Data.fetchCursor(
      db, sql: "SELECT CAST(name AS BLOB) FROM sqlar WHERE community = ? ORDER BY name",
      arguments: [community])
    while let name = try names.next() { try body(Self.text(name)) }
  }

  /// Counted by SQLite, of whatever community.
  func keptCount() throws -> Int {
    try (["payload", "sqlar"] + RecordKind.allCases.map(\.rawValue)).reduce(0) { sum, table in
      try sum + (Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\"") ?? 0)
    }
  }

  /// Every page and the schema are checked, so it takes a while on a large file.
  func damage(_ progress: (Int) -> Void) throws -> [String] {
    try db.telling(progress) { try SQLiteArchive.content(db) }
      .filter { !$0.isGood }.map { "\($0.name): \($0.value)" }
  }

  /// The note of the last commit that appended.
  func checkpoint() throws -> String? {
    try Data.fetchOne(
      db.cachedStatement(sql: "SELECT note FROM checkpoint WHERE community = ?"),
      arguments: [community]
    ).map(Self.text)
  }

  /// A text as it is kept, whole: read as a string it would end at a NUL, behind which somebody
  /// could hide.
  static func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }
}
