extension Desk {
  /// Begins a session of a browser for whom a provider vouches.
  ///
  /// Refuses (`notAllowed`) an account that no member is known by: nobody joins by it.
  public func signIn(identity: Identity, device: String) async throws -> String {
    let id = try await sessionBook.member(of: identity)
    let member = try await archive.read { shelf in try id.flatMap { try shelf.member($0) } }
    guard let member, !member.roles.isEmpty else {
      throw Refusal.notAllowed(
        reason: "Nobody here is known by that account. Sign in by a link or a token first, and add"
          + " it under \"Your account\".")
    }
    return try await beginSession(for: member, device: device)
  }

  /// Adds an account for which a provider has just vouched to those by which the caller signs in.
  public func add(_ caller: Caller, identity: Identity) async throws {
    let known = try await sessionBook.identities(of: caller.member.id)
    guard !known.contains(identity) else { return }
    try await keep(known + [identity], of: caller.member, by: caller)
  }

  /// The accounts by which a member signs in: one's own, or anybody's for stewards.
  public func identities(_ caller: Caller, handle: String) async throws -> IdentitySheet {
    if handle != caller.member.handle { try caller.needs(.steward) }
    let member = try await archive.read { try $0.member(called: handle).id }
    return IdentitySheet(
      member: handle, identities: try await sessionBook.identities(of: member))
  }

  /// Leaves a member these of the accounts by which they sign in: one's own, or anybody's as a
  /// steward. Only whoever has the data folder adds one so: nobody vouches for it, and a steward
  /// could let themselves in as somebody else. That accounts came or went is an event.
  public func setIdentities(
    _ caller: Caller, handle: String, _ identities: [Identity]
  ) async throws -> IdentitySheet {
    if handle != caller.member.handle { try caller.needs(.steward) }
    let member = try await archive.read { try $0.member(called: handle) }
    let known = try await sessionBook.identities(of: member.id)
    guard caller.hasFolder || identities.allSatisfy(known.contains) else {
      throw Refusal.notAllowed(
        reason: "Members add an account by signing in there, under \"Your account\".")
    }
    try await keep(identities, of: member, by: caller)
    return try await self.identities(caller, handle: handle)
  }

  private func keep(
    _ identities: [Identity], of member: Member, by caller: Caller
  ) async throws {
    guard identities.isEmpty || (member.isPerson && !member.roles.isEmpty) else {
      throw Refusal.conflict(
        .noAccount,
        reason: "\(member.shown) does not sign in: a program, or without role.")
    }
    guard identities.count <= Self.identityLimit else {
      throw Refusal.invalid(field: "identities", reason: "at most \(Self.identityLimit)")
    }
    for identity in identities {
      let known = try await sessionBook.member(of: identity)
      guard known ?? member.id == member.id else { throw Self.knownByOther }
    }
    try await recordWays(
      caller, of: member, .openID, from: sessionBook.identities(of: member.id), to: identities)
    // Somebody else may have come between: then the event stands, of an account that is not kept.
    guard try await sessionBook.keep(Array(Set(identities)), of: member.id) else {
      throw Self.knownByOther
    }
  }

  private static var knownByOther: Refusal {
    .conflict(.accountTaken, reason: "Another member is known by that account.")
  }

  private static var identityLimit: Int { 10 }
}
