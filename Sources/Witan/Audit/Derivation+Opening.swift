extension Derivation {
  /// What is asked of an opening to all, of who came to it, and of an offer made again to who
  /// waited for another photo; nil for other entries.
  func demandsOfOpening() throws -> [AuditDemand]? {
    switch entry.event {
    case .assignmentsReoffered(let fact):
      let end = try entry.at.adding(seconds: clock(of: fact.question).offerSeconds)
      var due: AssignmentsReoffered?
      if case .reoffer(let owed) = try step(of: fact.question) {
        due = AssignmentsReoffered(question: fact.question, assignments: owed, offerEndsAt: end)
      }
      return [.same(fact, as: due)]
    case .questionOpened(let fact):
      let due = try casework.opening(replay.existing(fact.question), now: entry.at)
      return [
        .that("widens", true, is: try step(of: fact.question) == .widen), .same(fact, as: due),
      ]
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
    default: return nil
    }
  }
}
