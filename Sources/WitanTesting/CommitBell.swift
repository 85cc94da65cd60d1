import Synchronization

/// Tells listeners the ledger's size after each commit; each holds the latest only.
final class CommitBell: Sendable {
  /// Guards who listens. Those who left are dropped at the next ring.
  private let listeners = Mutex<[AsyncStream<Int>.Continuation]>([])

  /// A stream from now on.
  func stream() -> AsyncStream<Int> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Int.self, bufferingPolicy: .bufferingNewest(1))
    listeners.withLock { $0.append(continuation) }
    return stream
  }

  /// Tells all.
  func ring(_ size: Int) {
    listeners.withLock { listeners in
      listeners.removeAll { listener in
        if case .terminated = listener.yield(size) { true } else { false }
      }
    }
  }
}
