/// What each event changes in the records: state is what the events say.
///
/// Pure but for the pen it writes with: the same entries give the same records, live and in replay.
package enum Projector {
  /// Applies one entry, and marks what it names.
  package static func apply(_ entry: Entry, to pen: any Pen) throws {
    try change(entry, pen)
    try Mark.note(entry, pen)
  }

  private static func change(_ entry: Entry, _ pen: any Pen) throws {
    if let question = entry.event.question {
      let trace = Trace(question: question, index: entry.index)
      try pen.put(.trace, trace.key, trace)
    }
    switch entry.event {
    case .communityFounded(let fact):
      try pen.put(
        .community, "community",
        Community(
          id: fact.community, title: fact.title, origin: fact.origin,
          verifierKey: fact.verifierKey, foundedAt: entry.at, rule: nil))
    case .ruleAdopted(let fact):
      var community = try pen.community()
      community.rule = fact.rule
      community.versions.append(fact.rule.version)
      community.proposal = nil
      try pen.put(.community, "community", community)
    case .ruleProposed(let fact):
      var community = try pen.community()
      community.proposal = RuleProposal(
        id: fact.proposal, rule: fact.rule, by: fact.by, at: entry.at)
      try pen.put(.community, "community", community)
    case .ruleApproved(let fact):
      var community = try pen.community()
      community.proposal?.approvedBy = fact.by
      try pen.put(.community, "community", community)
    case .subjectDefined(let fact):
      try pen.put(
        .subject, fact.subject.text,
        Subject(
          id: fact.subject, title: fact.title, taxonomy: fact.taxonomy, taxa: fact.taxa))
    case .skillsEstimated(let fact): try estimated(fact, pen)
    case .membersSeen(let fact): try seen(fact, at: entry.at, pen)
    case .emergencyTextSet(let fact): try emergencyTextSet(fact, pen)
    case .keyRotated(let fact):
      let community = try pen.community().rotated(fact, at: entry.index, entry.at)
      try pen.put(.community, "community", community)
    case .erased(let fact): try erased(fact, at: entry.at, pen)
    case .holdPlaced(let fact):
      try pen.put(
        .hold, fact.on.key,
        LegalHold(
          on: fact.on, ground: try pen.revealed(fact.ground), by: fact.by, placedAt: entry.at))
    case .badgeAwarded, .badgeWithdrawn: try applyToBadges(entry, pen)
    case .holdLifted(let fact): try pen.remove(.hold, fact.on.key)
    default: try applyToMember(entry, pen)
    }
  }

  /// Applies an entry that belongs to a question.
  static func applyToQuestion(_ entry: Entry, _ pen: any Pen) throws {
    switch entry.event {
    case .questionAsked(let fact): try asked(fact, at: entry.at, pen)
    case .spotTold(let fact):
      var question = try pen.needed(fact.question)
      question.spot = try pen.revealed(fact.spot).flatMap { Spot(sealed: $0) }
      try pen.keep(question)
    case .optionAdded(let fact):
      var question = try pen.needed(fact.question)
      question.options.append(fact.option)
      try pen.keep(question)
    case .questionDispatched(let fact): try dispatched(fact, at: entry.at, pen)
    case .questionOpened(let fact): try opened(fact, at: entry.at, pen)
    case .openQuestionTaken(let fact): try takenUnasked(fact, at: entry.at, pen)
    case .assignmentsReoffered(let fact): try reoffered(fact, at: entry.at, pen)
    case .assignmentTaken(let fact):
      try change(fact.assignment, pen) {
        $0.become(.held(lease: Lease(takenAt: entry.at, endsAt: fact.endsAt)))
      }
      try pen.wake(fact.question, at: entry.at)
    case .assignmentPassed(let fact):
      try change(fact.assignment, pen) { $0.become(.passed(at: entry.at, reason: fact.reason)) }
      try pen.wake(fact.question, at: entry.at)
    case .assignmentsLapsed(let fact):
      for assignment in fact.assignments {
        try change(assignment, pen) { $0.become(.lapsed(at: entry.at)) }
      }
      try pen.wake(fact.question, at: entry.at)
    case .answerGiven(let fact): try answered(fact, at: entry.at, pen)
    case .consensusReached(let fact): try reached(fact, at: entry.at, pen)
    case .outcomeRecorded(let fact):
      try pen.put(
        .outcome, fact.question.text,
        Outcome(
          question: fact.question, taxon: fact.taxon, by: fact.by, source: fact.source,
          ground: try pen.revealed(fact.ground), recordedAt: entry.at))
    case .skillsMoved(let fact): try moved(fact, pen)
    case .leaseExtended(let fact): try extended(fact, at: entry.at, pen)
    case .leasesReminded(let fact): try reminded(fact, at: entry.at, pen)
    case .assignmentHandedOver(let fact): try handedOver(fact, at: entry.at, pen)
    case .photosAdded(let fact): try photosAdded(fact, at: entry.at, pen)
    case .routeSteered(let fact):
      var question = try pen.needed(fact.question)
      question.steer(fact)
      // Who says whom to ask, or whom not, does not come to be asked by it.
      if let steward = entry.by, try pen.assignment(of: fact.question, for: steward) == nil {
        question.keep(from: steward)
      }
      try pen.keep(question)
      let own = try pen.assignment(of: fact.question, for: fact.expert)
      if fact.wish == .bar, let own { try takeBack([own], at: entry.at, pen) }
      try pen.wake(fact.question, at: entry.at)
    case .promised(let fact): try promised(fact, at: entry.at, pen)
    case .verdictRecalled(let fact): try recalled(fact, at: entry.at, pen)
    case .recallAcknowledged(let fact): try acknowledged(fact, at: entry.at, pen)
    case .leaningExamined(let fact): try examined(fact, pen)
    default: break
    }
  }

  private static func asked(_ fact: QuestionAsked, at instant: Instant, _ pen: any Pen) throws {
    var question = Question(
      id: fact.question, subject: fact.subject, asker: fact.asker, place: fact.place,
      urgency: fact.urgency, text: try pen.revealed(fact.text),
      photos: try fact.photos.map { try pen.revealed($0) }, options: fact.options,
      known: fact.known, askedAt: instant, deadline: fact.deadline, phase: .gathering, wave: 0,
      wavedAt: nil, isWaveEmpty: false, consensusVersion: 0, wakeAt: instant,
      language: fact.language)
    question.keep(originals: try fact.originals?.map { try pen.revealed($0) }, first: 0)
    try pen.keep(question)
  }

  private static func dispatched(
    _ fact: QuestionDispatched, at instant: Instant, _ pen: any Pen
  ) throws {
    for offer in fact.offers {
      try pen.offer(
        Assignment(
          id: offer.assignment, question: fact.question, expert: offer.expert, wave: fact.wave,
          offeredAt: instant, offerEndsAt: fact.offerEndsAt, state: .offered,
          pendingFor: offer.expert))
    }
    var question = try pen.needed(fact.question)
    question.wave = fact.wave
    question.wavedAt = instant
    question.isWaveEmpty = fact.offers.isEmpty
    let clock = try pen.rule().clock(question.urgency)
    let isAwaited = try pen.assignments(of: fact.question).contains(where: \.isPending)
    question.retryAt =
      fact.offers.isEmpty ? fact.retryAt(clock, isAwaited: isAwaited, from: instant) : nil
    try pen.keep(question)
    try pen.wake(fact.question, at: instant)
  }

  private static func answered(_ fact: AnswerGiven, at instant: Instant, _ pen: any Pen) throws {
    try pen.put(
      .answer, fact.answer.text,
      Answer(
        id: fact.answer, question: fact.question, expert: fact.expert,
        assignment: fact.assignment, taxon: fact.taxon, confidence: fact.confidence,
        note: try pen.revealed(fact.note), givenAt: instant, isLate: fact.isLate, seen: fact.seen))
    try change(fact.assignment, pen) {
      $0.become(.answered(at: instant, isLate: fact.isLate))
      $0.namedNothing = fact.taxon == nil ? true : nil
    }
    try changePromise(fact.question, pen) { $0.answeredAt = $0.answeredAt ?? instant }
    try pen.wake(fact.question, at: instant)
  }

  private static func reached(
    _ fact: ConsensusReached, at instant: Instant, _ pen: any Pen
  ) throws {
    try pen.put(
      .consensus, Consensus.key(fact.question, version: fact.version),
      Consensus(fact: fact, reachedAt: instant, question: fact.question))
    var question = try pen.needed(fact.question)
    if question.isOpen && !fact.phase.isOpen {
      var progress = try pen.progress(question.subject)
      progress.close()
      try pen.put(.progress, question.subject.text, progress)
      question.openTo = nil
      if try pen.answers(to: fact.question).isEmpty { question.unansweredAt = instant }
    }
    question.phase = fact.phase
    question.consensusVersion = fact.version
    try pen.keep(question)
    if !fact.phase.isOpen {
      for assignment in try pen.assignments(of: fact.question) where assignment.isPending {
        try change(assignment.id, pen) {
          $0.become(.released(at: instant, lease: $0.lease))
        }
      }
    }
    try pen.wake(fact.question, at: instant)
  }

  private static func moved(_ fact: SkillsMoved, _ pen: any Pen) throws {
    guard let question = try pen.question(fact.question) else { return }
    var ledger = SkillLedger(subject: question.subject)
    try ledger.replace(fact, region: question.place?.region ?? "", pen)
    try ledger.keep(pen)
    var progress = try pen.progress(question.subject)
    progress.lessons += 1
    try pen.put(.progress, question.subject.text, progress)
  }

  /// An estimate is many lessons at once, which stand beside the ledger under their hash.
  private static func estimated(_ fact: SkillsEstimated, _ pen: any Pen) throws {
    let name = Library.estimate(fact.lessons)
    guard let bytes = try pen.attachment(name) else {
      throw AttachmentFault(name: name, reason: "it is missing")
    }
    var ledger = SkillLedger(subject: fact.subject)
    for lessons in try Canonical.value([SkillsMoved].self, bytes) {
      let question = try pen.needed(lessons.question)
      try ledger.replace(lessons, region: question.place?.region ?? "", pen)
    }
    try ledger.keep(pen)
    var progress = try pen.progress(fact.subject)
    progress.lessons += 1
    progress.estimated(fact.calibration)
    try pen.put(.progress, fact.subject.text, progress)
  }

  /// Changes an assignment and keeps count of what is pending with its expert.
  static func change(
    _ id: ID<Assignment>, _ pen: any Pen, _ body: (inout Assignment) -> Void
  ) throws {
    guard var assignment = try pen.value(.assignment, id.text, as: Assignment.self) else { return }
    let (was, wasPending) = (assignment, assignment.isPending)
    body(&assignment)
    try pen.put(.assignment, id.text, assignment)
    try follow(was, assignment, pen)
    if wasPending != assignment.isPending {
      var load = try pen.load(assignment.expert)
      load.pending += assignment.isPending ? 1 : -1
      try pen.put(.load, assignment.expert.text, load)
    }
  }
}

/// Which entries belong to a question.
struct Trace: Codable, Equatable, Sendable {
  let question: ID<Question>
  let index: Int

  /// Question and index, so that a question's entries sort by time.
  var key: String {
    let digits = String(index)
    return "\(question.text)/" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }
}

extension Pen {
  /// Keeps a value as canonical JSON.
  func put(_ kind: RecordKind, _ key: String, _ value: some Encodable) throws {
    try put(kind, key, try Canonical.bytes(value))
  }

  /// Keeps a question.
  func keep(_ question: Question) throws {
    try put(.question, question.id.text, question)
  }

  /// A question that events name must be there.
  func needed(_ id: ID<Question>) throws -> Question {
    guard let question = try question(id) else {
      throw Refusal.notFound(kind: "question", name: id.text)
    }
    return question
  }
}
