extension Desk {
  /// Says that the asker knows of the recall of their verdict. A second time changes nothing.
  ///
  /// Refuses anybody but the asker, and a question that was not recalled.
  public func acknowledge(_ caller: Caller, _ id: ID<Question>) async throws -> QuestionSheet {
    // Whoever may not see the question learns nothing of it.
    _ = try await show(caller, id)
    try await record { journal, _ in
      let question = try journal.pen.existing(id)
      guard question.asker == caller.member.id else {
        throw Refusal.notAllowed(reason: "Whoever asked must say that they know.")
      }
      guard let recall = try journal.pen.recall(id) else {
        throw Refusal.conflict(.notRecalled, reason: "The verdict on \(id) was not recalled.")
      }
      guard recall.awaits == caller.member.id else { return }
      try journal.record(
        .recallAcknowledged(
          RecallAcknowledged(question: id, number: recall.number, by: caller.member.id)),
        by: caller.member.id)
    }
    return try await show(caller, id)
  }

  /// The caller's questions whose recall they have yet to acknowledge, the latest recalled first.
  public func recalls(_ caller: Caller) async throws -> [QuestionSheet] {
    let library = library
    return try await archive.read { shelf in
      try shelf.recalls(awaiting: caller.member.id).sorted { $0.at > $1.at }.compactMap {
        try View(of: shelf.existing($0.question), for: caller, on: shelf)?.sheet(library)
      }
    }
  }

  /// Looks at what leaned on overturned verdicts of a subject. The work is done on a state that was
  /// read, so that nobody waits for it; if the record moves on meanwhile, it is for the next time.
  func examineIfDue(_ subject: ID<Subject>) async throws {
    let library = library
    let look = try await archive.read { shelf in
      try Casework(shelf: shelf, library: library).look(in: subject)
    }
    guard let look else { return }
    try await record { _, course in try course.adopt(look) }
  }
}
