extension Derivation {
  /// What the record before an entry asks of it, by the same decisions as when it happened: of a
  /// question, a wave, an offer, a lease, an answer, a truth, photos and their originals, a
  /// promise, a recall, a rule, a badge, a steward's wish, somebody's times, presence, token or
  /// roles, a new key, the emergency text. Nothing of all other entries, which are derived as a
  /// whole or are anybody's to say.
  func demands() throws -> [AuditDemand] {
    if let demands = try demandsOfRecall() ?? demandsOfRule() ?? demandsOfErasure()
      ?? demandsOfPermissions() ?? demandsOfOpening() ?? demandsOfBadges() ?? demandsOfLeases()
      ?? demandsOfAnswers() ?? demandsOfAsking()
    {
      return demands
    }
    switch entry.event {
    case .photosAdded(let fact):
      let question = try replay.existing(fact.question)
      try question.needsRoom(forPhotos: fact.photos.count, of: fact.by)
      let added = try question.adding(
        fact.photos, originals: fact.originals, assignments: replay.assignments(of: fact.question),
        clock: clock(of: fact.question), now: entry.at
      ) { try replay.canBeAsked($0, again: question, at: entry.at) }
      return [
        .same(fact, as: added),
        .that("originals", fact.originals, isOf: fact.photos.count, entry.event.isPaired),
      ]
    case .promised(let fact):
      let question = try replay.existing(fact.question)
      let earlier = try replay.promise(fact.question)
      guard question.wavedAt == nil, earlier == nil else {
        return [.that("promised before", true, is: false)]
      }
      return [.same(fact, as: try promise(question))]
    case .emergencyTextSet(let fact):
      return [
        isBy(fact.by), try isBySteward(),
        .that("text", fact.text, is: try Community.checked(emergencyText: fact.text)),
      ]
    case .keyRotated(let fact):
      let community = try replay.community()
      return [
        try isBySteward(), .that("from", fact.from, is: community.verifierKey),
        try .that(
          "signatures", fact.signatures,
          isOf: KeyRotated.statement(
            origin: community.origin, index: entry.index, from: fact.from, to: fact.to),
          community.allows(fact, at: entry.index)),
      ]
    case .routeSteered(let fact):
      guard let expert = try replay.member(fact.expert) else {
        return [.missing("expert", fact.expert)]
      }
      let steered = try replay.existing(fact.question).steered(
        fact.wish, expert, ground: fact.ground, asked: replay.assignments(of: fact.question),
        by: entry.by)
      return [try isBySteward(), .same(fact, as: steered)]
    case .availabilitySet(let fact):
      try fact.availability.check()
      return [try isBySteward(or: fact.member)]
    case .membersSeen(let fact):
      let experts = try fact.members.filter { try replay.member($0)?.isOne(of: .expert) ?? false }
      return [isBy(nil), .that("members", fact.members, is: Set(experts).sorted())]
    default: return []
    }
  }

  /// What is asked of what happens to an offer or a lease; nil for other entries.
  private func demandsOfLeases() throws -> [AuditDemand]? {
    switch entry.event {
    case .leaseExtended(let fact):
      let extended = try assignment(fact.assignment)
        .extended(now: entry.at, clock: clock(of: fact.question))
      return [.same(fact, as: extended)]
    case .leasesReminded(let fact):
      guard case .remind(let due) = try step(of: fact.question) else {
        return [.same(fact, as: nil)]
      }
      return [.same(fact, as: LeasesReminded(question: fact.question, assignments: due))]
    case .assignmentHandedOver(let fact):
      let heir = try replay.member(fact.heir).map { ($0, try replay.load(fact.heir)) }
      let question = try replay.existing(fact.question)
      let asked = try replay.assignments(of: fact.question)
      let handedOver = try assignment(fact.assignment).handedOver(
        to: heir, reason: fact.reason, of: question, from: replay.member(question.asker),
        asked: asked, groups: replay.groups(of: asked),
        isCopy: replay.isCopy(fact.heir, beside: asked, in: question.subject), now: entry.at,
        clock: clock(of: fact.question))
      return [.same(fact, as: handedOver)]
    default: return nil
    }
  }

  private func assignment(_ id: ID<Assignment>) throws -> Assignment {
    guard let found = try replay.value(.assignment, id.text, as: Assignment.self) else {
      throw Refusal.notFound(kind: "assignment", name: id.text)
    }
    return found
  }

  func clock(of question: ID<Question>) throws -> Rule.Clock {
    try replay.rule().clock(replay.existing(question).urgency)
  }
}
