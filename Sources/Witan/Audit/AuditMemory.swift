import Synchronization

/// What became of the audits since the program began, for those who watch over it.
final class AuditMemory: Sendable {
  /// How they ended, and the last of them.
  struct Results: Sendable {
    var clean = 0
    var broken = 0
    /// How many broken places the last one found.
    var lastFaults = 0
    /// When the last one ended; nil before the first.
    var lastAt: Instant?
  }

  /// Guards the results.
  private let state = Mutex(Results())

  /// The results so far.
  var results: Results { state.withLock { $0 } }

  /// Notes an audit that ended now.
  func note(_ report: AuditReport, at now: Instant) {
    state.withLock { state in
      if report.isClean { state.clean += 1 } else { state.broken += 1 }
      state.lastFaults = report.faultCount
      state.lastAt = now
    }
  }
}
