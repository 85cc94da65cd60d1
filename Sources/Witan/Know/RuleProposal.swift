/// Event: somebody wants another rule to be in force.
public struct RuleProposed: Codable, Equatable, Sendable {
  public let proposal: ID<RuleProposal>
  public let rule: Rule
  public let by: ID<Member>
}

/// Event: another steward than the one who proposed it wants it too. The rule comes into force in
/// the same transaction.
public struct RuleApproved: Codable, Equatable, Sendable {
  public let proposal: ID<RuleProposal>
  public let by: ID<Member>
}

/// A rule that one steward wants to be in force, and that a second must approve.
public struct RuleProposal: Codable, Equatable, Sendable {
  public let id: ID<RuleProposal>
  public let rule: Rule
  public let by: ID<Member>
  public let at: Instant
  /// Who approved it; nil for nobody yet.
  public var approvedBy: ID<Member>?

  /// The approval by a second person.
  ///
  /// Refuses another name than this proposal's, and the one who made it: it must be two people, not
  /// two tokens.
  func approved(_ id: ID<RuleProposal>, by member: ID<Member>) throws(Refusal) -> RuleApproved {
    guard id == self.id else { throw .notFound(kind: "proposal", name: id.text) }
    guard member != by else {
      throw .notAllowed(
        reason: "You proposed this rule yourself; another steward must approve it.")
    }
    return RuleApproved(proposal: id, by: member)
  }
}

extension Community {
  /// A rule as it may be proposed.
  ///
  /// Refuses numbers out of their bounds, an arithmetic that this program does not have, and
  /// a version that has been in force: each verdict names its rule by the version alone.
  func proposed(
    _ rule: Rule, as id: ID<RuleProposal>, by member: ID<Member>
  ) throws(Refusal) -> RuleProposed {
    let rule = try rule.withArithmetic()
    try rule.check()
    guard !versions.contains(rule.version), rule.version != self.rule?.version else {
      throw .invalid(
        field: "version",
        reason: "rule \"\(rule.version)\" has been in force; give the new one a name of its own")
    }
    return RuleProposed(proposal: id, rule: rule, by: member)
  }
}
