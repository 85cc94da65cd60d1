extension Derivation {
  /// Whether a token or a change of roles is what the record before it allows; nil for other
  /// entries.
  func isPermissionAllowed() throws -> Bool? {
    switch entry.event {
    case .tokenIssued(let fact):
      guard let member = try replay.member(fact.member) else { return false }
      let isLimited = fact.scopes.map { !$0.isEmpty && $0 == Set($0).sorted() } ?? member.isPerson
      return isLimited && (fact.expiresAt.map { entry.at < $0 } ?? true)
    case .rolesSet(let fact):
      guard entry.by == fact.by, try isBySteward(), let member = try replay.member(fact.member)
      else { return false }
      return try member.changed(
        to: fact.roles, subjects: fact.subjects, by: fact.by,
        knownSubjects: replay.subjects().map(\.id), stewards: replay.stewards()) == fact
    case .memberJoined(let fact):
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
      return try replay.member(fact.member)?.isPerson == true && entry.at < fact.expiresAt
    default: return nil
    }
  }

  private func invitation(_ sha256: String) throws -> Invitation? {
    try replay.value(.invitation, sha256, as: Invitation.self)
  }
}
