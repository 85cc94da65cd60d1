import Dispatch
import GRDB
import Synchronization

/// Holds a transaction's body until the test lets it go.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  private let arrivals = AsyncStream<Void>.makeStream()

  /// In the body: says that it is there, and waits. It blocks SQLite's queue, not the tasks' pool.
  func wait() {
    arrivals.continuation.yield()
    semaphore.wait()
  }

  /// In the test: returns when a body is there.
  func entered() async {
    for await _ in arrivals.stream { return }
  }

  /// In the test: lets it go.
  func open() { semaphore.signal() }
}

/// Makes commits fail, as a disk would.
final class FailingCommits: TransactionObserver, Sendable {
  /// A commit that was refused.
  struct Fault: Error {}

  /// Guards the error of commits from now on; nil lets them pass.
  let error = Mutex<(any Error)?>(nil)

  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
  func databaseDidChange(with event: DatabaseEvent) {}
  func databaseDidCommit(_ db: Database) {}
  func databaseDidRollback(_ db: Database) {}

  func databaseWillCommit() throws {
    if let error = error.withLock({ $0 }) { throw error }
  }
}
