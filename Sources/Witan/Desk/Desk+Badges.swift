extension Desk {
  /// A member's badges, the first awarded first, those that were withdrawn too: one's own, or
  /// anybody's for stewards and auditors.
  public func badges(_ caller: Caller, of handle: String) async throws -> [BadgeSheet] {
    if caller.member.handle != handle { try caller.needs(.steward, .auditor) }
    return try await archive.read { shelf in
      guard let member = try shelf.member(handle: handle) else {
        throw Refusal.notFound(kind: "member", name: handle)
      }
      return try shelf.badges(of: member.id).map { try BadgeSheet($0, on: shelf) }
    }
  }

  /// Awards all badges that are due in a subject; for stewards. The clock does it with each
  /// estimate of the skills.
  ///
  /// What is due is found on a state that was read, so that nobody waits for it, and each is looked
  /// at anew when it is recorded.
  public func awardBadges(
    _ caller: Caller, in subject: ID<Subject>
  ) async throws -> [BadgeSheet] {
    try caller.needs(.steward)
    let library = library
    let due = try await archive.read { shelf in
      guard try shelf.subject(subject) != nil else {
        throw Refusal.notFound(kind: "subject", name: subject.text)
      }
      return try Casework(shelf: shelf, library: library).claimsDue(in: subject)
    }
    var sheets: [BadgeSheet] = []
    for claim in due {
      let id = ID<Badge>(world.name("b"))
      let sheet = try await record { journal, course in
        guard let fact = try course.due(claim, as: id) else { return BadgeSheet?.none }
        try journal.record(.badgeAwarded(fact), by: caller.member.id)
        return try journal.pen.badge(id).map { try BadgeSheet($0, on: journal.pen) }
      }
      if let sheet { sheets.append(sheet) }
    }
    return sheets
  }

  /// A badge as a signed credential (Open Badges 3.0, JWT): one's own, or anybody's for stewards.
  ///
  /// Refuses one that was withdrawn, and where nobody said by which address people reach us, which
  /// the credential names.
  public func credential(_ caller: Caller, _ id: ID<Badge>) async throws -> String {
    let site = try badgeSite()
    let credential = try await archive.read { shelf in
      guard let badge = try shelf.badge(id) else {
        throw Refusal.notFound(kind: "badge", name: id.text)
      }
      if badge.member != caller.member.id { try caller.needs(.steward) }
      if let because = badge.because {
        throw Refusal.conflict(
          .ended,
          reason: "The badge \(id) was withdrawn, as the outcome of \(because) took it back.")
      }
      try shelf.needsAward(badge)
      return try BadgeCredential(badge, of: shelf.community(), site: site, on: shelf)
    }
    return try await badgeIssuer.sign(credential)
  }

  /// The public keys that check credentials, as JWK (RFC 7517); for anybody.
  public func badgeKeys() async throws -> BadgeKeys { try await badgeIssuer.keys() }

  /// The credentials that hold no longer, by their names; for anybody.
  public func revocations() async throws -> BadgeRevocations {
    let site = try badgeSite()
    return try await archive.read { shelf in
      let community = try shelf.community()
      let names = try shelf.values(.badge, RecordFilter(), as: Badge.self)
        .filter { $0.withdrawnAt != nil }.sorted { $0.id < $1.id }
        .map { BadgeCredential.name($0.id, of: community) }
      return BadgeRevocations(
        id: "\(site)/v1/badges/revocations", issuer: site, revokedCredential: names)
    }
  }

  private func badgeSite() throws(Refusal) -> String {
    guard let site = badgeIssuer.site else {
      throw .conflict(
        .noPublicURL,
        reason: "Credentials name the address where people reach us: say --public-url https://...,"
          + " or \"public-url = ...\" in the configuration.")
    }
    return site
  }
}

extension Course {
  /// A claim as an award, if it is still due.
  func due(_ claim: BadgeClaim, as id: ID<Badge>) throws -> BadgeAwarded? {
    let shelf = journal.pen
    guard try !shelf.hasBadge(claim.member, claim.subject, claim.branch, claim.region),
      let now = try casework.claim(
        claim.member, claim.subject, branch: claim.branch, region: claim.region)
    else { return nil }
    return BadgeAwarded(badge: id, claim: now)
  }
}
