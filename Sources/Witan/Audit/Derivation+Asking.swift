extension Derivation {
  /// What is asked of a question, of a choice added to it, of a wave, and of the occasion of a
  /// verdict; nil for other entries.
  func demandsOfAsking() throws -> [AuditDemand]? {
    switch entry.event {
    case .questionAsked(let fact): return try demands(of: fact)
    case .optionAdded(let fact):
      let question = try replay.existing(fact.question)
      let asked = try replay.assignments(of: fact.question).contains { $0.expert == fact.by }
      let option = try unlessRefused {
        try NewQuestion.option(fact.option, beside: question.options)
      }
      return [
        .that("phase", question.phase, isOf: "open", question.isOpen),
        .that("choices of its own", question.options.isEmpty, is: false),
        .that("by", fact.by, isOf: "who was asked", try asked || isBySteward()),
        .that("option", fact.option, is: option ?? ""),
      ]
    case .questionDispatched(let fact): return [try isDue(.widen, for: fact.question)]
    case .consensusReached(let fact): return try demands(of: fact)
    default: return nil
    }
  }

  private func demands(of fact: QuestionAsked) throws -> [AuditDemand] {
    guard let subject = try replay.subject(fact.subject) else {
      return [.missing("subject", fact.subject)]
    }
    // What was asked is sealed; of the rest nothing hangs on it.
    let new = NewQuestion(
      subject: subject.id.text, text: "?", place: fact.place?.code, urgency: fact.urgency,
      options: fact.options, language: fact.language)
    let due = try unlessRefused { try new.checked(for: subject) }
    let isNew = try replay.question(fact.question) == nil
    let clock = try replay.rule().clock(fact.urgency)
    let count = fact.photos.count
    return [
      .that("question", fact.question, isOf: "a new one", isNew),
      .that("options", fact.options, isOf: due?.options, fact.options == due?.options),
      .that("place", fact.place, isOf: due?.place, fact.place == due?.place),
      .that("deadline", fact.deadline, is: entry.at.adding(seconds: clock.deadlineSeconds)),
      .that("photos", count, isOf: NewQuestion.photoLimit, count <= NewQuestion.photoLimit),
      .that(
        "known", fact.known != nil, isOf: "a steward's", try fact.known == nil || isBySteward()),
      .that("originals", fact.originals, isOf: count, entry.event.isPaired),
    ]
  }

  /// A verdict is reached when an answer came, when something must be said, or when nobody more is
  /// to be asked. What it says is derived as a whole; see `consensus`.
  private func demands(of fact: ConsensusReached) throws -> [AuditDemand] {
    let question = try replay.existing(fact.question)
    switch fact.occasion {
    case .recalled: return []
    case .deadline: return [try isDue(.firstWord, for: fact.question)]
    case .exhausted:
      return [
        try isDue(.widen, for: fact.question), try isClosing(question, draw: fact.draw),
      ]
    case .answer, .late:
      var came: Occasion?
      if case .answerGiven(let answer)? = try previous(), answer.question == question.id {
        came = question.isOpen ? .answer : question.unansweredAt == nil ? nil : .late
      }
      return [.that("occasion", fact.occasion, isOf: came, came == fact.occasion)]
    }
  }

  /// That time asked for this.
  private func isDue(_ due: Step, for question: ID<Question>) throws -> AuditDemand {
    let step = try step(of: question)
    return .that("step", "\(due)", isOf: step.map { "\($0)" }, step == due)
  }

  /// That nobody more was to be asked, by the draw that is recorded.
  private func isClosing(_ question: Question, draw: String?) throws -> AuditDemand {
    guard let draw, let seed = UInt64(draw, radix: 16) else { return .missing("draw", draw) }
    let dispatch = try casework.dispatch(question, seed: seed, now: entry.at)
    let opened =
      try dispatch.offers.isEmpty ? casework.opening(question, now: entry.at) : nil
    let widening = try question.widening(
      by: WaveOutlook(dispatch, before: question.deadline), canOpen: opened != nil,
      asked: replay.heeded(replay.assignments(of: question.id), of: question),
      rule: replay.rule(), now: entry.at, file: casework.file(question))
    return .that(
      "closes", "\(Widening.close) by \(draw)",
      is: "\(widening) by \(dispatch.seed)")
  }
}
