import Ledger

extension Casework {
  /// An estimate as it is recorded: the event, and the lessons' file that it names.
  struct Estimate {
    let fact: SkillsEstimated
    let lessons: [UInt8]
  }

  /// The skills of a subject by all answers to its latest closed questions; nil where none is
  /// closed.
  func estimate(_ subject: ID<Subject>) throws -> Estimate? {
    let rule = try shelf.rule()
    let closed = try shelf.questions(RecordFilter(.equal(field: "subject", to: subject.text)))
      .filter { !$0.isOpen }
      .sorted { ($0.askedAt, $0.id) < ($1.askedAt, $1.id) }
      .suffix(rule.estimateWindow)
    guard !closed.isEmpty else { return nil }
    let taught = try closed.map { try shelf.lessons(of: $0.id) }
    var book = SkillBook(
      subject: subject, skills: try shelf.skills(subject), sightings: try shelf.sightings(subject))
    book.progress = try shelf.progress(subject)
    let (lessons, calibration) = try Estimation.run(
      try closed.map { try self.closed($0, rule) }, taught: taught, book: book, rule: rule)
    let bytes = try Canonical.bytes(lessons)
    return Estimate(
      fact: SkillsEstimated(
        subject: subject, estimate: book.progress.estimate + 1, questions: closed.count,
        lessons: SHA.sha256(bytes).hex, calibration: calibration), lessons: bytes)
  }

  /// A closed question as an estimate reads it.
  private func closed(_ question: Question, _ rule: Rule) throws -> Estimation.Closed {
    let taxonomy = try library.taxonomy(for: question, on: shelf)
    let verdict = try shelf.consensus(question.id, version: question.consensusVersion)
    return Estimation.Closed(
      question: question, taxonomy: taxonomy,
      basePrior: try library.basePrior(
        for: question, taxonomy: taxonomy, rule: rule, on: shelf),
      answers: try evidence(question),
      truth: try shelf.outcome(question.id).map { ($0.taxon, $0.source) },
      said: verdict?.fact.action?.name)
  }
}
