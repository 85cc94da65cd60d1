extension Derivation {
  /// Whether a question was opened to all, taken by who came, or offered again to who waited for
  /// another photo, as the record before it allows; nil for other entries.
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
    default: return nil
    }
  }
}
