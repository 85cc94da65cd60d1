import GRDB
import Ledger
import Metrics
import Synchronization
import Witan

/// One caller's transaction, as it waits.
struct Deed: Sendable {
  /// How many bytes it holds while it waits, beside its words.
  var bytes = 0
  /// Runs the body; what it returns is done once the commit stands.
  let run: @Sendable (any Pen) throws -> @Sendable () -> Void
  /// Tells the caller that nothing was kept.
  let fail: @Sendable (any Error) -> Void
}

/// Lets concurrent writes share a commit, and so one fsync.
///
/// While one batch commits, the next gathers, up to a limit beyond which deeds are refused. A batch
/// is one transaction of at most `batchLimit` deeds; each runs in a savepoint of its own, so that
/// one that throws is undone alone. Callers go on only after the commit.
final class GroupCommit: Sendable {
  /// The most deeds of one commit: bounds how long the first of them waits for the last.
  static let batchLimit = 256
  /// The most deeds that wait, and the most bytes that they hold: what comes beyond is refused, so
  /// that a slow disk fills no memory.
  static let waitingLimit = 1_024
  static let waitingByteLimit = 32 << 20

  /// Guards the deeds that wait and what is known of the file.
  private let state: Mutex<State>
  private let pool: DatabasePool
  private let community: String
  private let sealer: SQLiteArchive.Sealer?
  private let news: CommitNews
  /// Tells whoever watches how many deeds shared a commit.
  private let batchSizes = Recorder(label: "witan_writer_batch_size", aggregate: true)
  /// Tells whoever watches how many deeds wait.
  private let depth = Meter(label: "witan_writer_waiting")

  /// The queue, and what is known of the file.
  fileprivate struct State {
    var waiting: [Deed] = []
    /// How many bytes those hold.
    var waitingBytes = 0
    var isDraining = false
    var isClosed = false
    /// The ledger's size after the last commit.
    var size: Int
    var commitCount = 0
    /// Why nothing is written any more.
    var fault: String?
  }

  /// A writer of a file whose ledger has `size` entries now.
  init(
    pool: DatabasePool, community: String, size: Int, sealer: SQLiteArchive.Sealer?,
    news: CommitNews
  ) {
    state = Mutex(State(size: size))
    (self.pool, self.community, self.sealer, self.news) = (pool, community, sealer, news)
  }

  /// How many transactions were committed.
  var commitCount: Int { state.withLock { $0.commitCount } }
  /// How many deeds wait.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// Takes a deed; exactly one of its ends will be called, from the writer's queue or from here.
  func enqueue(_ deed: Deed) { enqueue(deed, isLast: false) }

  /// Refuses further deeds and returns when those taken are done.
  func close() async {
    await withCheckedContinuation { continuation in
      let last = Deed(
        run: { _ in { continuation.resume() } }, fail: { _ in continuation.resume() })
      enqueue(last, isLast: true)
    }
  }

  /// Puts a deed into the queue and starts the draining unless it runs.
  private func enqueue(_ deed: Deed, isLast: Bool) {
    do {
      let starts = try state.withLock { state in
        defer { depth.set(state.waiting.count) }
        return try state.take(deed, isLast: isLast)
      }
      if starts {
        pool.asyncWriteWithoutTransaction { self.drain($0) }
      }
    } catch {
      deed.fail(error)
    }
  }

  /// One batch on the writer's queue; the next is scheduled behind it while deeds wait.
  private func drain(_ db: Database) {
    let batch = state.withLock { state in
      defer { depth.set(state.waiting.count) }
      return state.nextBatch()
    }
    let ends: [@Sendable () -> Void]
    do {
      ends = try commit(batch, db)
    } catch {
      readBack(db, after: error)
      ends = batch.map { deed in { deed.fail(error) } }
    }
    for end in ends { end() }
    let isDone = state.withLock { state in
      state.isDraining = !state.waiting.isEmpty
      return state.waiting.isEmpty
    }
    if !isDone { pool.asyncWriteWithoutTransaction { self.drain($0) } }
  }

