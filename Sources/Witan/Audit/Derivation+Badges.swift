extension Derivation {
  /// What is asked of an award or a withdrawal of a badge; nil for other entries.
  ///
  /// An award is an estimate's own (`BadgesOwed`) or a steward's call; what it says must be proved
  /// at that entry, and nobody holds the same twice. A withdrawal needs a verdict that an outcome
  /// overturned, that the badge leaned on or because of which one that it leaned on was recalled,
  /// and a holder who is not proved without it.
  func demandsOfBadges() throws -> [AuditDemand]? {
    switch entry.event {
    case .badgeAwarded(let fact):
      let claim = fact.claim
      let held = try replay.badges(of: claim.member).first {
        $0.withdrawnAt == nil && $0.claim.subject == claim.subject
          && $0.claim.branch == claim.branch && $0.claim.region == claim.region
      }
      return [
        try entry.by == nil ? isBy(nil) : isBySteward(),
        .that("badge", fact.badge, isOf: String?.none, try replay.badge(fact.badge) == nil),
        .that("badge", fact.badge, isOf: held?.id, held == nil),
        .same(
          claim,
          as: try casework.claim(
            claim.member, claim.subject, branch: claim.branch, region: claim.region)),
      ]
    case .badgeWithdrawn(let fact):
      let recall = try replay.recall(fact.because)
      let because = recall?.because
      guard let overturned = try replay.question(fact.because), because == fact.because else {
        return [isBy(nil), .that("because", fact.because, isOf: because, false)]
      }
      let lost = try casework.badgesLost(by: overturned).map(\.id)
      return [
        isBy(nil),
        // Only a look takes badges back: one that was left out is still awaited.
        .that("look awaited in", recall?.examineIn, is: nil),
        .that("badge", fact.badge, isOf: lost, lost.contains(fact.badge)),
      ]
    default: return nil
    }
  }
}
