/// What time asks of an open question next.
package enum Step: Equatable {
  /// These offers and leases are over.
  case lapse([ID<Assignment>])
  /// The holders of these are to be reminded that their time is nearly over.
  case remind([ID<Assignment>])
  /// These had wanted another photo, which has come, and can be asked now.
  case reoffer([ID<Assignment>])
  /// Something must be said.
  case firstWord
  /// More people are to be asked.
  case widen
}

extension Question {
  /// The next step of a question of which nobody waits for a better photo.
  package func nextStep(assignments: [Assignment], now: Instant, rule: Rule) -> Step? {
    nextStep(assignments: assignments, now: now, rule: rule) { _ in false }
  }

  /// The next step of this question at this instant, nil while there is nothing to do.
  ///
  /// - Parameter canBeAsked: whether somebody is awake and has attention left; asked only of those
  ///   who wait for another photo.
  package func nextStep(
    assignments: [Assignment], now: Instant, rule: Rule,
    canBeAsked: (ID<Member>) throws -> Bool
  ) rethrows -> Step? {
    guard isOpen else { return nil }
    if isForsaken == true { return .widen }
    let over = assignments.filter { $0.endsAt.map { $0 <= now } ?? false }
    if !over.isEmpty { return .lapse(over.map(\.id)) }
    let clock = rule.clock(urgency)
    let ending = assignments.filter { $0.remindsAt(clock).map { $0 <= now } ?? false }
    if !ending.isEmpty { return .remind(ending.map(\.id)) }
    if phase == .gathering && deadline <= now { return .firstWord }
    let owed = try assignments.filter { try isOwed($0) && canBeAsked($0.expert) }
    if !owed.isEmpty { return .reoffer(owed.map(\.id)) }
    // Who came by themselves keeps nobody from being asked.
    let isNobodyAsked = !assignments.contains { $0.isPending && $0.cameUnasked != true }
    guard opening == nil || hasWaveLeft(rule, asked: assignments) else {
      return isNobodyAsked ? .widen : nil
    }
    return isNobodyAsked || isWaveDue(clock, now: now) ? .widen : nil
  }
}

/// Walks a question along its course, in one transaction.
struct Course {
  let journal: Journal
  let library: Library
  /// Chance for the draws of this transaction.
  let seed: () -> UInt64
  /// New names for what this transaction makes, by the letter of the kind.
  let name: (String) -> String

  var casework: Casework { Casework(shelf: journal.pen, library: library) }

  /// The most steps of one question in one transaction; what remains is done at the next look.
  private static let stepLimit = 16

  /// Does what time asks of a question until there is nothing more to do.
  func advance(_ id: ID<Question>) throws {
    for _ in 0..<Self.stepLimit {
      guard let question = try journal.pen.question(id) else { return }
      let assignments = try journal.pen.assignments(of: id)
      guard
        let step = try question.nextStep(
          assignments: assignments, now: journal.now, rule: try journal.pen.rule(),
          canBeAsked: { try journal.pen.canBeAsked($0, again: question, at: journal.now) })
      else { return }
      switch step {
      case .lapse(let over):
        try journal.record(
          .assignmentsLapsed(AssignmentsLapsed(question: id, assignments: over)), by: nil)
      case .remind(let ending):
        try journal.record(
          .leasesReminded(LeasesReminded(question: id, assignments: ending)), by: nil)
      case .reoffer(let owed):
        let clock = try journal.pen.rule().clock(question.urgency)
        try journal.record(
          .assignmentsReoffered(
            AssignmentsReoffered(
              question: id, assignments: owed,
              offerEndsAt: journal.now.adding(seconds: clock.offerSeconds))), by: nil)
      case .firstWord: try reach(question, on: .deadline)
      case .widen:
        guard try widen(question, asked: assignments) else { return }
      }
    }
  }

  /// Sends the next wave, or closes the question; see `Widening`.
  ///
  /// - Returns: whether there may be more to do now.
  private func widen(_ question: Question, asked: [Assignment]) throws -> Bool {
    let dispatch = try casework.dispatch(question, seed: seed(), now: journal.now)
    let opened = try dispatch.offers.isEmpty ? casework.opening(question, now: journal.now) : nil
    let widening = try question.widening(
      by: WaveOutlook(dispatch, before: question.deadline), canOpen: opened != nil,
      asked: journal.pen.heeded(asked, of: question), rule: journal.pen.rule(),
      now: journal.now, file: casework.file(question))
    switch widening {
    case .close:
      // Where nobody was ever asked, the receipt tells why not.
      let isUntold = dispatch.offers.isEmpty && question.wavedAt == nil
      if isUntold { try journal.record(.questionDispatched(dispatch), by: nil) }
      try reach(journal.pen.existing(question.id), on: .exhausted, draw: dispatch.seed)
    case .wait: break
    case .open: if let opened { try journal.record(.questionOpened(opened), by: nil) }
    case .offer: try journal.record(.questionDispatched(dispatch), by: nil)
    }
    return widening == .offer || widening == .open
  }

  /// Records what the asker is told, before anybody is asked.
  func promise(_ id: ID<Question>) throws {
    guard let question = try journal.pen.question(id) else { return }
    try journal.record(.promised(casework.promise(question, now: journal.now)), by: nil)
  }

  /// Records what the community holds now; when that closes the question, learns from it.
  ///
  /// - Parameter draw: see `ConsensusReached.draw`.
  func reach(_ question: Question, on occasion: Occasion, draw: String? = nil) throws {
    let file = try casework.file(question)
    let consensus = try file.consensus(
      on: occasion, ledgerSize: journal.pen.ledgerSize(), draw: draw)
    try journal.record(.consensusReached(consensus), by: nil)
    guard !consensus.phase.isOpen else { return }
    if let truth = try journal.pen.revealed(question.known) {
      try establish(truth, of: question, by: question.asker, source: .known, ground: nil)
    } else {
      try journal.record(.skillsMoved(try file.lessonsFromConsensus()), by: nil)
    }
  }

  /// Records an estimate, with the badges that are due by it, unless lessons were learned since it
  /// was made or a look at what leaned on a verdict is awaited. All of it is one transaction: no
  /// crash comes between the estimate and its badges, so one that is missing was left out.
  func adopt(_ estimate: Casework.Estimate, madeAt progress: Progress) throws {
    let subject = progress.subject
    guard try journal.pen.progress(subject) == progress,
      try progress.isEstimateDue(journal.pen.rule()),
      try journal.pen.recalls(toExamineIn: subject).isEmpty
    else { return }
    try journal.pen.attach(Library.estimate(estimate.fact.lessons), estimate.lessons)
    try journal.record(.skillsEstimated(estimate.fact), by: nil)
    for claim in try casework.claimsDue(in: subject) {
      try journal.record(
        .badgeAwarded(BadgeAwarded(badge: ID(name("b")), claim: claim)), by: nil)
    }
  }

  /// Records the truth of a question and what it teaches.
  func establish(
    _ taxon: String, of question: Question, by member: ID<Member>, source: SkillsMoved.Source,
    ground: Commitment?
  ) throws {
    try journal.record(
      .outcomeRecorded(
        OutcomeRecorded(
          question: question.id, taxon: taxon, by: member, source: source, ground: ground)),
      by: member)
    try recall(question, byTruth: taxon, source: source)
    let lessons = try casework.file(question).lessons(truth: taxon, source: source)
    try journal.record(.skillsMoved(lessons), by: nil)
  }
}
