extension Derivation {
  /// What is asked of a recall, a look at what leaned on a verdict, or an acknowledgement; nil for
  /// other entries.
  func demandsOfRecall() throws -> [AuditDemand]? {
    switch entry.event {
    case .verdictRecalled(let fact):
      let question = try replay.existing(fact.question)
      return [
        isBy(nil),
        .same(
          fact,
          as: try fact.because == fact.question ? ownRecall(question) : recallOfLeaning(fact)),
      ]
    case .leaningExamined(let fact):
      let overturned = try replay.existing(fact.question)
      let awaited = try replay.recall(fact.question)?.examineIn
      guard awaited == overturned.subject else {
        return [isBy(nil), .that("awaits a look in", overturned.subject, isOf: awaited, false)]
      }
      return [isBy(nil), .same(fact, as: try casework.examination(of: overturned))]
    case .recallAcknowledged(let fact):
      let recall = try replay.recall(fact.question)
      return [
        isBy(fact.by), .that("by", fact.by, isOf: recall?.awaits, recall?.awaits == fact.by),
        .that("number", fact.number, isOf: recall?.number, recall?.number == fact.number),
      ]
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

  /// The recall that a question's own outcome owes; nil for none.
  private func ownRecall(_ question: Question) throws -> VerdictRecalled? {
    guard let outcome = try replay.outcome(question.id), outcome.source == .outcome else {
      return nil
    }
    return try casework.recalled(question, byTruth: outcome.taxon)
  }

  /// The recall that is due after a look which names the question; the consensus just before must
  /// be that of the look.
  private func recallOfLeaning(_ fact: VerdictRecalled) throws -> VerdictRecalled? {
    let question = try replay.existing(fact.question)
    guard let cause = try replay.recall(fact.because), cause.due.contains(fact.question),
      let now = try replay.consensus(question.id, version: question.consensusVersion)?.fact,
      now.occasion == .recalled, now.version > 1,
      let was = try replay.consensus(question.id, version: now.version - 1)?.fact
    else { return nil }
    return VerdictRecalled(
      question: fact.question, version: was.version, was: was.said, now: now.said,
      because: fact.because)
  }
}
