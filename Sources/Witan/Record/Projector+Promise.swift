extension Projector {
  /// What an asker was told stands beside what comes of it.
  static func promised(_ fact: Promised, at instant: Instant, _ pen: any Pen) throws {
    let question = try pen.needed(fact.question)
    try pen.put(
      .promise, fact.question.text,
      PromiseTrial(
        question: fact.question, subject: question.subject, promise: fact.promise,
        madeAt: instant))
  }

  /// Notes what came of a promise, where one was made.
  static func changePromise(
    _ question: ID<Question>, _ pen: any Pen, _ body: (inout PromiseTrial) -> Void
  ) throws {
    guard var trial = try pen.promise(question) else { return }
    body(&trial)
    try pen.put(.promise, question.text, trial)
  }

  static func emergencyTextSet(_ fact: EmergencyTextSet, _ pen: any Pen) throws {
    var community = try pen.community()
    community.emergencyText = fact.text
    try pen.put(.community, "community", community)
  }
}

extension Shelf {
  /// What was promised to who asked a question, and what came of it; nil where nothing was.
  func promise(_ question: ID<Question>) throws -> PromiseTrial? {
    try value(.promise, question.text, as: PromiseTrial.self)
  }

  /// So many of the latest promises, of one subject or of all.
  func promises(_ subject: ID<Subject>?, latest count: Int) throws -> [PromiseTrial] {
    let condition = subject.map { RecordFilter.Condition.equal(field: "subject", to: $0.text) }
    return try values(
      .promise, RecordFilter(condition ?? .all, limit: count, isDescending: true),
      as: PromiseTrial.self)
  }
}
