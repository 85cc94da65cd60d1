/// The parts of what a reader is shown.
extension View {
  /// What the community holds.
  func verdict(_ library: Library) throws -> Verdict? {
    guard
      let consensus = try shelf.consensus(question.id, version: question.consensusVersion)
    else { return nil }
    let fact = consensus.fact
    let taxonomy = try library.taxonomy(for: question, on: shelf)
    let node = fact.held.flatMap { taxonomy.node(accepted: $0.taxon) }
    let common = node.flatMap { taxonomy[$0].names.first { $0.language == "en" }?.name }
    return Verdict(
      version: fact.version, phase: fact.phase, action: fact.action?.name,
      advice: advice(fact.action?.name, isHeld: fact.held != nil, taxonomy),
      taxon: fact.held?.taxon, rank: fact.held?.rank,
      commonName: common,
      probabilityPartsPerMillion: (fact.held ?? fact.leading)?.partsPerMillion,
      leading: fact.leading, runnerUp: fact.runnerUp,
      unnamedPartsPerMillion: fact.unnamedPartsPerMillion, actions: fact.actions,
      independentAnswers: Double(fact.independentAnswersThousandths) / 1000,
      fragility: fact.fragility,
      reasons: try fact.reasons.map { reason in
        let expert = try shelf.member(reason.expert)
        return ReasonSheet(
          expert: expert?.handle ?? reason.expert.text,
          expertName: expert?.shown ?? reason.expert.text, taxon: reason.taxon,
          bits: Double(reason.milliBits) / 1000)
      }, rule: fact.rule, estimate: fact.estimate, skillsAsOf: fact.skillsAsOf,
      reachedAt: consensus.reachedAt)
  }

  /// An answer, with whose it is.
  func answerSheet(_ answer: Answer) throws -> AnswerSheet {
    let expert = try shelf.member(answer.expert)
    return AnswerSheet(
      id: answer.id.text, expert: expert?.handle ?? answer.expert.text,
      expertName: expert?.shown ?? answer.expert.text, taxon: answer.taxon,
      confidence: answer.confidence, note: answer.note, givenAt: answer.givenAt,
      isLate: answer.isLate)
  }

  /// How it stands with somebody who was asked.
  func assignmentSheet(_ assignment: Assignment) throws -> AssignmentSheet {
    AssignmentSheet(
      id: assignment.id.text,
      expert: try shelf.member(assignment.expert)?.handle ?? assignment.expert.text,
      wave: assignment.wave, state: assignment.state.word, offeredAt: assignment.offeredAt,
      endsAt: assignment.endsAt,
      holdLimit: assignment.holdLimit(try shelf.rule().clock(question.urgency)),
      remindedAt: assignment.lease?.remindedAt, releasedAt: assignment.releasedAt,
      passedFor: assignment.passedFor, againFor: assignment.againFor,
      handedTo: try assignment.heir.map { try shelf.member($0)?.handle ?? $0.text })
  }

  /// The truth, once it is known.
  func outcome() throws -> OutcomeSheet? {
    try shelf.outcome(question.id).map { outcome in
      let dissent = try Dissent.sentences(question, on: shelf)
      return OutcomeSheet(
        taxon: outcome.taxon, by: try shelf.member(outcome.by)?.handle ?? outcome.by.text,
        source: outcome.source, ground: outcome.ground, recordedAt: outcome.recordedAt,
        dissent: dissent.isEmpty ? nil : dissent)
    }
  }
}

extension Assignment.State {
  /// The state in one word.
  var word: String {
    switch self {
    case .offered: "offered"
    case .held: "held"
    case .answered: "answered"
    case .passed: "passed"
    case .lapsed: "lapsed"
    case .released: "released"
    case .handedOver: "handed-over"
    }
  }
}

extension Assignment {
  /// Why it was passed on; nil where it was not.
  var passedFor: PassReason? {
    if case .passed(_, let reason) = state { reason } else { nil }
  }

  /// Who has it in this one's place; nil where it was not handed over.
  fileprivate var heir: ID<Member>? {
    if case .handedOver(_, let heir) = state { heir } else { nil }
  }
}

/// What to do, in a sentence for somebody in a hurry.
func advice(_ action: String?, isHeld: Bool, _ taxonomy: Taxonomy) -> String {
  guard !taxonomy.actions.isEmpty else {
    return !isHeld ? "No answer is sure enough yet." : "The community holds this answer."
  }
  switch action {
  case "dangerous"?:
    return "Treat as DANGEROUS: keep away; if anybody was bitten, call emergency services now."
  case "harmless"?:
    return "Held to be harmless. Leave it in peace; for any bite, still see a doctor."
  case .some(let action): return "Held to be \(action)."
  case nil:
    return taxonomy.actions.contains("dangerous")
      ? "NOT CERTAIN: treat as dangerous until more is known." : "Not certain yet."
  }
}
