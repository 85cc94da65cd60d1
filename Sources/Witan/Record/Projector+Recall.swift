extension Projector {
  /// A verdict is taken back, and the asker must say that they know.
  static func recalled(_ fact: VerdictRecalled, at instant: Instant, _ pen: any Pen) throws {
    let question = try pen.needed(fact.question)
    let isOwn = fact.because == fact.question
    try pen.put(
      .recall, fact.question.text,
      Recall(
        question: fact.question, number: try (pen.recall(fact.question)?.number ?? 0) + 1,
        version: fact.version, was: fact.was, now: fact.now, because: fact.because, at: instant,
        awaits: question.asker, examineIn: isOwn ? question.subject : nil))
    guard !isOwn, var cause = try pen.recall(fact.because) else { return }
    cause.due.removeAll { $0 == fact.question }
    try pen.put(.recall, fact.because.text, cause)
  }

  /// The asker knows.
  static func acknowledged(
    _ fact: RecallAcknowledged, at instant: Instant, _ pen: any Pen
  ) throws {
    guard var recall = try pen.recall(fact.question) else { return }
    recall.acknowledgedAt = instant
    recall.awaits = nil
    try pen.put(.recall, fact.question.text, recall)
  }

  /// What leaned on it was looked at.
  static func examined(_ fact: LeaningExamined, _ pen: any Pen) throws {
    guard var recall = try pen.recall(fact.question) else { return }
    recall.examineIn = nil
    recall.due = fact.recalled
    try pen.put(.recall, fact.question.text, recall)
  }
}
