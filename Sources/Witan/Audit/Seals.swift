extension Shelf {
  /// Refuses who may still answer late what closed without any answer: sums over all that was
  /// answered would tell them what another said of it meanwhile.
  func needsNothingAwaited(of caller: Caller) throws {
    for own in try latestAsked(caller.member.id) where own.hasLapsed {
      let question = try existing(own.question)
      // Whether they are fit for it just now says nothing: one may leave a group, and come back.
      guard try takesLate(question, from: own) else { continue }
      throw Refusal.conflict(
        .mayAnswerLate,
        reason: "You may still answer \(question.id), which closed without any answer: answer it"
          + " late, were it that you cannot tell; or ask an auditor who was not asked.")
    }
  }
}

/// Which entries of the ledger one reader may not see yet: those of questions that are sealed from
/// them, as they are or may be asked to answer.
struct Seals {
  private let caller: Caller
  private let shelf: any Shelf
  /// Whether there can be such: who never was an expert is never asked.
  private let mayCover: Bool
  /// What was found of each question.
  private var known: [ID<Question>: Bool] = [:]

  /// The seals of a reader as the shelf has them.
  init(for caller: Caller, on shelf: any Shelf) throws {
    (self.caller, self.shelf) = (caller, shelf)
    mayCover =
      try caller.member.isOne(of: .expert)
      || !shelf.latestAsked(caller.member.id, limit: 1).isEmpty
  }

  /// The places of the sealed entries in the ledger, ascending: of questions that are open, or
  /// that closed without any answer and may be answered late.
  mutating func places() throws -> [Int] {
    guard mayCover else { return [] }
    let open = try shelf.questions(RecordFilter(.upTo(field: "wakeAt", limit: "~"))).map(\.id)
    let late = try shelf.latestAsked(caller.member.id, limit: .max).filter(\.hasLapsed)
    var places: [Int] = []
    for id in Set(open + late.map(\.question)) where try cover(id) {
      places += try shelf.places(of: id)
    }
    return places.sorted()
  }

  /// Whether an entry, by its bytes, belongs to a question that is sealed.
  mutating func cover(_ entry: [UInt8]) throws -> Bool {
    guard mayCover, let id = Entry.question(of: entry) else { return false }
    return try cover(id)
  }

  /// Whether a question is sealed; one that nobody knows is not.
  mutating func cover(_ id: ID<Question>) throws -> Bool {
    guard mayCover else { return false }
    if let found = known[id] { return found }
    let found = try shelf.question(id).map { question in
      try View(of: question, for: caller, on: shelf)?.isSealed ?? true
    }
    known[id] = found ?? false
    return found ?? false
  }
}
