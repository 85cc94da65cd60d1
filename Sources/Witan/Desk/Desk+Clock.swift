extension Desk {
  /// Does what time asks: ends leases, widens waves, says the first word before the deadline.
  ///
  /// One transaction a question, so that a fault with one does not hold up the others; the first
  /// fault is thrown when all had their turn.
  ///
  /// - Returns: how many questions were looked at.
  public func tick() async throws -> Int {
    try await recordPresence()
    try await recordViews()
    var fault: (any Error)?
    do { try await finishErasures() } catch { fault = error }
    let now = world.now()
    let (resting, limit) = (resting, 1_000 + resting.count)
    let due = try await archive.read { shelf in
      try shelf.questions(
        RecordFilter(.upTo(field: "wakeAt", limit: now.text), limit: limit)
      ).filter { !resting.contains($0, at: now) }
    }
    for question in due {
      do {
        let isIdle = try await record { journal, course in
          let size = try journal.pen.ledgerSize()
          try course.advance(question.id)
          return try journal.pen.ledgerSize() == size
        }
        if isIdle { resting.add(question, at: now) }
      } catch { fault = fault ?? error }
    }
    if let fault { throw fault }
    for subject in try await subjects() {
      // In this order: an estimate waits until all that leaned on what fell was looked at.
      try await examineIfDue(subject.id)
      try await estimateIfDue(subject.id)
    }
    return due.count
  }

  /// Estimates the skills of a subject anew when enough was learned since the last time. The work
  /// is done on a state that was read, so that nobody waits for it; if lessons are learned
  /// meanwhile, it is for the next time. The badges that are due by it are awarded
  /// with it.
  private func estimateIfDue(_ subject: ID<Subject>) async throws {
    let library = library
    let made = try await archive.read { shelf -> (Casework.Estimate, Progress)? in
      let progress = try shelf.progress(subject)
      guard progress.isEstimateDue(try shelf.rule()),
        try shelf.recalls(toExamineIn: subject).isEmpty,
        let estimate = try Casework(shelf: shelf, library: library).estimate(subject)
      else { return nil }
      return (estimate, progress)
    }
    guard let (estimate, progress) = made else { return }
    try await record { _, course in try course.adopt(estimate, madeAt: progress) }
  }

  /// The ledger's size after each commit from now on.
  public func commits() -> AsyncStream<Int> { archive.commits() }

  /// The present instant by the desk's own clock.
  package func now() -> Instant { world.now() }

  /// So many unpredictable bytes.
  package func secret(count: Int) -> [UInt8] { world.secret(count) }

  /// Waits by the desk's own clock.
  public func pause(milliseconds: Int) async throws { try await world.pause(milliseconds) }
}
