import Foundation
import GRDB
import Synchronization
package import Witan

extension SQLiteArchive {
  /// Writes the file anew and empties its log, if something was erased since the last time.
  ///
  /// `secure_delete` overwrites a row where it stands, but not always what an earlier move of it
  /// within its page left (1 of 200 rewritten rows, in a trial): writing all pages anew (VACUUM)
  /// leaves nothing. It takes as long as copying the file, and writing waits meanwhile: so a large
  /// file is written anew once an hour at most, for all that was erased since. The log can be
  /// emptied once no reader, in whatever process, sees an older state.
  package func overwriteErased(
    at now: Instant, first: @Sendable () async throws -> Void
  ) async throws -> Bool {
    guard writer != nil, let due = try await pool.read(Self.due) else { return true }
    try await first()
    if due == .pages, !isRewriteAllowed(at: now) { return false }
    // Without our own readers, as each keeps the log from being emptied.
    return try await pool.barrierWriteWithoutTransaction { db in
      if try Self.due(db) == .pages {
        try db.execute(sql: "VACUUM")
        try db.execute(sql: "UPDATE erasure SET due = ?", arguments: [Due.log.rawValue])
      }
      guard try Self.emptyLog(db) else { return false }
      try db.execute(sql: "DELETE FROM erasure")
      return true
    }
  }

  /// Larger files are written anew once in `rewriteSeconds` at most.
  private static let largeBytes = 256 << 20
  private static let rewriteSeconds = 3_600

  private func isRewriteAllowed(at now: Instant) -> Bool {
    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    guard let size, size > Self.largeBytes else { return true }
    return rewrites.withLock { last in
      if let last, now < last.adding(seconds: Self.rewriteSeconds), now >= last { return false }
      last = now
      return true
    }
  }

  /// What is still to be done after an erasure.
  enum Due: String {
    /// The file is to be written anew, and then its log emptied.
    case pages
    case log
  }

  /// Nil where nothing is.
  static func due(_ db: Database) throws -> Due? {
    try String.fetchOne(db, sql: "SELECT due FROM erasure").flatMap(Due.init)
  }

  /// Moves the log into the file and cuts it to nothing; false where a reader of another process
  /// holds it. Waits only a moment, as everybody waits meanwhile.
  private static func emptyLog(_ db: Database) throws -> Bool {
    try db.execute(sql: "PRAGMA busy_timeout = 100")
    defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Int(busySeconds * 1000))") }
    return try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")?[0] == 0
  }

  /// Compares the copies in the folder `backups` with the archive. Drafts of copies that a crash
  /// left half written go in any case: nobody knows what they hold, and nobody reads them.
  package func replaceBackups(by name: String?) async throws -> OldCopies {
    for draft in abandonedDrafts() { try DurableFile.remove(draft) }
    let (stale, unread) = try await backupsWithMore()
    guard let name, !stale.isEmpty else { return OldCopies(remaining: (stale + unread).sorted()) }
    let path = try await backup(named: name)
    for file in stale { try DurableFile.remove(file) }
    return OldCopies(replaced: stale, new: path, remaining: unread)
  }

  /// The copies that hold payloads or attachments which the archive does not, and those that cannot
  /// be read, by path.
  private func backupsWithMore() async throws -> (stale: [String], unread: [String]) {
    let folder = backupFolder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var (stale, unread): ([String], [String]) = ([], [])
    for name in names.sorted()
    where !name.hasPrefix(".") && !name.hasSuffix(BackupCopy.testimonyEnding) {
      let file = "\(folder)/\(name)"
      do {
        try FileHeader.check(file)
        if try await holdsMore(file) { stale.append(file) }
      } catch {
        unread.append(file)
      }
    }
    return (stale, unread)
  }

  private func abandonedDrafts() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: backupFolder)) ?? []
    return names.sorted().filter(DurableFile.isDraft).map { "\(backupFolder)/\($0)" }
  }

  private func holdsMore(_ file: String) async throws -> Bool {
    // Without a transaction, as none may be open where a file is attached.
    try await pool.unsafeRead { db in
      try db.execute(sql: "ATTACH ? AS copy", arguments: [file])
      defer { try? db.execute(sql: "DETACH copy") }
      let more = """
        SELECT EXISTS (SELECT 1 FROM copy.payload AS c WHERE NOT EXISTS (SELECT 1 FROM \
        main.payload AS m WHERE m.community = c.community AND m.digest = c.digest)) \
        OR EXISTS (SELECT 1 FROM copy.sqlar AS c WHERE NOT EXISTS (SELECT 1 FROM \
        main.sqlar AS m WHERE m.name = c.name))
        """
      return try Bool.fetchOne(db, sql: more) ?? false
    }
  }
}
