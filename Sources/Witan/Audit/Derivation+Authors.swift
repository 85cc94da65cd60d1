extension Derivation {
  /// Who must have made the entry: the person whom it names, a steward, or the house itself. What
  /// `demands` asks of an author is not asked again.
  func authors() throws -> [AuditDemand] { try author() + [belongs()].compactMap { $0 } }

  /// That who made the entry had any role: without one they are out. Whoever erases all that is
  /// their own is out before the last of it, and before their tokens end.
  private func belongs() throws -> AuditDemand? {
    guard let by = entry.by else { return nil }
    switch entry.event {
    case .erased: return nil
    case .tokenRevoked(let fact) where fact.member == by: return nil
    default: break
    }
    let roles = try replay.member(by)?.roles ?? []
    return .that("roles of by", roles, isOf: "one or more", !roles.isEmpty)
  }

  private func author() throws -> [AuditDemand] {
    switch entry.event {
    case .communityFounded: return [isBy(nil), .that("index", entry.index, is: 0)]
    case .subjectDefined(let fact):
      let isNew = try replay.subject(fact.subject) == nil
      return [try isBySteward(), .that("subject", fact.subject, isOf: "a new one", isNew)]
    case .memberJoined(let fact) where fact.invitation != nil: return [isBy(nil)]
    case .memberJoined:
      guard entry.by == nil else { return [try isBySteward()] }
      // The first steward is there before anybody could add them.
      return [try .that("by", entry.by, isOf: replay.stewards(), replay.members().isEmpty)]
    case .tokenIssued(let fact):
      guard entry.by == nil else { return [try isBySteward(or: fact.member)] }
      let isFirst = try replay.members().map(\.id) == [fact.member]
      return [try .that("by", entry.by, isOf: [fact.member] + replay.stewards(), isFirst)]
    case .tokenRevoked(let fact):
      let token = try replay.token(sha256: fact.sha256)
      return [
        try isBySteward(or: fact.member),
        .that("member", fact.member, isOf: token?.member, token?.member == fact.member),
        .that("ended before", token?.revokedAt, is: nil),
      ]
    case .signInLinkMade(let fact): return [isBy(fact.by), try isBySteward(or: fact.member)]
    case .signInWaysSet(let fact): return [isBy(fact.by), try isBySteward(or: fact.member)]
    case .questionAsked(let fact): return [isBy(fact.asker), try holds(.asker, .steward)]
    case .optionAdded(let fact): return [isBy(fact.by), try holds(.expert, .steward)]
    case .assignmentTaken(let fact): return [isBy(fact.expert), try holds(.expert)]
    case .openQuestionTaken(let fact): return [isBy(fact.expert), try holds(.expert)]
    case .assignmentPassed(let fact):
      return [isBy(try expert(of: fact.assignment)), try holds(.expert)]
    case .assignmentHandedOver(let fact): return [isBy(fact.expert), try holds(.expert)]
    case .leaseExtended(let fact): return [isBy(fact.expert), try holds(.expert)]
    case .answerGiven(let fact): return [isBy(fact.expert), try holds(.expert)]
    case .outcomeRecorded(let fact) where fact.source == .outcome:
      return [isBy(fact.by), try isBySteward()]
    case .outcomeRecorded(let fact):
      return [isBy(fact.by), isBy(try replay.question(fact.question)?.asker)]
    case .photosAdded(let fact): return [isBy(fact.by), try holds(.asker, .steward)]
    case .spotTold(let fact): return [isBy(try replay.question(fact.question)?.asker)]
    case .spotViewed(let fact):
      let isAuditor = try replay.member(fact.by)?.isOne(of: .auditor) == true
      let auditors = { try replay.members().filter { $0.isOne(of: .auditor) }.map(\.id) }
      return [
        isBy(fact.by), .that("by", fact.by, isOf: try auditors(), isAuditor),
        .that("question", fact.question, isOf: "one with a spot", try hasSpot(fact.question)),
      ]
    case .originalViewed(let fact):
      let viewers = { try replay.members().filter { $0.isOne(of: .auditor) }.map(\.id) }
      let isViewer = try replay.member(fact.by)?.isOne(of: .auditor) == true
      let kept = try (replay.question(fact.question)?.originals ?? []).map(\.photo)
      return [
        isBy(fact.by), .that("by", fact.by, isOf: try viewers(), isViewer),
        .that("photo", fact.photo, isOf: kept, kept.contains(fact.photo)),
      ]
    case .questionDispatched, .questionOpened, .assignmentsReoffered, .assignmentsLapsed,
      .leasesReminded, .consensusReached,
      .skillsMoved, .skillsEstimated, .membersSeen, .promised, .verdictRecalled, .leaningExamined:
      return [isBy(nil)]
    default: return []
    }
  }

  /// Whether it was told where a question's subject was seen; it may be erased since.
  private func hasSpot(_ question: ID<Question>) throws -> Bool {
    try replay.trace(of: question).contains { entry in
      if case .spotTold = entry.event { true } else { false }
    }
  }

  /// That who made the entry had one of these roles.
  private func holds(_ roles: Role...) throws -> AuditDemand {
    let held = try entry.by.flatMap { try replay.member($0) }?.roles ?? []
    return .that("roles of by", held, isOf: roles, roles.contains(where: held.contains))
  }

  private func expert(of id: ID<Assignment>) throws -> ID<Member>? {
    try replay.value(.assignment, id.text, as: Assignment.self)?.expert
  }
}
