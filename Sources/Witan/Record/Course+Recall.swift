extension Course {
  /// Recalls a verdict that its own outcome overturns; the truth is recorded already.
  func recall(_ question: Question, byTruth taxon: String, source: SkillsMoved.Source) throws {
    guard source == .outcome,
      let recalled = try casework.recalled(question, byTruth: taxon)
    else { return }
    try journal.record(.verdictRecalled(recalled), by: nil)
  }

  /// Records a look at all that leaned on an overturned verdict, with the recalls that follow and
  /// what the recalled teach now; nothing where the record has moved on since it was made.
  func adopt(_ look: Casework.Look) throws {
    let overturned = try journal.pen.existing(look.fact.question)
    guard try look.isCurrent(casework, overturned) else { return }
    try journal.record(.leaningExamined(look.fact), by: nil)
    for id in look.fact.recalled {
      let question = try journal.pen.existing(id)
      let file = try casework.afresh(question)
      let consensus = try file.consensus(
        on: .recalled, ledgerSize: journal.pen.ledgerSize())
      guard let was = try journal.pen.standing(question) else { continue }
      try journal.record(.consensusReached(consensus), by: nil)
      try journal.record(
        .verdictRecalled(
          VerdictRecalled(
            question: id, version: question.consensusVersion, was: was, now: consensus.said,
            because: overturned.id)), by: nil)
    }
    for id in look.fact.recalled {
      let question = try journal.pen.existing(id)
      guard !question.isOpen else { continue }
      try journal.record(
        .skillsMoved(try casework.file(question).lessonsFromConsensus()), by: nil)
    }
    for badge in try casework.badgesLost(by: overturned) {
      try journal.record(
        .badgeWithdrawn(BadgeWithdrawn(badge: badge.id, because: overturned.id)), by: nil)
    }
  }
}

extension Casework {
  /// The recall of a verdict that its own truth overturns; nil where it does not.
  func recalled(_ question: Question, byTruth taxon: String) throws -> VerdictRecalled? {
    let taxonomy = try library.taxonomy(for: question, on: shelf)
    let truth = taxonomy.said(truth: taxon)
    guard let was = try shelf.standing(question), taxonomy.isOverturned(was, byTruth: truth) else {
      return nil
    }
    return VerdictRecalled(
      question: question.id, version: question.consensusVersion, was: was, now: truth,
      because: question.id)
  }

  /// A look at what leaned on an overturned verdict, and the state in which it was made.
  struct Look {
    let fact: LeaningExamined
    fileprivate let progress: Progress
    fileprivate let versions: [Int]

    /// Whether the record would give the same now: no skill moved, and nothing more was said of any
    /// question that was looked at.
    fileprivate func isCurrent(_ casework: Casework, _ overturned: Question) throws -> Bool {
      guard try casework.shelf.recall(overturned.id)?.examineIn == overturned.subject,
        try casework.shelf.progress(overturned.subject) == progress
      else { return false }
      let leaning = try casework.leaning(on: overturned)
      return leaning.prefix(Recall.examinedAtMost).map(\.id) == fact.examined
        && leaning.prefix(Recall.examinedAtMost).map(\.consensusVersion) == versions
    }
  }

  /// Looks at all that leaned on the first overturned verdict of a subject that awaits it; nil
  /// where none does.
  func look(in subject: ID<Subject>) throws -> Look? {
    guard let recall = try shelf.recalls(toExamineIn: subject).first else { return nil }
    let fact = try examination(of: shelf.existing(recall.question))
    return Look(
      fact: fact, progress: try shelf.progress(subject),
      versions: try fact.examined.map { try shelf.existing($0).consensusVersion })
  }
}
