import Ledger

extension Desk {
  /// Invites somebody who is not known yet.
  ///
  /// - Returns: the code of the link, shown this once, and what is kept of it.
  public func invite(
    _ caller: Caller, _ new: NewInvitation
  ) async throws -> (code: String, sheet: InvitationSheet) {
    try caller.needs(.steward)
    let code = world.token("wi")
    return try await record { journal, _ in
      let pen = journal.pen
      if new.roles.contains(.steward) { try pen.needsOneSteward() }
      let open = try pen.invitations().filter { $0.state(at: journal.now) == .open }
      let fact = try new.made(
        sha256: Self.digest(code), by: caller.member.id, now: journal.now,
        knownSubjects: pen.subjects().map(\.id), beside: open.count)
      try journal.record(.invitationMade(fact), by: caller.member.id)
      return (code, try pen.sheet(of: pen.neededInvitation(fact.sha256), now: journal.now))
    }
  }

  /// All invitations, the latest first.
  public func invitations(_ caller: Caller) async throws -> [InvitationSheet] {
    try caller.needs(.steward, .auditor)
    let now = world.now()
    return try await archive.read { shelf in
      try shelf.invitations()
        .sorted { ($1.madeAt, $1.sha256) < ($0.madeAt, $0.sha256) }
        .map { try shelf.sheet(of: $0, now: now) }
    }
  }

  /// Ends an invitation that nobody used.
  public func withdraw(_ caller: Caller, invitation name: String) async throws -> InvitationSheet {
    try caller.needs(.steward)
    return try await record { journal, _ in
      let pen = journal.pen
      guard let found = try pen.invitations().first(where: { $0.name == name }) else {
        throw Refusal.notFound(kind: "invitation", name: name)
      }
      guard found.state(at: journal.now) == .open else {
        throw Refusal.conflict(
          .ended,
          reason: "This invitation is not open any more: \(found.state(at: journal.now)).")
      }
      try journal.record(
        .invitationWithdrawn(InvitationWithdrawn(sha256: found.sha256, by: caller.member.id)),
        by: caller.member.id)
      return try pen.sheet(of: pen.neededInvitation(found.sha256), now: journal.now)
    }
  }

  /// What the link of an open invitation offers; refuses (`linkEnded`) any other.
  public func invitation(
    code: String
  ) async throws -> (community: String, sheet: InvitationSheet) {
    let now = world.now()
    return try await archive.read { shelf in
      let open = try shelf.openInvitation(code: code, now: now)
      return (try shelf.community().title, try shelf.sheet(of: open, now: now))
    }
  }

  /// Joins by an invitation, which is used up by it; the roles and subjects are the invitation's.
  ///
  /// - Returns: the member, and a first token, shown this once, where one is wanted.
  public func accept(
    code: String, _ person: NewMember, withToken: Bool
  ) async throws -> (member: Member, token: String?) {
    let (token, name) = (world.token(), ID<Member>(world.name("m")))
    return try await record { journal, _ in
      let open = try journal.pen.openInvitation(code: code, now: journal.now)
      var person = person
      (person.roles, person.subjects, person.isProgram) = (open.roles, open.subjects, false)
      let member = try journal.join(person, as: name, by: nil, invitation: open.sha256)
      guard withToken else { return (member, nil) }
      try journal.issue(token, NewToken(label: "first"), to: member, by: name)
      return (member, token)
    }
  }

  /// Joins by an invitation in a browser, and begins a session there.
  ///
  /// - Returns: the session's secret, for the browser alone.
  public func accept(
    code: String, _ person: NewMember, device: String
  ) async throws -> String {
    let member = try await accept(code: code, person, withToken: false).member
    return try await beginSession(for: member, device: device)
  }
}

extension Shelf {
  /// All invitations, used or not.
  func invitations() throws -> [Invitation] {
    try values(.invitation, RecordFilter(), as: Invitation.self)
  }

  /// An invitation by the hash of its code.
  func invitation(sha256: String) throws -> Invitation? {
    try value(.invitation, sha256, as: Invitation.self)
  }

  /// The invitation that a code opens.
  func openInvitation(code: String, now: Instant) throws -> Invitation {
    guard Desk.isCode(code, "wi"), let found = try invitation(sha256: Desk.digest(code)),
      found.isOpen(at: now, madeBy: try member(found.by))
    else { throw Refusal.linkEnded }
    return found
  }

  /// An invitation that was just recorded.
  fileprivate func neededInvitation(_ sha256: String) throws -> Invitation {
    guard let found = try invitation(sha256: sha256) else {
      throw Refusal.unavailable(reason: "The invitation was not kept.")
    }
    return found
  }

  fileprivate func sheet(of invitation: Invitation, now: Instant) throws -> InvitationSheet {
    InvitationSheet(
      invitation, by: try shownName(invitation.by),
      member: try invitation.member.map { try shownName($0) }, now: now)
  }
}
