extension Desk {
  /// The exact spot of a question, for an auditor who says what for; that is recorded.
  ///
  /// Refuses everybody else, also an auditor who may be asked to answer it, a question without a
  /// spot, and an empty reason.
  public func spot(
    _ caller: Caller, _ id: ID<Question>, ground: String
  ) async throws -> SpotSheet {
    try caller.needs(.auditor)
    let ground = try NewQuestion.line(ground, field: "ground", limitBytes: 2_000)
    return try await record { journal, _ in
      let question = try journal.pen.existing(id)
      try View.needsUnsealed(question, for: caller, on: journal.pen)
      guard let spot = question.spot else {
        throw Refusal.notFound(kind: "spot", name: "of \(id.text)")
      }
      try journal.record(
        .spotViewed(
          SpotViewed(
            question: id, ground: try journal.seal("ground", ground), by: caller.member.id)),
        by: caller.member.id)
      return SpotSheet(spot, isExact: true)
    }
  }
}
