extension Desk {
  /// Sets which languages a member reads: one's own, or anybody's as a steward; none for all.
  public func setLanguages(
    _ caller: Caller, handle: String, _ languages: [String]
  ) async throws -> MemberSheet {
    if caller.member.handle != handle { try caller.needs(.steward) }
    try await record { journal, _ in
      let member = try journal.pen.member(called: handle)
      let fact = try member.reading(languages)
      guard fact.languages != member.languages else { return }
      try journal.record(.languagesSet(fact), by: caller.member.id)
    }
    return try await member(caller, handle: handle)
  }

  /// Puts a member into a group, or takes them out of it; the same group again changes nothing.
  ///
  /// - Parameter group: nil for none.
  public func setGroup(
    _ caller: Caller, handle: String, _ group: String?
  ) async throws -> MemberSheet {
    try caller.needs(.steward)
    try await record { journal, _ in
      let member = try journal.pen.member(called: handle)
      let fact = try member.joining(group, by: caller.member.id)
      guard fact.group != member.group else { return }
      try journal.record(.groupSet(fact), by: caller.member.id)
    }
    return try await member(caller, handle: handle)
  }
}
