extension Desk {
  /// The rule in force and the one that waits for a second person.
  public func rule(_ caller: Caller) async throws -> RuleSheet {
    try caller.needs(.steward, .auditor)
    return try await archive.read { try RuleSheet(of: $0.community(), on: $0) }
  }

  /// Proposes another rule; an earlier proposal that waits is dropped.
  public func propose(_ caller: Caller, _ rule: Rule) async throws -> RuleSheet {
    try caller.needs(.steward)
    let id = ID<RuleProposal>(world.name("p"))
    return try await record { journal, _ in
      let fact = try journal.pen.community().proposed(rule, as: id, by: caller.member.id)
      try journal.record(.ruleProposed(fact), by: caller.member.id)
      return try RuleSheet(of: journal.pen.community(), on: journal.pen)
    }
  }

  /// Approves the proposed rule, which comes into force at once: for another steward than the one
  /// who proposed it.
  public func approve(_ caller: Caller, _ id: ID<RuleProposal>) async throws -> RuleSheet {
    try caller.needs(.steward)
    return try await record { journal, _ in
      guard let proposal = try journal.pen.community().proposal else {
        throw Refusal.notFound(kind: "proposal", name: id.text)
      }
      let fact = try proposal.approved(id, by: caller.member.id)
      try journal.record(.ruleApproved(fact), by: caller.member.id)
      try journal.record(.ruleAdopted(RuleAdopted(rule: proposal.rule)), by: caller.member.id)
      return try RuleSheet(of: journal.pen.community(), on: journal.pen)
    }
  }
}

/// The rule as stewards and auditors see it.
public struct RuleSheet: Codable, Equatable, Sendable {
  /// The rule in force.
  public let rule: Rule
  /// The rule that waits for a second person; nil for none.
  public let proposal: Proposed?

  /// A proposed rule.
  public struct Proposed: Codable, Equatable, Sendable {
    public let id: String
    public let rule: Rule
    /// Who proposed it, by handle.
    public let by: String
    public let at: Instant
  }

  /// What a community's record says.
  init(of community: Community, on shelf: any Shelf) throws {
    rule = community.rule ?? .first
    proposal = try community.proposal.map {
      Proposed(id: $0.id.text, rule: $0.rule, by: try shelf.shownName($0.by), at: $0.at)
    }
  }
}
