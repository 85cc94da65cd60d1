extension Projector {
  /// What an entry told of somebody is gone from the records. In a replay it never was there, as
  /// nothing opens the commitments any more: the records end the same.
  static func erased(_ fact: Erased, at instant: Instant, _ pen: any Pen) throws {
    guard let bytes = try pen.entries(fact.entry..<fact.entry + 1).first else { return }
    let gone = Set(fact.commitments)
    switch try Entry(bytes: bytes).event {
    case .memberJoined(let joined):
      guard var member = try pen.member(joined.member) else { return }
      if gone.contains(joined.name) { member.name = nil }
      if gone.contains(joined.handle) { member.leave() }
      try pen.put(.member, member.id.text, member)
      if gone.contains(joined.handle) { try forsake(questionsOf: member.id, at: instant, pen) }
      try rewake(for: member.id, at: instant, pen)
    case .questionAsked(let asked):
      var question = try pen.needed(asked.question)
      if gone.contains(asked.text) { question.text = nil }
      question.forget(asked.photos, asked.originals ?? [], gone, first: 0)
      try pen.keep(question)
    case .spotTold(let told):
      var question = try pen.needed(told.question)
      question.spot = nil
      try pen.keep(question)
    case .photosAdded(let added):
      var question = try pen.needed(added.question)
      let first = try pen.photoCount(of: added.question, before: fact.entry)
      question.forget(added.photos, added.originals ?? [], gone, first: first)
      try pen.keep(question)
    case .answerGiven(let given):
      guard var answer = try pen.value(.answer, given.answer.text, as: Answer.self) else { return }
      answer.note = nil
      try pen.put(.answer, given.answer.text, answer)
    case .outcomeRecorded(let recorded):
      guard var outcome = try pen.outcome(recorded.question),
        try pen.lastOutcome(of: recorded.question) == fact.entry
      else { return }
      outcome.ground = nil
      try pen.put(.outcome, recorded.question.text, outcome)
    default: return
    }
  }
}

extension Projector {
  /// Nobody waits for an answer to what a member asked who is erased: it is taken back from all who
  /// hold it, closed by the clock, and no late answer to it is awaited.
  private static func forsake(
    questionsOf asker: ID<Member>, at instant: Instant, _ pen: any Pen
  ) throws {
    let asked = RecordFilter(.equal(field: "asker", to: asker.text))
    for var question in try pen.questions(asked)
    where question.isOpen || question.unansweredAt != nil {
      question.isForsaken = true
      try pen.keep(question)
      guard question.isOpen else { continue }
      try takeBack(pen.assignments(of: question.id), at: instant, pen)
      try pen.wake(question.id, at: instant)
    }
  }
}

extension Member {
  /// Leaves the community: nobody of that handle, asked nothing and allowed nothing.
  fileprivate mutating func leave() {
    handle = nil
    roles = []
    subjects = []
  }
}

extension Question {
  /// Forgets those of one entry's photos, and of their originals, that are gone.
  ///
  /// - Parameter first: the number of the entry's first photo.
  fileprivate mutating func forget(
    _ commitments: [Commitment], _ originals: [Commitment], _ gone: Set<Commitment>, first: Int
  ) {
    for (place, commitment) in commitments.enumerated() where gone.contains(commitment) {
      guard photos.indices.contains(first + place) else { continue }
      photos[first + place] = nil
    }
    for (place, original) in originals.enumerated() where gone.contains(original) {
      let kept = self.originals?.firstIndex { $0.photo == first + place }
      if let kept { self.originals?[kept].name = nil }
    }
  }
}

extension Shelf {
  /// How many photos the entries of a question before an index brought.
  fileprivate func photoCount(of question: ID<Question>, before index: Int) throws -> Int {
    try trace(of: question).prefix { $0.index < index }.reduce(0) { count, entry in
      switch entry.event {
      case .questionAsked(let fact): count + fact.photos.count
      case .photosAdded(let fact): count + fact.photos.count
      default: count
      }
    }
  }

  /// The index of the entry that told the outcome which the records hold.
  fileprivate func lastOutcome(of question: ID<Question>) throws -> Int? {
    try trace(of: question).last { entry in
      if case .outcomeRecorded = entry.event { true } else { false }
    }?.index
  }
}
