extension Derivation {
  /// Whether a token or a change of roles is what the record before it allows; nil for other
  /// entries.
  func isPermissionAllowed() throws -> Bool? {
    switch entry.event {
    case .tokenIssued(let fact):
      guard let member = try replay.member(fact.member) else { return false }
      let isLimited = fact.scopes.map { !$0.isEmpty && $0 == Set($0).sorted() } ?? member.isPerson
      // With who joins comes a first token.
      let isOwn = isKey(of: member) || member.joinedAt == entry.at
      return isOwn && isLimited && (fact.expiresAt.map { entry.at < $0 } ?? true)
    case .rolesProposed(let fact):
      return try entry.by == fact.by
        && change(fact.member, to: fact.roles, fact.subjects) == .proposed(fact)
    case .rolesSet(let fact):
      return try entry.by == fact.by
        && change(fact.member, to: fact.roles, fact.subjects) == .set(fact)
    case .languagesSet(let fact):
      let read = try replay.member(fact.member)?.reading(fact.languages)
      return try read == fact && (entry.by == fact.member || isBySteward())
    case .groupSet(let fact):
      let joined = try replay.member(fact.member)?.joining(fact.group, by: fact.by)
      return try joined == fact && entry.by == fact.by && isBySteward()
    case .memberJoined(let fact):
      let isFounding = entry.by == nil && fact.invitation == nil
      if fact.roles.contains(.steward), !isFounding, try replay.stewards().count > 1 {
        return false
      }
      guard let sha256 = fact.invitation else { return nil }
      guard let open = try invitation(sha256) else { return false }
      return try open.isOpen(at: entry.at, madeBy: replay.member(open.by))
        && fact.roles == open.roles && fact.subjects == open.subjects && fact.isProgram == nil
    case .invitationMade(let fact):
      let isNew = try invitation(fact.sha256) == nil
      return try isNew && entry.by == fact.by && isBySteward() && !fact.roles.isEmpty
        && entry.at < fact.expiresAt
    case .invitationWithdrawn(let fact):
      let state = try invitation(fact.sha256)?.state(at: entry.at)
      return try entry.by == fact.by && isBySteward() && state == .open
    case .signInLinkMade(let fact):
      guard let member = try replay.member(fact.member) else { return false }
      return member.isPerson && isKey(of: member) && entry.at < fact.expiresAt
    case .signInWaysSet(let fact):
      guard let member = try replay.member(fact.member), min(fact.added, fact.removed) >= 0,
        fact.added + fact.removed > 0
      else { return false }
      // Nobody gives another an address; an account, only who has the folder.
      let isOwn = fact.by == fact.member || fact.way == .openID && fact.door == .folder
      return fact.added == 0
        || isOwn && isKey(of: member) && member.isPerson && !member.roles.isEmpty
    default: return nil
    }
  }

  /// Whether who made a key may make one for this member.
  private func isKey(of member: Member) -> Bool {
    !member.isOne(of: .steward) || entry.by == nil || entry.by == member.id
  }

  /// What the wish for these roles comes to.
  private func change(
    _ member: ID<Member>, to roles: [Role], _ subjects: [ID<Subject>]
  ) throws -> RolesChange? {
    guard let by = entry.by, try isBySteward(), let member = try replay.member(member) else {
      return nil
    }
    return try member.changed(
      to: roles, subjects: subjects, by: by, knownSubjects: replay.subjects().map(\.id),
      stewards: replay.stewards())
  }

  private func invitation(_ sha256: String) throws -> Invitation? {
    try replay.value(.invitation, sha256, as: Invitation.self)
  }
}
