extension Derivation {
  /// What is asked of a rule's proposal, approval and coming into force: the first comes with the
  /// community, every other by two stewards; nil for other entries.
  func demandsOfRule() throws -> [AuditDemand]? {
    switch entry.event {
    case .ruleProposed(let fact):
      return [
        isBy(fact.by), try isBySteward(),
        .same(fact, as: try replay.community().proposed(fact.rule, as: fact.proposal, by: fact.by)),
      ]
    case .ruleApproved(let fact):
      return [
        isBy(fact.by), try isBySteward(),
        .same(fact, as: try replay.community().proposal?.approved(fact.proposal, by: fact.by)),
      ]
    case .ruleAdopted(let fact):
      let community = try replay.community()
      guard community.rule != nil else { return [isBy(nil)] }
      let proposal = community.proposal
      guard let proposal, let second = proposal.approvedBy else {
        return [.that("rule", fact.rule.version, isOf: String?.none, false)]
      }
      return [isBy(second), .same(fact.rule, as: proposal.rule)]
    default: return nil
    }
  }
}