  /// Runs the batch as one transaction; throws when none of it stands.
  private func commit(_ batch: [Deed], _ db: Database) throws -> [@Sendable () -> Void] {
    var ends: [@Sendable () -> Void] = []
    var size = 0
    var hasKept = false
    try db.inTransaction(.immediate) {
      let shelf = SQLitePen(db, community: community)
      let before = try shelf.ledgerSize()
      for deed in batch {
        let (end, isKept) = try perform(deed, db)
        ends.append(end)
        hasKept = hasKept || isKept
      }
      size = try shelf.ledgerSize()
      if size != before, let sealer {
        try shelf.seal(try sealer(size, try MerkleTree.root(size: size, nodes: shelf)))
      }
      return hasKept ? .commit : .rollback
    }
    if hasKept {
      state.withLock { state in
        state.size = size
        state.commitCount += 1
      }
      news.send(size)
      batchSizes.record(batch.count)
    }
    return ends
  }

  /// Runs one deed within a savepoint; throws where SQLite has given up the whole transaction, as
  /// it may after a storage error: then nobody's deed stands.
  private func perform(
    _ deed: Deed, _ db: Database
  ) throws -> (end: @Sendable () -> Void, isKept: Bool) {
    try db.cachedStatement(sql: "SAVEPOINT deed").execute()
    do {
      let pen = SQLitePen(db, community: community)
      let end = try deed.run(pen)
      if let fault = pen.fault { throw fault }
      try db.cachedStatement(sql: "RELEASE deed").execute()
      return (end, true)
    } catch {
      let cause = error
      do {
        try db.cachedStatement(sql: "ROLLBACK TO deed").execute()
        try db.cachedStatement(sql: "RELEASE deed").execute()
      } catch {
        throw cause is DatabaseError ? cause : error
      }
      return ({ deed.fail(cause) }, false)
    }
  }

  /// After a failed transaction: looks whether it left nothing, and ends all writing where that is
  /// not certain.
  ///
  /// After an input or output error the kernel may have dropped pages that a later fsync would
  /// call safe (Rebello et al. 2020, USENIX ATC, "Can Applications Recover from fsync Failures?"),
  /// so only opening the file anew tells what it holds.
  private func readBack(_ db: Database, after error: any Error) {
    let code = (error as? DatabaseError)?.resultCode
    let isOfDisk = [.SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB].contains(code)
    let found = try? SQLiteShelf(db, community: community).ledgerSize()
    state.withLock { state in
      guard isOfDisk || found != state.size else { return }
      state.fault = code.map { "SQLite's \($0)" } ?? "a commit of unknown outcome"
    }
  }
}

extension GroupCommit.State {
  /// Puts a deed into the queue; gives whether the draining must be started, or refuses.
  fileprivate mutating func take(_ deed: Deed, isLast: Bool) throws(Refusal) -> Bool {
    if isClosed && !isLast { throw .unavailable(reason: "The archive is closed.") }
    isClosed = isClosed || isLast
    if let fault {
      throw .unavailable(
        reason: "The archive writes nothing more after \(fault); stop the program, check the disk"
          + " with \"witan doctor\", start again.")
    }
    guard isLast || hasRoom(for: deed) else {
      throw .busy(reason: "Too many changes wait to be written; try again in a moment.")
    }
    waiting.append(deed)
    waitingBytes += deed.bytes
    defer { isDraining = true }
    return !isDraining
  }

  /// Whether one more may wait: what is larger than the limit by itself, where nothing else does.
  private func hasRoom(for deed: Deed) -> Bool {
    waiting.isEmpty
      || waiting.count < GroupCommit.waitingLimit
        && waitingBytes + deed.bytes <= GroupCommit.waitingByteLimit
  }

  /// Takes the next deeds out of the queue.
  fileprivate mutating func nextBatch() -> [Deed] {
    let batch = Array(waiting.prefix(GroupCommit.batchLimit))
    waiting.removeFirst(batch.count)
    waitingBytes -= batch.reduce(0) { $0 + $1.bytes }
    return batch
  }
}
