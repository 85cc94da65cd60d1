extension Derivation {
  /// Whether a recall, a look at what leaned on a verdict, or an acknowledgement is what the record
  /// before it allows; nil for other entries.
  func isRecallAllowed() throws -> Bool? {
    switch entry.event {
    case .verdictRecalled(let fact):
      guard entry.by == nil else { return false }
      let question = try replay.existing(fact.question)
      return try fact.because == fact.question
        ? isOwnRecall(fact, question) : isRecallOfLeaning(fact, question)
    case .leaningExamined(let fact):
      let overturned = try replay.existing(fact.question)
      guard entry.by == nil, try replay.recall(fact.question)?.examineIn == overturned.subject
      else { return false }
      return try casework.examination(of: overturned) == fact
    case .recallAcknowledged(let fact):
      let recall = try replay.recall(fact.question)
      return entry.by == fact.by && recall?.awaits == fact.by && recall?.number == fact.number
    default: return nil
    }
  }

  /// Whether a truth taught anything before the verdict that it overturns was recalled.
  func owesRecall(_ fact: SkillsMoved) throws -> Bool {
    guard fact.source == .outcome, let truth = try replay.outcome(fact.question)?.taxon else {
      return false
    }
    return try casework.recalled(replay.existing(fact.question), byTruth: truth) != nil
  }

  private func isOwnRecall(_ fact: VerdictRecalled, _ question: Question) throws -> Bool {
    guard let outcome = try replay.outcome(question.id), outcome.source == .outcome else {
      return false
    }
    return try casework.recalled(question, byTruth: outcome.taxon) == fact
  }

  /// The consensus just before must be that of the look which names the question.
  private func isRecallOfLeaning(_ fact: VerdictRecalled, _ question: Question) throws -> Bool {
    guard let cause = try replay.recall(fact.because), cause.due.contains(fact.question),
      let now = try replay.consensus(question.id, version: question.consensusVersion)?.fact,
      let was = try replay.consensus(question.id, version: fact.version)?.fact
    else { return false }
    return now.occasion == .recalled && now.version == fact.version + 1 && now.said == fact.now
      && was.said == fact.was
  }
}
