extension Derivation {
  /// Whether a badge was awarded or withdrawn as the record before it says; nil for other entries.
  ///
  /// An award is the house's own or a steward's call; what it says must be what is proved at that
  /// entry, and nobody holds the same twice. A withdrawal needs a verdict that an outcome
  /// overturned, among those that the badge leaned on, and a holder who is not proved without it.
  func isBadgeAllowed() throws -> Bool? {
    switch entry.event {
    case .badgeAwarded(let fact):
      let claim = fact.claim
      guard try entry.by == nil || isBySteward(), try replay.badge(fact.badge) == nil,
        try !replay.hasBadge(claim.member, claim.subject, claim.branch, claim.region)
      else { return false }
      return try casework.claim(
        claim.member, claim.subject, branch: claim.branch, region: claim.region) == claim
    case .badgeWithdrawn(let fact):
      guard entry.by == nil, try replay.recall(fact.because)?.because == fact.because,
        let overturned = try replay.question(fact.because)
      else { return false }
      return try casework.badgesLost(by: overturned).contains { $0.id == fact.badge }
    default: return nil
    }
  }
}
