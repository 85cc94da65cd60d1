extension Projector {
  /// Applies an entry about who belongs and what they may do; hands on what is none.
  static func applyToMember(_ entry: Entry, _ pen: any Pen) throws {
    switch entry.event {
    case .memberJoined(let fact): try joined(fact, at: entry.at, pen)
    case .tokenIssued(let fact):
      try pen.put(
        .token, fact.sha256,
        Token(
          sha256: fact.sha256, member: fact.member, label: fact.label, issuedAt: entry.at,
          revokedAt: nil, scopes: fact.scopes, expiresAt: fact.expiresAt))
    case .tokenRevoked(let fact):
      guard var token = try pen.token(sha256: fact.sha256) else { return }
      token.revokedAt = entry.at
      try pen.put(.token, fact.sha256, token)
    case .rolesProposed(let fact):
      guard var member = try pen.member(fact.member) else { return }
      member.proposal = fact
      try pen.put(.member, fact.member.text, member)
    case .rolesSet(let fact):
      guard var member = try pen.member(fact.member) else { return }
      let before = member
      (member.roles, member.subjects, member.proposal) = (fact.roles, fact.subjects, nil)
      try pen.put(.member, fact.member.text, member)
      try takeBack(pen.pending(for: fact.member), at: entry.at, pen) {
        try !member.isExpert(in: pen.needed($0.question).subject)
      }
      if before.isOne(of: .auditor, .steward) { try keepFrom(before, pen) }
      try rewake(for: fact.member, at: entry.at, pen)
    case .invitationMade(let fact):
      try pen.put(
        .invitation, fact.sha256,
        Invitation(
          sha256: fact.sha256, roles: fact.roles, subjects: fact.subjects, by: fact.by,
          madeAt: entry.at, expiresAt: fact.expiresAt))
    case .invitationWithdrawn(let fact):
      try pen.changeInvitation(fact.sha256) { $0.withdrawnAt = entry.at }
    case .availabilitySet(let fact):
      guard var member = try pen.member(fact.member) else { return }
      member.availability = fact.availability
      try pen.put(.member, fact.member.text, member)
      try rewake(for: fact.member, at: entry.at, pen)
    case .languagesSet(let fact):
      guard var member = try pen.member(fact.member) else { return }
      member.languages = fact.languages
      try pen.put(.member, fact.member.text, member)
      try rewake(for: fact.member, at: entry.at, pen)
    case .groupSet(let fact):
      guard var member = try pen.member(fact.member) else { return }
      member.group = fact.group
      try pen.put(.member, fact.member.text, member)
      try takeBackAmong(member, at: entry.at, pen)
      try rewake(for: fact.member, at: entry.at, pen)
    default: try applyToQuestion(entry, pen)
    }
  }

  /// An auditor or steward whose roles change is never asked what they could read so far: they
  /// might be an expert now, or later.
  private static func keepFrom(_ reader: Member, _ pen: any Pen) throws {
    for var question in try pen.questions(RecordFilter(.upTo(field: "wakeAt", limit: "~")))
    where question.isOpen && !reader.isExpert(in: question.subject) {
      question.keep(from: reader.id)
      try pen.keep(question)
    }
  }

  private static func joined(_ fact: MemberJoined, at instant: Instant, _ pen: any Pen) throws {
    if let invitation = fact.invitation {
      try pen.changeInvitation(invitation) { $0.member = fact.member }
    }
    try pen.put(
      .member, fact.member.text,
      Member(
        id: fact.member, handle: try pen.revealed(fact.handle), name: try pen.revealed(fact.name),
        roles: fact.roles, subjects: fact.subjects, home: fact.home, languages: fact.languages,
        availability: fact.availability, joinedAt: instant, group: fact.group,
        isProgram: fact.isProgram))
  }
}

extension Pen {
  /// Changes an invitation, if there is one.
  fileprivate func changeInvitation(_ sha256: String, _ body: (inout Invitation) -> Void) throws {
    guard var invitation = try value(.invitation, sha256, as: Invitation.self) else { return }
    body(&invitation)
    try put(.invitation, sha256, invitation)
  }
}
