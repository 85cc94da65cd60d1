extension Casework {
  /// What the asker of a question is told before the first wave.
  func promise(_ question: Question, now: Instant) throws -> Promised {
    let (need, rule) = try need(question)
    let promise = try library.withRoster(of: question.subject, rule: rule, on: shelf) { roster in
      Promise(need, roster: &roster, rule: rule, now: now)
    }
    return Promised(question: question.id, promise: promise)
  }
}
