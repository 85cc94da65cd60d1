import Inference

extension Casework {
  /// The case of a question by what is known now, without what the question itself taught: else a
  /// verdict would vouch for the experts who vouch for it.
  func afresh(_ question: Question) throws -> Case {
    try file(question, without: shelf.lessons(of: question.id))
  }

  /// The questions that leaned on a verdict, the latest first: those whose verdict was reached with
  /// the skills that its lessons moved, and the open ones of the region that are about the same
  /// branch of the taxonomy, as what was found there makes its taxa likelier. Questions whose truth
  /// is known lean on nothing.
  func leaning(on overturned: Question) throws -> [Question] {
    let taughtAt = try shelf.trace(of: overturned.id).first {
      if case .skillsMoved = $0.event { true } else { false }
    }?.index
    guard let taughtAt else { return [] }
    let branches = try branches(of: overturned)
    let open = try shelf.questions(RecordFilter(.upTo(field: "wakeAt", limit: "9"))).filter {
      try $0.place?.region == overturned.place?.region
        && !branches.isDisjoint(with: self.branches(of: $0))
    }
    var names = Set(open.map(\.id))
    for expert in Set(try shelf.answers(to: overturned.id).map(\.expert)).sorted() {
      let answers = try shelf.values(
        .answer, RecordFilter(.equal(field: "expert", to: expert.text)), as: Answer.self)
      names.formUnion(answers.map(\.question))
    }
    return try names.sorted(by: >).compactMap { id in
      guard id != overturned.id, let question = try shelf.question(id),
        question.subject == overturned.subject, question.known == nil,
        try shelf.outcome(id) == nil,
        let verdict = try shelf.consensus(id, version: question.consensusVersion),
        verdict.fact.skillsAsOf > taughtAt
      else { return nil }
      return question
    }
  }

  /// The branches of the taxonomy that a question is about: of what was said of it, of what else it
  /// may be, and of the truth.
  private func branches(of question: Question) throws -> Set<String> {
    let taxonomy = try library.taxonomy(for: question, on: shelf)
    let fact = try shelf.consensus(question.id, version: question.consensusVersion)?.fact
    let taxa = [
      fact?.held?.taxon, fact?.leading?.taxon, fact?.runnerUp?.taxon,
      try shelf.standing(question)?.taxon, try shelf.outcome(question.id)?.taxon,
    ]
    return Set(
      taxa.compactMap { $0.flatMap(taxonomy.node(accepted:)) }.map { node in
        let branch = taxonomy.branch(of: node)
        // In a plain list every taxon is a branch of its own.
        return branch.isEmpty ? taxonomy[node].name : branch
      })
  }

  /// What comes of looking at all that leaned on an overturned verdict.
  func examination(of overturned: Question) throws -> LeaningExamined {
    let leaning = try leaning(on: overturned)
    let examined = leaning.prefix(Recall.examinedAtMost)
    return LeaningExamined(
      question: overturned.id, examined: examined.map(\.id),
      recalled: try examined.filter(isTakenBack).map(\.id), beyond: leaning.count - examined.count)
  }

  /// Whether what is known now takes back what was said of a question.
  private func isTakenBack(_ question: Question) throws -> Bool {
    let file = try afresh(question)
    guard let was = try shelf.standing(question) else { return false }
    let now = try file.consensus(on: .recalled, ledgerSize: shelf.ledgerSize())
    return file.taxonomy.isTakenBack(was, by: now.said)
  }
}

extension Shelf {
  /// The latest recall of a question; nil for none.
  func recall(_ question: ID<Question>) throws -> Recall? {
    try value(.recall, question.text, as: Recall.self)
  }

  /// The recalls that a member has yet to acknowledge.
  func recalls(awaiting member: ID<Member>) throws -> [Recall] {
    try values(.recall, RecordFilter(.equal(field: "awaits", to: member.text)), as: Recall.self)
  }

  /// The recalls after which a subject's questions are still to be looked at.
  func recalls(toExamineIn subject: ID<Subject>) throws -> [Recall] {
    try values(
      .recall, RecordFilter(.equal(field: "examineIn", to: subject.text)), as: Recall.self
    ).sorted { ($0.at, $0.question) < ($1.at, $1.question) }
  }

  /// What the asker of a question was told last: the truth where it overturned the verdict, else
  /// the verdict; nil for nothing.
  func standing(_ question: Question) throws -> Said? {
    if let recall = try recall(question.id), recall.because == question.id { return recall.now }
    return try consensus(question.id, version: question.consensusVersion)?.fact.said
  }
}
