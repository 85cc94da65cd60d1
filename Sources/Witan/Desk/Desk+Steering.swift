extension Desk {
  /// Has somebody asked about an open question in its next wave, or keeps them from it.
  public func steer(
    _ caller: Caller, _ id: ID<Question>, _ wish: RouteWish, handle: String, ground: String
  ) async throws -> QuestionSheet {
    try caller.needs(.steward)
    let ground = try NewQuestion.line(ground, field: "ground", limitBytes: 2_000)
    try await record { journal, course in
      let question = try journal.pen.existing(id)
      guard let expert = try journal.pen.member(handle: handle) else {
        throw Refusal.notFound(kind: "member", name: handle, field: "expert")
      }
      let steered = try question.steered(
        wish, expert, ground: journal.seal("ground", ground),
        asked: journal.pen.assignments(of: id), by: caller.member.id)
      try journal.record(.routeSteered(steered), by: caller.member.id)
      try course.advance(id)
    }
    return try await show(caller, id)
  }

  /// Sets when and how often a member may be asked: one's own, or anybody's as a steward.
  public func setAvailability(
    _ caller: Caller, handle: String, _ availability: Availability
  ) async throws -> MemberSheet {
    if caller.member.handle != handle { try caller.needs(.steward) }
    try availability.check()
    try await record { journal, _ in
      guard let member = try journal.pen.member(handle: handle) else {
        throw Refusal.notFound(kind: "member", name: handle)
      }
      guard member.availability != availability else { return }
      try journal.record(
        .availabilitySet(AvailabilitySet(member: member.id, availability: availability)),
        by: caller.member.id)
    }
    return try await member(caller, handle: handle)
  }
}
