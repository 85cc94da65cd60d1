extension Question {
  /// Whether who was asked once may still look at it: an expert of its subject who does not belong
  /// to the asker's group, and from whom nobody keeps it.
  func isStillFor(_ member: Member, on shelf: any Shelf) throws -> Bool {
    guard member.isExpert(in: subject), !keptFrom.contains(member.id) else { return false }
    return try member.group == nil || shelf.member(asker)?.group != member.group
  }
}

extension Refusal {
  /// The record would tell whoever is to answer a question what others said.
  static let sealed = Refusal.notAllowed(
    reason: "You are, or may be, asked to answer this question; its record opens afterwards.")
}

extension Shelf {
  /// A question as a reader may see it; for all others it does not exist.
  func view(of id: ID<Question>, for caller: Caller, now: Instant? = nil) throws -> View {
    guard let view = try View(of: existing(id), for: caller, on: self, now: now) else {
      throw Refusal.notFound(kind: "question", name: id.text)
    }
    return view
  }

  /// So many of the latest that somebody was asked.
  func latestAsked(_ expert: ID<Member>, limit: Int = 200) throws -> [Assignment] {
    try values(
      .assignment,
      RecordFilter(.equal(field: "expert", to: expert.text), limit: limit, isDescending: true),
      as: Assignment.self)
  }

  /// A question, for who may see it or was asked it once; for all others it does not exist.
  func question(_ id: ID<Question>, seenBy caller: Caller) throws -> Question {
    if try assignment(of: id, for: caller.member.id) != nil { return try existing(id) }
    return try view(of: id, for: caller).question
  }

  /// Whether a late answer to a question that closed without any would be taken from whose
  /// assignment this is, or would be were they again what they were: their time lapsed, nobody
  /// keeps it from them, and the truth is not known.
  func takesLate(_ question: Question, from assignment: Assignment) throws -> Bool {
    guard !question.isOpen, question.unansweredAt != nil, assignment.hasLapsed,
      !question.keptFrom.contains(assignment.expert)
    else { return false }
    return try !isLateOver(question)
  }

  /// Whether a question that had closed unanswered takes no late answer any more: the truth is
  /// known, the asker was told what to do and may have done it, or was erased.
  func isLateOver(_ question: Question) throws -> Bool {
    if question.isForsaken == true { return true }
    if try outcome(question.id) != nil { return true }
    let last = try consensus(question.id, version: question.consensusVersion)
    return question.phase == .settled || last?.fact.action != nil
  }
}
