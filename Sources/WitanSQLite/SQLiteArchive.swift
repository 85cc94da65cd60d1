import GRDB
package import Ledger
import Synchronization
package import Witan

/// The archive of one community, kept in one SQLite file.
///
/// One connection writes and checkpoints, kept alone by a lock file; readers are read-only and see
/// one state each. SQLite's blocking work runs on GRDB's own queues, never on the pool of tasks.
package final class SQLiteArchive: Archive {
  /// Signs a checkpoint of the ledger: its size and root in, the signed note out.
  ///
  /// Runs inside the commit that it seals; when it throws, nothing of that commit stands.
  package typealias Sealer = @Sendable (_ size: Int, _ root: TreeHash) throws -> String

  /// The longest ledger whose replay is held in memory, where nothing else is asked for.
  package static let scratchLimit = 50_000

  /// Where the file is.
  package let path: String
  /// Whose record it is.
  package let community: ID<Community>

  let pool: DatabasePool
  /// Nil when the archive is open for reading only.
  let writer: GroupCommit?
  /// Nil when the archive is open for reading only.
  private let lock: ArchiveLock?
  private let news: CommitNews
  /// Guards when the file was last written anew, where it is large.
  let rewrites = Mutex<Instant?>(nil)
  private let scratchLimit: Int

  /// Takes the opened parts; `open` is the way in.
  init(
    path: String, community: ID<Community>, pool: DatabasePool, writer: GroupCommit?,
    lock: ArchiveLock?, news: CommitNews, scratchLimit: Int
  ) {
    (self.path, self.community, self.pool) = (path, community, pool)
    (self.writer, self.lock, self.news) = (writer, lock, news)
    self.scratchLimit = scratchLimit
  }

  deinit { news.finish() }

  /// How many transactions were committed since opening.
  package var commitCount: Int { writer?.commitCount ?? 0 }

  /// One state of the file, on a connection that only reads; ends early when the task is cancelled.
  package func read<Result: Sendable>(
    _ body: @escaping @Sendable (any Shelf) throws -> Result
  ) async throws -> Result {
    let (community, scratchLimit) = (community.text, scratchLimit)
    return try await pool.read { db in
      try body(SQLiteShelf(db, community: community, scratchLimit: scratchLimit))
    }
  }

  /// One transaction; see `Archive.write`.
  ///
  /// Once called it runs to its end, even when the calling task is cancelled, so that a caller
  /// learns what became of it.
  package func write<Result: Sendable>(
    _ body: @escaping @Sendable (any Pen) throws -> Result
  ) async throws -> Result {
    guard let writer else {
      throw Refusal.unavailable(reason: "The archive is open for reading only.")
    }
    return try await withCheckedThrowingContinuation { continuation in
      writer.enqueue(
        Deed(
          bytes: HeldBytes.now,
          run: { pen in
            let result = try body(pen)
            return { continuation.resume(returning: result) }
          },
          fail: { continuation.resume(throwing: $0) }))
    }
  }

  /// The news comes before the writer goes on, so whoever reads after it sees what was written.
  package func commits() -> AsyncStream<Int> { news.stream() }

  /// Ends the writes that wait, moves the log into the file, closes it and lets go of the lock.
  ///
  /// Later reads and writes are refused. An archive that is not closed loses nothing.
  package func close() async throws {
    await writer?.close()
    news.finish()
    let pool = pool
    // Readers first, so that the writer is the last one out and empties the log into the file.
    try await Blocking.run {
      pool.releaseMemory()
      try pool.close()
    }
    lock?.release()
  }
}
