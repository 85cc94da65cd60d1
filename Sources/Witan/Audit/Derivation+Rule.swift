extension Derivation {
  /// Whether a rule was proposed, approved or came into force as the record before it allows: the
  /// first with the community, every other by two stewards; nil for other entries.
  func isRuleAllowed() throws -> Bool? {
    switch entry.event {
    case .ruleProposed(let fact):
      let proposed = try replay.community().proposed(fact.rule, as: fact.proposal, by: fact.by)
      return try entry.by == fact.by && isBySteward() && proposed == fact
    case .ruleApproved(let fact):
      let approved = try replay.community().proposal?.approved(fact.proposal, by: fact.by)
      return try entry.by == fact.by && isBySteward() && approved == fact
    case .ruleAdopted(let fact):
      let community = try replay.community()
      guard community.rule != nil else { return entry.by == nil }
      guard let proposal = community.proposal, let second = proposal.approvedBy else {
        return false
      }
      return proposal.rule == fact.rule && entry.by == second
    default: return nil
    }
  }
}
