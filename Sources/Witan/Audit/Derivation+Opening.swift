extension Derivation {
  /// What is asked of an opening to all, of who came to it, of an offer made again to who waited
  /// for another photo, and of an answer, also after the question had closed; nil for other
  /// entries.
  func demandsOfOpening() throws -> [AuditDemand]? {
    switch entry.event {
    case .assignmentsReoffered(let fact):
      let question = try replay.existing(fact.question)
      let step = try question.nextStep(
        assignments: replay.assignments(of: fact.question), now: entry.at, rule: replay.rule(),
        canBeAsked: { try replay.canBeAsked($0, at: entry.at) })
      let end = try entry.at.adding(seconds: clock(of: fact.question).offerSeconds)
      var due: AssignmentsReoffered?
      if case .reoffer(let owed) = step {
        due = AssignmentsReoffered(question: fact.question, assignments: owed, offerEndsAt: end)
      }
      return [.same(fact, as: due)]
    case .questionOpened(let fact):
      return [.same(fact, as: try casework.opening(replay.existing(fact.question), now: entry.at))]
    case .openQuestionTaken(let fact):
      guard let expert = try replay.member(fact.expert) else {
        return [.missing("expert", fact.expert)]
      }
      let question = try replay.existing(fact.question)
      let taken = try question.taken(
        unasked: expert, asked: replay.assignments(of: question.id),
        isFit: replay.isFit(expert, for: question), answers: replay.answers(to: question.id).count,
        rule: replay.rule(), now: entry.at)
      return [.same(fact, as: taken)]
    case .answerGiven(let fact):
      let question = try replay.existing(fact.question)
      let own = try replay.assignment(of: question.id, for: fact.expert)?.id
      let isInTime = try question.isOpen || (fact.isLate && takesLate(question))
      return [
        .that("assignment", fact.assignment, isOf: own, own == fact.assignment),
        .that("phase", question.phase, isOf: "open, or answered late", isInTime),
      ]
    case .consensusReached(let fact) where fact.occasion == .late:
      let question = try replay.existing(fact.question)
      let isLate = !question.isOpen && question.unansweredAt != nil
      return [.that("occasion", fact.occasion, isOf: "one of an open question", isLate)]
    default: return nil
    }
  }

  private func takesLate(_ question: Question) throws -> Bool {
    try question.unansweredAt != nil && !replay.isLateOver(question)
  }
}
