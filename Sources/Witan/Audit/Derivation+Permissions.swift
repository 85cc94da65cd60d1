extension Derivation {
  /// What is asked of tokens, links, invitations, and of changes to who somebody is; nil for other
  /// entries.
  func demandsOfPermissions() throws -> [AuditDemand]? {
    switch entry.event {
    case .rolesProposed(let fact):
      guard case .proposed(let due)? = try change(fact.member, fact.roles, fact.subjects) else {
        return [isBy(fact.by), .same(fact, as: nil)]
      }
      return [isBy(fact.by), .same(fact, as: due)]
    case .rolesSet(let fact):
      let change = try change(fact.member, fact.roles, fact.subjects)
      // What it came to instead: that it waits for another steward.
      if case .proposed(let due)? = change {
        return [isBy(fact.by), .that("roles", fact.roles, isOf: ["proposed": due.roles], false)]
      }
      guard case .set(let due)? = change else {
        return [isBy(fact.by), try isBySteward(), .same(fact, as: nil)]
      }
      return [isBy(fact.by), .same(fact, as: due)]
    case .languagesSet(let fact):
      return [
        try isBySteward(or: fact.member),
        .same(fact, as: try replay.member(fact.member)?.reading(fact.languages)),
      ]
    case .groupSet(let fact):
      return [
        isBy(fact.by), try isBySteward(),
        .same(fact, as: try replay.member(fact.member)?.joining(fact.group, by: fact.by)),
      ]
    case .memberJoined(let fact): return try demands(of: fact)
    case .tokenIssued, .signInLinkMade, .signInWaysSet: return try demandsOfKeys()
    case .invitationMade, .invitationWithdrawn: return try demandsOfInvitations()
    default: return nil
    }
  }

  private func demands(of fact: MemberJoined) throws -> [AuditDemand] {
    let isFounding = entry.by == nil && fact.invitation == nil
    // One that was erased since is nobody's.
    if let handle = try replay.revealed(fact.handle), try replay.member(handle: handle) != nil {
      return [.that("handle", fact.handle, isOf: "one that nobody has", false)]
    }
    if fact.roles.contains(.steward), !isFounding, try replay.stewards().count > 1 {
      return [.that("roles", fact.roles, is: fact.roles.filter { $0 != .steward })]
    }
    guard let sha256 = fact.invitation else { return [] }
    guard let open = try invitation(sha256) else { return [.missing("invitation", sha256)] }
    let isOpen = try open.isOpen(at: entry.at, madeBy: replay.member(open.by))
    return [
      .that("invitation", sha256, isOf: ["state": try words(open)], isOpen),
      .that("roles", fact.roles, is: open.roles),
      .that("subjects", fact.subjects, is: open.subjects),
      .that("isProgram", fact.isProgram, is: nil),
    ]
  }

  private func demandsOfInvitations() throws -> [AuditDemand] {
    switch entry.event {
    case .invitationMade(let fact):
      let earlier = try invitation(fact.sha256)
      return [
        isBy(fact.by), try isBySteward(),
        .that("sha256 of one by", fact.by, isOf: earlier?.by, earlier == nil),
        .that("roles", fact.roles, isOf: "one or more", !fact.roles.isEmpty),
        isLater("expiresAt", fact.expiresAt),
      ]
    case .invitationWithdrawn(let fact):
      guard let found = try invitation(fact.sha256) else {
        return [.missing("invitation", fact.sha256)]
      }
      return [
        isBy(fact.by), try isBySteward(),
        .that(
          "invitation", ["state": "open"], isOf: ["state": try words(found)],
          found.state(at: entry.at) == .open),
      ]
    default: return []
    }
  }

  private func demandsOfKeys() throws -> [AuditDemand] {
    switch entry.event {
    case .tokenIssued(let fact):
      guard let member = try replay.member(fact.member) else {
        return [.missing("member", fact.member)]
      }
      let sorted = fact.scopes.map { Set($0).sorted() }
      let isLimited = fact.scopes.map { !$0.isEmpty && $0 == sorted } ?? member.isPerson
      // With who joins comes a first token.
      let isOwn = isKey(of: member) || member.joinedAt == entry.at
      return [
        .that("by", entry.by, isOf: member.id, isOwn),
        .that("scopes", fact.scopes, isOf: sorted, isLimited),
        fact.expiresAt.map { isLater("expiresAt", $0) },
      ].compactMap { $0 }
    case .signInLinkMade(let fact):
      guard let member = try replay.member(fact.member) else {
        return [.missing("member", fact.member)]
      }
      return [
        .that("made for a person", member.isPerson, is: true),
        .that("by", entry.by, isOf: member.id, isKey(of: member)),
        isLater("expiresAt", fact.expiresAt),
      ]
    case .signInWaysSet(let fact):
      guard let member = try replay.member(fact.member) else {
        return [.missing("member", fact.member)]
      }
      let counts = [fact.added, fact.removed]
      let isSome = counts.allSatisfy { $0 >= 0 } && counts.contains { $0 > 0 }
      // Nobody gives another an address; an account, only who has the folder.
      let isOwn = fact.by == fact.member || fact.way == .openID && fact.door == .folder
      let isGiven = isOwn && isKey(of: member) && member.isPerson && !member.roles.isEmpty
      return [
        .that("added and removed", counts, isOf: "some of them", isSome),
        .that("by", entry.by, isOf: member.id, fact.added == 0 || isGiven),
      ]
    default: return []
    }
  }

  /// That an end is after the entry.
  private func isLater(_ field: String, _ end: Instant) -> AuditDemand {
    .that(field, end, isOf: ["after": entry.at], entry.at < end)
  }

  private func words(_ invitation: Invitation) throws -> String {
    let isSteward = try replay.member(invitation.by)?.isOne(of: .steward) == true
    return "\(invitation.state(at: entry.at))" + (isSteward ? "" : ", made by no steward")
  }

  /// Whether who made a key may make one for this member.
  private func isKey(of member: Member) -> Bool {
    !member.isOne(of: .steward) || entry.by == nil || entry.by == member.id
  }

  /// What the wish for these roles comes to.
  private func change(
    _ member: ID<Member>, _ roles: [Role], _ subjects: [ID<Subject>]
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
