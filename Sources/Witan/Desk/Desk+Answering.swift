extension Desk {
  /// What awaits the caller's answer, what they are worth most for first.
  public func queue(_ caller: Caller) async throws -> [QuestionSheet] {
    try caller.needs(.expert)
    let waiting = try await waiting(for: caller)
    let library = library
    return try await archive.read { shelf in
      try waiting.compactMap { id in
        try View(of: shelf.existing(id), for: caller, on: shelf)?.sheet(library)
      }
    }
  }

  /// The questions in the caller's queue, in its order, and after them those that are open to all
  /// and that they may take: of one state of the record, and outside of the writer's turn, as
  /// beliefs are computed for it.
  private func waiting(for caller: Caller) async throws -> [ID<Question>] {
    let (library, now) = (library, world.now())
    return try await archive.read { shelf in
      let casework = Casework(shelf: shelf, library: library)
      let open =
        try caller.member.availability.isAway(at: now)
        ? [] : casework.openQuestions(for: caller.member)
      return try casework.queue(of: caller.member, now: now).map(\.question) + open.map(\.id)
    }
  }

  /// Takes a question from the queue, the named or the one for which the caller is worth most now,
  /// and starts the lease; one that is open to all where nothing was brought to them. Whoever holds
  /// one already is given that one again.
  public func take(_ caller: Caller, _ id: ID<Question>? = nil) async throws -> QuestionSheet {
    try caller.needs(.expert)
    let waiting = id == nil ? try await waiting(for: caller) : []
    let taken = try await record(as: caller, .expert) { journal, course in
      let expert = caller.member.id
      guard let mine = try course.wanted(id, of: waiting, by: expert) else {
        if let id = try course.takeOpen(id, of: waiting, by: caller.member) { return id }
        if let id {
          _ = try journal.pen.question(id, seenBy: caller)
          throw Refusal.notOffered(question: id.text)
        }
        throw Refusal.nothingWaiting
      }
      let question = try journal.pen.existing(mine.question)
      let clock = try journal.pen.rule().clock(question.urgency)
      if let taken = try mine.taken(
        now: journal.now, clock: clock, isOpen: question.isOpen)
      {
        try journal.record(.assignmentTaken(taken), by: expert)
      }
      return question.id
    }
    return try await show(caller, taken)
  }

  /// Gives an answer; what the community holds then is recorded in the same transaction.
  public func answer(
    _ caller: Caller, _ id: ID<Question>, _ new: NewAnswer
  ) async throws -> QuestionSheet {
    try caller.needs(.expert)
    let note = try new.note.map {
      try NewQuestion.line($0, field: "note", limitBytes: 2_000)
    }
    let library = library
    try await record(as: caller, .expert) { journal, course in
      let pen = journal.pen
      let expert = caller.member.id
      _ = try pen.question(id, seenBy: caller)
      try course.advance(id)
      let question = try pen.existing(id)
      try pen.needsCommitted(question)
      let answers = try pen.answers(to: id)
      let given = try new.given(
        by: expert, to: question, taxonomy: library.taxonomy(for: question, on: pen),
        assignment: pen.assignment(of: id, for: expert),
        earlier: answers.first { $0.expert == expert }, count: answers.count,
        isLateOver: pen.isLateOver(question), isStillFit: pen.isStillFit(expert, for: question),
        sealedNote: journal.seal("note", ifAny: note))
      try journal.record(.answerGiven(given), by: expert)
      try course.reach(try pen.existing(id), on: question.isOpen ? .answer : .late)
      try course.advance(id)
    }
    return try await show(caller, id)
  }

  /// Passes a question on, with the reason; the next person may be asked at once.
  public func pass(
    _ caller: Caller, _ id: ID<Question>, reason: PassReason
  ) async throws -> QuestionSheet {
    try await record(as: caller, .expert) { journal, course in
      _ = try journal.pen.question(id, seenBy: caller)
      guard let mine = try journal.pen.assignment(of: id, for: caller.member.id) else {
        throw Refusal.notOffered(question: id.text)
      }
      try journal.record(.assignmentPassed(try mine.passed(reason: reason)), by: caller.member.id)
      try course.advance(id)
    }
    return try await show(caller, id)
  }

  /// Records the truth of a closed question; skills and reputations follow. A verdict that the
  /// truth overturns is recalled, and so is what leaned on it and no longer holds.
  public func recordOutcome(
    _ caller: Caller, _ id: ID<Question>, taxon: String, ground: String
  ) async throws -> QuestionSheet {
    try caller.needs(.steward)
    let ground = try NewQuestion.line(ground, field: "ground", limitBytes: 2_000)
    let library = library
    let subject = try await record(as: caller, .steward) { journal, course in
      let question = try journal.pen.existing(id)
      guard !question.isOpen else {
        throw Refusal.conflict(
          .stillOpen, reason: "The question is still open; its outcome comes after.")
      }
      let taxonomy = try library.taxonomy(for: question, on: journal.pen)
      let name = try taxonomy.accepted(taxon)
      try course.establish(
        name, of: question, by: caller.member.id, source: .outcome,
        ground: journal.seal("ground", ground))
      return question.subject
    }
    try await examineIfDue(subject)
    return try await show(caller, id)
  }
}

extension Course {
  /// The assignment to be taken, the named or the first that still stands when time has had its
  /// due; nil where there is none.
  ///
  /// - Parameter waiting: the expert's queue as it was a moment ago; what came since comes last.
  fileprivate func wanted(
    _ id: ID<Question>?, of waiting: [ID<Question>], by expert: ID<Member>
  ) throws -> Assignment? {
    if let id {
      try advance(id)
      return try journal.pen.assignment(of: id, for: expert)
    }
    let known = Set(waiting)
    let all = try journal.pen.pending(for: expert)
    // What they hold is theirs first, whatever the queue was a moment ago: nobody holds two.
    let held = all.filter { $0.lease != nil }.map(\.question)
    for question in held + waiting + all.map(\.question).filter({ !known.contains($0) }) {
      try advance(question)
      let assignment = try journal.pen.assignment(of: question, for: expert)
      if let assignment, assignment.isPending { return assignment }
    }
    return nil
  }
}

extension Course {
  /// Takes a question that is open to all, the named or the first of the queue; nil where there is
  /// none. Refuses a named one where others have it already.
  fileprivate func takeOpen(
    _ id: ID<Question>?, of waiting: [ID<Question>], by expert: Member
  ) throws -> ID<Question>? {
    let pen = journal.pen
    // As they are now: before its turn a steward may have changed what they may do.
    guard let expert = try pen.member(expert.id) else { return nil }
    for each in id.map({ [$0] }) ?? waiting {
      guard let question = try pen.question(each), try pen.isFit(expert, for: question) else {
        continue
      }
      do {
        let taken = try question.taken(
          unasked: expert, asked: pen.assignments(of: each), isFit: true,
          answers: pen.answers(to: each).count, rule: pen.rule(), now: journal.now)
        try journal.record(.openQuestionTaken(taken), by: expert.id)
        return each
      } catch let refusal as Refusal {
        if id != nil { throw refusal }
      }
    }
    return nil
  }
}

extension Shelf {
  /// An expert's assignment for a question; nobody has two.
  func assignment(of question: ID<Question>, for expert: ID<Member>) throws -> Assignment? {
    try assignments(of: question).first { $0.expert == expert }
  }
}
