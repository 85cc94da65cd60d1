import Synchronization

/// Tells those who listen the ledger's size after each commit.
final class CommitNews: Sendable {
  /// Guards who listens.
  private let listeners = Mutex(Listeners())

  private struct Listeners {
    var next = 0
    var byNumber: [Int: AsyncStream<Int>.Continuation] = [:]
    var isFinished = false
  }

  /// A stream from now on; it holds the latest size only, and ends with the archive.
  func stream() -> AsyncStream<Int> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Int.self, bufferingPolicy: .bufferingNewest(1))
    let number = listeners.withLock { listeners -> Int? in
      guard !listeners.isFinished else { return nil }
      listeners.next += 1
      listeners.byNumber[listeners.next] = continuation
      return listeners.next
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in self?.forget(number) }
    return stream
  }

  /// Tells all.
  func send(_ size: Int) {
    for continuation in listeners.withLock({ Array($0.byNumber.values) }) {
      continuation.yield(size)
    }
  }

  /// Ends all streams, now and later ones. Not under the lock: their ends come back to `forget`.
  func finish() {
    let continuations = listeners.withLock { listeners in
      listeners.isFinished = true
      return Array(listeners.byNumber.values)
    }
    for continuation in continuations { continuation.finish() }
  }

  private func forget(_ number: Int) {
    listeners.withLock { $0.byNumber[number] = nil }
  }
}
