extension Desk {
  /// What the asker of a question would be told if it were asked now. Refuses what asking refuses,
  /// and records nothing.
  public func promise(
    _ caller: Caller, _ new: NewQuestion, photos: [Upload] = []
  ) async throws -> PromiseSheet {
    let subject = try await admit(caller, new, photos).subject
    let parts = try new.checked(for: subject)
    let (library, clock) = (library, world.now())
    return try await archive.read { shelf in
      if let known = new.known {
        let taxonomy =
          try subject.taxonomy == nil
          ? Taxonomy(options: parts.options) : library.taxonomy(of: subject, on: shelf)
        _ = try taxonomy.accepted(known)
      }
      let now = max(clock, try shelf.lastEntryAt() ?? clock)
      let question = Question(
        asking: new, of: subject.id, by: caller.member.id, parts.place, parts.options, at: now,
        clock: try shelf.rule().clock(new.urgency))
      let promised = try Casework(shelf: shelf, library: library).promise(question, now: now)
      return try PromiseSheet(promised.promise, question, on: shelf)
    }
  }

  /// How far the promises to askers were kept; for stewards and auditors.
  ///
  /// - Parameter subject: its short name; nil for all subjects together.
  public func promiseScore(_ caller: Caller, subject name: String?) async throws -> PromiseScore {
    try caller.needs(.steward, .auditor)
    let now = world.now()
    return try await archive.read { shelf in
      if let name, try shelf.subject(ID(name)) == nil {
        throw Refusal.notFound(kind: "subject", name: name, field: "subject")
      }
      let trials = try shelf.promises(name.map { ID($0) }, latest: PromiseScore.limit)
      return PromiseScore(subject: name, trials, now: now)
    }
  }

  /// What is said where nobody could be reached.
  public func emergencyText(_ caller: Caller) async throws -> String {
    try await archive.read { try $0.community().shownEmergencyText }
  }

  /// Writes what is said where nobody could be reached; the same text again changes nothing.
  ///
  /// - Returns: the text as it was kept.
  public func setEmergencyText(_ caller: Caller, _ text: String) async throws -> String {
    try caller.needs(.steward)
    let text = try Community.checked(emergencyText: text)
    return try await record { journal, _ in
      guard try journal.pen.community().emergencyText != text else { return text }
      try journal.record(
        .emergencyTextSet(EmergencyTextSet(text: text, by: caller.member.id)),
        by: caller.member.id)
      return text
    }
  }
}

extension Question {
  /// A question that is not asked yet.
  fileprivate init(
    asking new: NewQuestion, of subject: ID<Subject>, by asker: ID<Member>, _ place: Place?,
    _ options: [String], at now: Instant, clock: Rule.Clock
  ) {
    self.init(
      id: ID("q"), subject: subject, asker: asker, place: place, urgency: new.urgency,
      text: nil, photos: [], options: options, known: nil, askedAt: now,
      deadline: now.adding(seconds: clock.deadlineSeconds), phase: .gathering, wave: 0,
      wavedAt: nil, isWaveEmpty: false, consensusVersion: 0, wakeAt: nil,
      language: new.language)
  }
}
