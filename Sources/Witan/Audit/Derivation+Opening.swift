extension Derivation {
  /// Whether a question was opened to all, taken by who came, offered again to who waited for
  /// another photo, or answered after it had closed, as the record before it allows; nil for other
  /// entries.
  func isOpeningAllowed() throws -> Bool? {
    switch entry.event {
    case .assignmentsReoffered(let fact):
      let question = try replay.existing(fact.question)
      let step = try question.nextStep(
        assignments: replay.assignments(of: fact.question), now: entry.at, rule: replay.rule(),
        canBeAsked: { try replay.canBeAsked($0, at: entry.at) })
      let end = try entry.at.adding(seconds: clock(of: fact.question).offerSeconds)
      return step == .reoffer(fact.assignments) && fact.offerEndsAt == end
    case .questionOpened(let fact):
      return try casework.opening(replay.existing(fact.question), now: entry.at) == fact
    case .openQuestionTaken(let fact):
      guard let expert = try replay.member(fact.expert) else { return false }
      let question = try replay.existing(fact.question)
      return try question.taken(
        unasked: expert, asked: replay.assignments(of: question.id),
        isFit: replay.isFit(expert, for: question), answers: replay.answers(to: question.id).count,
        rule: replay.rule(), now: entry.at) == fact
    case .answerGiven(let fact):
      let question = try replay.existing(fact.question)
      guard try replay.assignment(of: question.id, for: fact.expert)?.id == fact.assignment else {
        return false
      }
      return try question.isOpen || (fact.isLate && takesLate(question))
    case .consensusReached(let fact) where fact.occasion == .late:
      let question = try replay.existing(fact.question)
      return !question.isOpen && question.unansweredAt != nil
    default: return nil
    }
  }

  private func takesLate(_ question: Question) throws -> Bool {
    try question.unansweredAt != nil && !replay.isLateOver(question)
  }
}
