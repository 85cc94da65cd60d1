import Metrics
import Synchronization
import Witan

/// Lets a few in at once; so many more wait in the order in which they came.
final class Gate: Sendable {
  /// Guards how many are in and who waits.
  private let state: Mutex<State>
  private let waitingLimit: Int
  /// Tells whoever watches how many wait.
  private let depth: Meter

  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  /// A gate for this many at once, and this many who wait; `name` tells it apart in the metrics.
  init(limit: Int, waitingLimit: Int, name: String) {
    state = Mutex(State(free: limit))
    self.waitingLimit = waitingLimit
    depth = Meter(label: "witan_photos_waiting", dimensions: [("gate", name)])
  }

  /// How many wait.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// Does the work once there is room; refuses (`busy`) where too many wait already.
  func pass<Value>(_ work: () async throws -> Value) async throws -> Value {
    guard await enter() else {
      throw Refusal.busy(reason: "Too many photos wait to be looked at; try again in a moment.")
    }
    defer { leave() }
    try Task.checkCancellation()
    return try await work()
  }

  private enum Entry { case inside, waits, refused }

  /// Whether it came in.
  private func enter() async -> Bool {
    var isRefused = false
    await withCheckedContinuation { continuation in
      let entry = state.withLock { state -> Entry in
        guard state.free == 0 else {
          state.free -= 1
          return .inside
        }
        guard state.waiting.count < waitingLimit else { return .refused }
        state.waiting.append(continuation)
        depth.set(state.waiting.count)
        return .waits
      }
      isRefused = entry == .refused
      if entry != .waits { continuation.resume() }
    }
    return !isRefused
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.waiting.isEmpty else {
        defer { depth.set(state.waiting.count) }
        return state.waiting.removeFirst()
      }
      state.free += 1
      return nil
    }
    next?.resume()
  }
}
