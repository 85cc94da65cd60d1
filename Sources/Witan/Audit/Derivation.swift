/// Derives anew what one entry says to follow from those before it.
struct Derivation {
  let replay: ReplayPen
  let library: Library
  let entry: Entry

  var casework: Casework { Casework(shelf: replay, library: library) }

  /// The consensus that follows on the same occasion, by the same draw where that may have one.
  ///
  /// The entry itself is in the replayed ledger already, so its index is the size before it.
  func consensus(_ fact: ConsensusReached) throws -> ConsensusReached {
    let question = try replay.existing(fact.question)
    return try (fact.occasion == .recalled ? casework.afresh(question) : casework.file(question))
      .consensus(
        on: fact.occasion, ledgerSize: entry.index,
        draw: fact.occasion == .exhausted ? fact.draw : nil)
  }

  /// The wave that follows from the recorded chance.
  func dispatch(_ fact: QuestionDispatched) throws -> QuestionDispatched? {
    guard let seed = UInt64(fact.seed, radix: 16) else { return nil }
    return try casework.dispatch(
      try replay.existing(fact.question), seed: seed, now: entry.at)
  }

  /// The promise that follows from who is there.
  func promise(_ question: Question) throws -> Promised {
    try casework.promise(question, now: entry.at)
  }

  /// The lessons that follow from the same source.
  func lessons(_ fact: SkillsMoved) throws -> SkillsMoved? {
    guard try !owesRecall(fact) else { return nil }
    let file = try casework.file(try replay.existing(fact.question))
    guard fact.source != .consensus else { return try file.lessonsFromConsensus() }
    let truth = try replay.outcome(fact.question)?.taxon ?? ""
    return try file.lessons(truth: truth, source: fact.source)
  }

  /// The estimate that follows from the closed questions.
  func estimate(_ fact: SkillsEstimated) throws -> SkillsEstimated? {
    try casework.estimate(fact.subject)?.fact
  }
}
