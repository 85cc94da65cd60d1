extension Desk {
  /// A question as it stood at an instant or after an entry, by its events up to there; for
  /// auditors, stewards and whoever asked it. What was erased since stays erased.
  ///
  /// - Parameter then: an entry's index, a day or an instant.
  public func show(
    _ caller: Caller, _ id: ID<Question>, asOf then: String
  ) async throws -> QuestionSheet {
    let library = library
    return try await archive.read { shelf in
      let now = try shelf.view(of: id, for: caller)
      if now.question.asker != caller.member.id { try caller.needs(.auditor, .steward) }
      guard !now.isSealed else {
        throw Refusal.notAllowed(
          reason: "You may be asked to answer it; its past opens afterwards.")
      }
      let replay = ReplayPen(base: shelf)
      try replay.applyQuestion(id, size: try shelf.size(asOf: then), of: shelf)
      guard let was = try replay.question(id),
        let view = try View(of: was, for: caller, on: replay, isPast: true)
      else {
        throw Refusal.conflict(.notAskedYet, reason: "\(id) had not been asked by then.")
      }
      return try view.sheet(library)
    }
  }
}
