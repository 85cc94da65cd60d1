extension Derivation {
  /// Whether the entry is by who such an event must be by: the person whom it names, a steward, or
  /// the house itself. What `isAllowed` asks of an author is not asked again.
  func isByWhoMust() throws -> Bool {
    switch entry.event {
    case .communityFounded: return entry.by == nil && entry.index == 0
    case .subjectDefined: return try isBySteward()
    case .memberJoined(let fact) where fact.invitation != nil: return entry.by == nil
    case .memberJoined:
      // The first steward is there before anybody could add them.
      return try entry.by == nil ? replay.members().isEmpty : isBySteward()
    case .tokenIssued(let fact):
      if entry.by == nil { return try replay.members().map(\.id) == [fact.member] }
      return try entry.by == fact.member || isBySteward()
    case .tokenRevoked(let fact): return try entry.by == fact.member || isBySteward()
    case .signInLinkMade(let fact):
      return try entry.by == fact.by && (fact.by == fact.member || isBySteward())
    case .signInWaysSet(let fact):
      return try entry.by == fact.by && (fact.by == fact.member || isBySteward())
    case .questionAsked(let fact): return entry.by == fact.asker
    case .optionAdded(let fact): return entry.by == fact.by
    case .assignmentTaken(let fact): return entry.by == fact.expert
    case .openQuestionTaken(let fact): return entry.by == fact.expert
    case .assignmentPassed(let fact): return try entry.by == expert(of: fact.assignment)
    case .assignmentHandedOver(let fact): return entry.by == fact.expert
    case .leaseExtended(let fact): return entry.by == fact.expert
    case .answerGiven(let fact): return entry.by == fact.expert
    case .outcomeRecorded(let fact): return entry.by == fact.by
    case .photosAdded(let fact): return entry.by == fact.by
    case .spotTold(let fact): return try entry.by == replay.question(fact.question)?.asker
    case .spotViewed(let fact):
      return try entry.by == fact.by && replay.member(fact.by)?.isOne(of: .auditor) == true
    case .questionDispatched, .questionOpened, .assignmentsReoffered, .assignmentsLapsed,
      .leasesReminded, .consensusReached,
      .skillsMoved, .skillsEstimated, .membersSeen, .promised, .verdictRecalled, .leaningExamined:
      return entry.by == nil
    default: return true
    }
  }

  private func expert(of id: ID<Assignment>) throws -> ID<Member>? {
    try replay.value(.assignment, id.text, as: Assignment.self)?.expert
  }
}
