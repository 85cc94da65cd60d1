extension Derivation {
  /// What is asked of an answer, of a truth, and of what becomes of an offer; nil for other
  /// entries.
  func demandsOfAnswers() throws -> [AuditDemand]? {
    switch entry.event {
    case .answerGiven(let fact): return try demands(of: fact)
    case .outcomeRecorded(let fact): return try demands(of: fact)
    case .assignmentTaken(let fact):
      let own = try replay.assignment(of: fact.question, for: fact.expert)
      let due = try unlessRefused { try own?.taken(now: entry.at, clock: clock(of: fact.question)) }
      return [standing(own), .same(fact, as: due)]
    case .assignmentPassed(let fact):
      let own = try replay.assignment(of: fact.question, for: fact.expert)
      return [.same(fact, as: try unlessRefused { try own?.passed(reason: fact.reason) })]
    case .assignmentsLapsed(let fact):
      var due: AssignmentsLapsed?
      if case .lapse(let over) = try step(of: fact.question) {
        due = AssignmentsLapsed(question: fact.question, assignments: over)
      }
      return [.same(fact, as: due)]
    default: return nil
    }
  }

  private func demands(of fact: AnswerGiven) throws -> [AuditDemand] {
    let question = try replay.existing(fact.question)
    let own = try replay.assignment(of: question.id, for: fact.expert)
    let answers = try replay.answers(to: question.id)
    let isInTime = try question.isOpen || (fact.isLate && takesLate(question))
    let new = NewAnswer(
      taxon: fact.taxon, confidence: fact.confidence, acceptsLate: fact.isLate)
    let due = try unlessRefused {
      try new.given(
        by: fact.expert, to: question, taxonomy: library.taxonomy(for: question, on: replay),
        assignment: own, earlier: answers.first { $0.expert == fact.expert },
        count: answers.count, isLateOver: replay.isLateOver(question),
        isStillFit: replay.isStillFit(fact.expert, for: question), sealedNote: fact.note)
    }
    return [
      .that("assignment", fact.assignment, isOf: own?.id, own?.id == fact.assignment),
      .that("phase", question.phase, isOf: "open, or answered late", isInTime),
      standing(own), .same(fact, as: due),
    ]
  }

  /// A truth is a steward's of a closed question; or it was committed to beforehand, and comes to
  /// light with the verdict that closes the question.
  private func demands(of fact: OutcomeRecorded) throws -> [AuditDemand] {
    let question = try replay.existing(fact.question)
    let name = try unlessRefused {
      try library.taxonomy(for: question, on: replay).accepted(fact.taxon)
    }
    let common: [AuditDemand] = [
      .that("phase", question.phase, isOf: "closed", !question.isOpen),
      .that("taxon", fact.taxon, is: name ?? ""),
      .that("has a ground", fact.ground != nil, is: fact.source == .outcome),
    ]
    guard fact.source != .outcome else { return common }
    let (source, last) = (SkillsMoved.Source.known, try previous())
    let truth = try replay.revealed(question.known) ?? fact.taxon
    var closes = false
    if case .consensusReached(let verdict)? = last {
      closes = verdict.question == question.id && !verdict.phase.isOpen
    }
    return common + [
      .that("source", fact.source, is: source),
      .that("known beforehand", question.known != nil, is: true),
      .that("taxon", fact.taxon, is: truth),
      .that("after", last?.kind, isOf: "the verdict that closes it", closes),
    ]
  }

  /// Whether a question that had closed unanswered still takes an answer.
  func takesLate(_ question: Question) throws -> Bool {
    try question.unansweredAt != nil && !replay.isLateOver(question)
  }

  /// That an offer or a lease was not over already: time has its due before anybody acts.
  private func standing(_ assignment: Assignment?) -> AuditDemand {
    let end = assignment?.endsAt
    return .that("at", entry.at, isOf: ["before": end], end.map { entry.at < $0 } ?? true)
  }

  /// What time asked of a question.
  func step(of id: ID<Question>) throws -> Step? {
    let question = try replay.existing(id)
    return try question.nextStep(
      assignments: replay.assignments(of: id), now: entry.at, rule: replay.rule(),
      canBeAsked: { try replay.canBeAsked($0, again: question, at: entry.at) })
  }

  /// The event of the entry before this one; nil for none, and for one that cannot be read.
  func previous() throws -> Event? {
    guard entry.index > 0 else { return nil }
    let before = try replay.entries(entry.index - 1..<entry.index).first
    return before.flatMap { try? Entry(bytes: $0) }?.event
  }

  /// What a decision gives; nil where it refuses.
  func unlessRefused<Fact>(_ decide: () throws -> Fact?) throws -> Fact? {
    do { return try decide() } catch is Refusal { return nil }
  }
}
