import Foundation
import GRDB
package import Witan

extension SQLiteArchive {
  /// What an archive is opened for.
  package enum Mode: Sendable {
    /// A new archive for this community; the file must not exist.
    case create(ID<Community>)
    /// Reading and writing; one process at a time.
    case write
    /// Reading beside whoever writes.
    case readOnly
  }

  /// Opens an archive.
  ///
  /// Refuses: another writer (`folderInUse`), a file that exists (`create`) or does not (else), a
  /// file that is no archive of ours (`conflict`) or was made by a newer program (`unavailable`).
  /// Blocks the calling thread for some milliseconds.
  ///
  /// - Parameter scratchLimit: the longest ledger whose replay is held in memory.
  package static func open(
    _ path: String, mode: Mode, sealer: Sealer? = nil, scratchLimit: Int = scratchLimit
  ) throws -> SQLiteArchive {
    do {
      switch mode {
      case .create(let community):
        let lock = try ArchiveLock(beside: path)
        try SQLiteSchema.createFile(path, community: community)
        return try opened(path, lock: lock, sealer: sealer, scratchLimit)
      case .write:
        try FileHeader.check(path)
        return try opened(path, lock: try ArchiveLock(beside: path), sealer: sealer, scratchLimit)
      case .readOnly:
        try FileHeader.check(path)
        return try opened(path, lock: nil, sealer: nil, scratchLimit)
      }
    } catch let error as DatabaseError {
      throw Refusal.unavailable(
        reason: "SQLite cannot open \(path): \(error.message ?? "no reason given")"
          + " (\(error.extendedResultCode)).")
    }
  }

  /// How long a connection waits for a lock of another.
  static let busySeconds: Double = 5

  /// Opens the connections; those with a lock may write.
  private static func opened(
    _ path: String, lock: ArchiveLock?, sealer: Sealer?, _ scratchLimit: Int
  ) throws -> SQLiteArchive {
    var configuration = Configuration()
    configuration.label = "archive"
    configuration.readonly = lock == nil
    configuration.maximumReaderCount = 4
    configuration.busyMode = .timeout(busySeconds)
    configuration.prepareDatabase { db in
      // The connections keep the lock: it cannot be let go before the last of them is closed.
      withExtendedLifetime(lock) {}
      try SQLiteSettings.apply(to: db)
    }
    let pool = try DatabasePool(path: path, configuration: configuration)
    if lock != nil { try pool.writeWithoutTransaction(SQLiteSettings.makeDurable) }
    let (community, size) = try pool.read { db in
      // An auditor must be able to look at a file that somebody tampered with; nobody writes to it.
      if lock != nil { try SQLiteSchema.check(db, path: path) }
      let community = try SQLiteSchema.community(db, path: path)
      return (community, try SQLiteShelf(db, community: community).ledgerSize())
    }
    let news = CommitNews()
    let writer = lock.map { _ in
      GroupCommit(pool: pool, community: community, size: size, sealer: sealer, news: news)
    }
    return SQLiteArchive(
      path: path, community: ID(community), pool: pool, writer: writer, lock: lock, news: news,
      scratchLimit: scratchLimit)
  }
}
