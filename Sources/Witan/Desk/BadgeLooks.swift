import Synchronization

/// Up to which estimate of each subject this program has looked for badges that are due.
final class BadgeLooks: Sendable {
  /// Guards the numbers of the estimates.
  private let last = Mutex<[ID<Subject>: Int]>([:])

  /// Whether an estimate was not looked at yet; from now on it was.
  func isNew(_ estimate: Int, of subject: ID<Subject>) -> Bool {
    last.withLock { last in
      guard last[subject] ?? 0 < estimate else { return false }
      last[subject] = estimate
      return true
    }
  }
}
