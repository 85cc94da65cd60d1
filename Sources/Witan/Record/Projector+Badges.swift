extension Projector {
  /// A badge is awarded, or withdrawn.
  static func applyToBadges(_ entry: Entry, _ pen: any Pen) throws {
    switch entry.event {
    case .badgeAwarded(let fact):
      try pen.put(
        .badge, fact.badge.text,
        Badge(
          id: fact.badge, claim: fact.claim, member: fact.claim.member, awardedAt: entry.at,
          entry: entry.index))
    case .badgeWithdrawn(let fact):
      guard var badge = try pen.badge(fact.badge) else { return }
      (badge.withdrawnAt, badge.because) = (entry.at, fact.because)
      try pen.put(.badge, fact.badge.text, badge)
    default: break
    }
  }
}
