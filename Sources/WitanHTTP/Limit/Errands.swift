import Synchronization
import Witan

/// Browsers that were sent to a provider and have not come back: in this process's memory, for ten
/// minutes each. Whoever was on the way when the server stopped begins again.
final class Errands: Sendable {
  /// One browser's.
  struct Errand: Sendable {
    let errand: IdentityErrand
    /// The member to whom the account is to be added; nil to sign in by it.
    let member: ID<Member>?
    /// The hash of what the browser keeps in its cookie, so that nobody else ends its errand.
    let browser: String
    let until: Instant
  }

  /// How long one may take, and how many are remembered; beyond it the oldest are forgotten.
  static let seconds = 600
  static let limit = 10_000

  /// Guards the errands, by the hash of what must come back.
  private let state = Mutex<[String: Errand]>([:])

  /// Remembers one.
  func begin(_ errand: Errand, now: Instant) {
    state.withLock { state in
      if state.count >= Self.limit { state = state.filter { now < $0.value.until } }
      if state.count >= Self.limit, let oldest = state.min(by: { $0.value.until < $1.value.until })
      {
        state[oldest.key] = nil
      }
      state[Desk.digest(errand.errand.state)] = errand
    }
  }

  /// Takes one out: it ends once, and only by the browser that began it.
  func end(state text: String, browser: String, now: Instant) -> Errand? {
    state.withLock { state in
      let key = Desk.digest(text)
      guard let found = state[key], found.browser == Desk.digest(browser) else { return nil }
      state[key] = nil
      return now < found.until ? found : nil
    }
  }
}
