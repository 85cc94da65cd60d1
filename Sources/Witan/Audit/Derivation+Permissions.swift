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
    default: return nil
    }
  }
}
