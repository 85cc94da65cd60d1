import Ledger

extension Desk {
  /// Makes another token for a member: for oneself, or for anybody as a steward.
  ///
  /// - Returns: the token, shown this once, and what is kept of it.
  public func issueToken(
    _ caller: Caller, handle: String, label: String, scopes: [Scope]? = nil,
    days: Int = Token.usualDays
  ) async throws -> (token: String, sheet: TokenSheet) {
    let token = world.token()
    let label = try NewQuestion.line(label, field: "label", limitBytes: 100)
    let new = NewToken(label: label, scopes: scopes, days: days)
    // Before looking: whether a handle exists is none of a plain member's business.
    if handle != caller.member.handle { try caller.needs(.steward) }
    return try await record { journal, _ in
      let member = try journal.pen.member(called: handle)
      try member.keyMade(by: caller.member.id)
      let kept = try journal.issue(token, new, to: member, by: caller.member.id)
      return (token, TokenSheet(kept, of: handle, now: journal.now))
    }
  }

  /// The tokens of a member, the latest first: one's own, or anybody's for stewards and auditors.
  public func tokens(_ caller: Caller, handle: String) async throws -> [TokenSheet] {
    if handle != caller.member.handle { try caller.needs(.steward, .auditor) }
    let now = world.now()
    return try await archive.read { shelf in
      let member = try shelf.member(called: handle)
      return try shelf.tokens(of: member.id)
        .sorted { ($1.issuedAt, $1.sha256) < ($0.issuedAt, $0.sha256) }
        .map { TokenSheet($0, of: handle, now: now) }
    }
  }

  /// Ends a token: one's own, or anybody's as a steward. For others it does not exist.
  public func revokeToken(_ caller: Caller, named name: String) async throws -> TokenSheet {
    return try await record { journal, _ in
      guard let token = try journal.pen.token(named: name),
        token.member == caller.member.id || caller.member.isOne(of: .steward)
      else { throw Refusal.notFound(kind: "token", name: name) }
      guard token.revokedAt == nil else {
        throw Refusal.conflict(.ended, reason: "This token has ended already.")
      }
      try journal.revoke(token, by: caller.member.id)
      guard let kept = try journal.pen.token(sha256: token.sha256) else {
        throw Refusal.unavailable(reason: "The token was not kept.")
      }
      return TokenSheet(kept, of: try journal.pen.shownName(kept.member), now: journal.now)
    }
  }

  /// Changes what a member may do; without any role they are out, and their tokens, sessions and
  /// links to sign in with end, also those that they made for others. Where it takes two stewards,
  /// the first one's wish is recorded and waits for the same by a second.
  ///
  /// - Parameter subjects: nil for those they have.
  public func setRoles(
    _ caller: Caller, handle: String, _ roles: [Role], subjects: [ID<Subject>]? = nil
  ) async throws -> MemberSheet {
    try caller.needs(.steward)
    let (sheet, member) = try await record { journal, _ in
      let pen = journal.pen
      let member = try pen.member(called: handle)
      let change = try member.changed(
        to: roles, subjects: subjects, by: caller.member.id,
        knownSubjects: pen.subjects().map(\.id), stewards: pen.stewards())
      switch change {
      case .proposed(let fact):
        if fact != member.proposal {
          try journal.record(.rolesProposed(fact), by: caller.member.id)
        }
      case .set(let fact):
        guard (fact.roles, fact.subjects) != (member.roles, member.subjects) else { break }
        if fact.roles.isEmpty { try journal.revokeTokens(of: member.id, by: caller.member.id) }
        try journal.record(.rolesSet(fact), by: caller.member.id)
      }
      let sheet = try MemberSheet(pen.member(called: handle), on: pen, now: journal.now)
      return (sheet, member.id)
    }
    if sheet.roles.isEmpty {
      // Also links that nobody used yet: none opens anything when they are taken in again.
      try await sessionBook.forget(member)
      _ = try await notifyBook.remove(nil, of: member)
    }
    return sheet
  }
}

extension Journal {
  /// Records a token, and gives it as it is kept.
  @discardableResult
  func issue(
    _ token: String, _ new: NewToken, to member: Member, by: ID<Member>?
  ) throws -> Token {
    let sha256 = SHA.sha256(Array(token.utf8)).hex
    let good = try pen.tokens(of: member.id).filter { $0.isGood(at: now) }
    let fact = try new.issued(to: member, sha256: sha256, now: now, beside: good.count)
    try record(.tokenIssued(fact), by: by)
    guard let kept = try pen.token(sha256: sha256) else {
      throw Refusal.unavailable(reason: "The token was not kept.")
    }
    return kept
  }

  /// Ends a token.
  func revoke(_ token: Token, by: ID<Member>) throws {
    try record(.tokenRevoked(TokenRevoked(member: token.member, sha256: token.sha256)), by: by)
  }

  /// Ends all tokens of a member.
  func revokeTokens(of member: ID<Member>, by: ID<Member>) throws {
    for token in try pen.tokens(of: member) where token.revokedAt == nil {
      try revoke(token, by: by)
    }
  }
}

extension Shelf {
  /// The member of this handle; refuses one that nobody has.
  func member(called handle: String) throws -> Member {
    guard let member = try member(handle: handle) else {
      throw Refusal.notFound(kind: "member", name: handle)
    }
    return member
  }
}
