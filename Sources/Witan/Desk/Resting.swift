import Synchronization

/// Questions for which time had come and nothing could be done, such as where whoever is owed one
/// has spent their attention meanwhile: each is left alone for a while, so that it takes no other's
/// turn. In memory alone, as it changes nothing but when the clock looks.
final class Resting: Sendable {
  /// Guards, by question, what was due and until when it rests.
  private let until = Mutex<[ID<Question>: (wakeAt: Instant?, until: Instant)]>([:])

  private static let seconds = 5
  /// The most that rest; then all are looked at anew.
  private static let limit = 10_000

  /// How many rest, or did when they were last looked at.
  var count: Int { until.withLock { $0.count } }

  /// Leaves a question alone until something of it changes, or its rest is over.
  func add(_ question: Question, at now: Instant) {
    until.withLock { until in
      if until.count >= Self.limit { until = [:] }
      until[question.id] = (question.wakeAt, now.adding(seconds: Self.seconds))
    }
  }

  /// Whether a question rests.
  func contains(_ question: Question, at now: Instant) -> Bool {
    until.withLock { until in
      guard let rest = until[question.id] else { return false }
      if rest.wakeAt == question.wakeAt && now < rest.until { return true }
      until[question.id] = nil
      return false
    }
  }
}
