extension Derivation {
  /// Whether what an entry says of a lease, a hand-over, added photos, an opening, a promise, a
  /// recall, a rule, a steward's wish, somebody's times, presence, token or roles, a new key, or
  /// the emergency text is what the record before it allows, by the same decisions as when it
  /// happened; true for all other entries.
  func isAllowed() throws -> Bool {
    if let isAllowed = try isRecallAllowed() ?? isRuleAllowed() ?? isErasureAllowed()
      ?? isPermissionAllowed()
      ?? isOpeningAllowed() ?? isBadgeAllowed()
    {
      return isAllowed
    }
    switch entry.event {
    case .leaseExtended(let fact):
      return try assignment(fact.assignment)
        .extended(now: entry.at, clock: clock(of: fact.question)) == fact
    case .leasesReminded(let fact):
      let step = try replay.existing(fact.question).nextStep(
        assignments: replay.assignments(of: fact.question), now: entry.at, rule: replay.rule())
      return step == .remind(fact.assignments)
    case .assignmentHandedOver(let fact):
      let heir = try replay.member(fact.heir).map { ($0, try replay.load(fact.heir)) }
      let question = try replay.existing(fact.question)
      let asked = try replay.assignments(of: fact.question)
      return try assignment(fact.assignment).handedOver(
        to: heir, reason: fact.reason, of: question, from: replay.member(question.asker),
        asked: asked, groups: replay.groups(of: asked), now: entry.at,
        clock: clock(of: fact.question)) == fact
    case .photosAdded(let fact):
      let question = try replay.existing(fact.question)
      try question.needsRoom(forPhotos: fact.photos.count, of: fact.by)
      let added = try question.adding(
        fact.photos, assignments: replay.assignments(of: fact.question),
        clock: clock(of: fact.question), now: entry.at
      ) { try replay.canBeAsked($0, at: entry.at) }
      return added == fact
    case .promised(let fact):
      let question = try replay.existing(fact.question)
      guard question.wavedAt == nil, try replay.promise(fact.question) == nil else { return false }
      return try promise(question) == fact
    case .emergencyTextSet(let fact):
      return try entry.by == fact.by && isBySteward()
        && Community.checked(emergencyText: fact.text) == fact.text
    case .keyRotated(let fact):
      return try isBySteward() && replay.community().allows(fact, at: entry.index)
    case .routeSteered(let fact):
      guard let expert = try replay.member(fact.expert), try isBySteward() else { return false }
      return try replay.existing(fact.question).steered(
        fact.wish, expert, ground: fact.ground, asked: replay.assignments(of: fact.question))
        == fact
    case .availabilitySet(let fact):
      try fact.availability.check()
      return try entry.by == fact.member || isBySteward()
    case .membersSeen(let fact):
      let isInOrder = zip(fact.members, fact.members.dropFirst()).allSatisfy { $0 < $1 }
      return try isInOrder && entry.by == nil
        && fact.members.allSatisfy { try replay.member($0)?.isOne(of: .expert) ?? false }
    default: return true
    }
  }

  /// Whether a steward made the entry.
  func isBySteward() throws -> Bool {
    try entry.by.flatMap { try replay.member($0) }?.isOne(of: .steward) ?? false
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
