import Synchronization
package import Witan

/// A world whose clock a test moves, and whose chance comes from a seed.
///
/// Two worlds with the same seed, told the same, say the same.
package final class ToldWorld: Sendable {
  /// Guards the hour, the stream of chance and the count of pauses.
  private let state: Mutex<State>

  private struct State {
    var now: Instant
    var chance: Chance
    var pauseCount = 0
  }

  /// A world at an hour (by default 2026-01-01T00:00:00Z).
  package init(seed: UInt64, now: Instant = Instant(milliseconds: 1_767_225_600_000)) {
    state = Mutex(State(now: now, chance: Chance(seed: seed)))
  }

  /// The doors of this world: they tell its hour and draw from its chance.
  ///
  /// A pause moves the clock by its length and lets other tasks run, but does not wait; it throws
  /// `CancellationError` in a cancelled task.
  package var world: World {
    World(
      now: { self.now },
      secret: { self.secret($0) },
      pause: { milliseconds in
        try Task.checkCancellation()
        self.state.withLock { $0.pauseCount += 1 }
        self.advance(milliseconds: milliseconds)
        await Task.yield()
      })
  }

  /// The present instant.
  package var now: Instant { state.withLock { $0.now } }

  /// How many pauses were taken.
  package var pauseCount: Int { state.withLock { $0.pauseCount } }

  /// Moves the clock; a negative number moves it back, as real clocks do now and then.
  package func advance(milliseconds: Int) {
    state.withLock { $0.now = Instant(milliseconds: $0.now.milliseconds + milliseconds) }
  }

  /// Moves the clock by whole seconds.
  package func advance(seconds: Int) { advance(milliseconds: seconds * 1000) }

  /// The next bytes of chance: reproducible, so no secret at all.
  private func secret(_ count: Int) -> [UInt8] {
    state.withLock { state in
      (0..<count).map { _ in UInt8(truncatingIfNeeded: state.chance.next() >> 32) }
    }
  }
}
