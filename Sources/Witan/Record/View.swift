/// What one reader may see of one question.
struct View {
  let question: Question
  let shelf: any Shelf
  let assignments: [Assignment]
  let answers: [Answer]
  let mine: Assignment?
  /// Whether the answers, counts and verdict are hidden: from whoever may be asked, until their own
  /// answer is given or the question closed.
  let isSealed: Bool
  let isWatcher: Bool
  private let isAsker: Bool
  /// Whether the reader is, or may be, at work on it.
  private let mayAnswer: Bool
  /// As of when it is read.
  private let now: Instant?
  /// Whether the reader is only told that it was taken back from them: what it asked, no picture
  /// and no spot.
  private let isNews: Bool
  /// Whether it is read as it was once, when nobody works on it any more.
  private let isPast: Bool

  /// The view of a reader; nil where the question is none of theirs.
  ///
  /// - Parameters:
  ///   - now: as of when; nil for as the record stands. By it a reader learns that the time for the
  ///     first word is over although nothing wrote so yet, as where no server runs.
  ///   - isPast: whether the shelf is of an earlier state.
  init?(
    of question: Question, for caller: Caller, on shelf: any Shelf, now: Instant? = nil,
    isPast: Bool = false
  ) throws {
    let me = caller.member
    assignments = try shelf.assignments(of: question.id)
    answers = try shelf.answers(to: question.id)
    mine = assignments.first { $0.expert == me.id }
    isWatcher = me.isOne(of: .auditor, .steward)
    isAsker = question.asker == me.id
    let isOpenToMe = try question.openTo != nil && shelf.isFit(me, for: question)
    let hasAnswered = answers.contains { $0.expert == me.id }
    // Who had it in hand when it was taken back is told so, and of what, for a while.
    var isNews = false
    if let now, question.isOpen { isNews = mine?.isReleaseNews(now: now) == true }
    let isMine =
      try mine != nil
      && (hasAnswered || isNews || mine?.isPending == true
        || question.isStillFor(me, on: shelf))
    guard isWatcher || isAsker || isMine || isOpenToMe else { return nil }
    // A steward or auditor who is an expert too is sealed like any other, and before being asked:
    // else they could read the answers first and be asked then.
    let mayBeAsked = me.roles.contains(.expert) && me.subjects.contains(question.subject)
    let isTaken = question.isOpen && (mine != nil || mayBeAsked)
    // A late answer to what closed without any is to be as blind as one in time.
    let isAwaitedLate = try mine.map { try shelf.takesLate(question, from: $0) } ?? false
    isSealed = !isAsker && !hasAnswered && (isTaken || isAwaitedLate)
    mayAnswer =
      !hasAnswered && !isPast && (question.isOpen && (isMine || isOpenToMe) || isAwaitedLate)
    (self.now, self.isPast) = (now, isPast)
    self.isNews = try isNews && !isWatcher && !question.isStillFor(me, on: shelf)
    self.question = question
    self.shelf = shelf
  }

  /// Refuses a steward or auditor who is or may yet be asked as an expert and has not answered: the
  /// record would tell them what others said.
  static func needsUnsealed(
    _ question: Question, for caller: Caller, on shelf: any Shelf
  ) throws {
    guard try View(of: question, for: caller, on: shelf)?.isSealed != true else {
      throw Refusal.sealed
    }
  }

  /// The question as this reader sees it; refuses to show one that was changed beside the ledger to
  /// who is to answer it.
  func sheet(_ library: Library) throws -> QuestionSheet {
    if mayAnswer { try shelf.needsCommitted(question) }
    let asker = try shelf.member(question.asker)
    return QuestionSheet(
      id: question.id.text, subject: question.subject.text,
      asker: isAskerHidden ? nil : asker?.handle ?? question.asker.text,
      place: question.place?.code, placeName: question.place?.name,
      spot: isNews ? nil : question.spot.map { SpotSheet($0, isExact: needsSpot) },
      urgency: question.urgency, text: question.text,
      photos: isNews ? [] : question.photos.compactMap { $0 }, originals: originals,
      options: question.options,
      askedAt: shown(question.askedAt), deadline: shown(question.deadline),
      phase: isSealed ? .gathering : question.phase,
      verdict: isSealed ? nil : try verdict(library), recall: try recall(library),
      answers: isSealed ? nil : try answers.map(answerSheet),
      assignments: isWatcher && !isSealed ? try assignments.map(assignmentSheet) : nil,
      mine: try mine.map(assignmentSheet), outcome: isSealed ? nil : try outcome(),
      photoWishes: try photoWishes(), promise: try promise(), fallback: try fallback(),
      opening: question.isOpen ? question.opening : nil,
      unansweredAt: isSealed && mine == nil ? nil : question.unansweredAt)
  }

  /// Whether the exact spot is shown without a word: to whoever told it, and to the expert who is
  /// at work on it. Auditors say what for (`Desk.spot`), and all others know its cell.
  ///
  /// Not to who came unasked: else anybody could have every spot by taking what is open.
  var needsSpot: Bool {
    let isAtWork = question.isOpen && mine?.lease != nil && mine?.cameUnasked != true
    return isAsker || (isAtWork && !isPast)
  }

  /// Which originals are kept. Stewards know of them, to erase them, and are given none.
  private var originals: [String]? {
    guard isAsker || (isWatcher && !isSealed) else { return nil }
    let names = question.photosWithOriginal
    return names.isEmpty ? nil : names
  }

  /// An instant of the asker's: to who has no part in it, or none any more, its day (UTC) alone, as
  /// its minute would tell when somebody was where. Who may answer sees it happen.
  private func shown(_ instant: Instant) -> Instant {
    let isTheirs = isAsker || isWatcher || (question.isOpen && mine?.isPending == true)
    return isTheirs ? instant : instant.dayBegin
  }

  /// Experts learn who asked when the question closes: a steward's name would tell those who
  /// answered, and through them the others, that the answer is known.
  private var isAskerHidden: Bool {
    isSealed || (question.isOpen && !isAsker && !isWatcher)
  }

  private func verdict(_ library: Library) throws -> Verdict? {
    guard
      let consensus = try shelf.consensus(question.id, version: question.consensusVersion)
    else { return nil }
    let fact = consensus.fact
    let taxonomy = try library.taxonomy(for: question, on: shelf)
    let node = fact.held.flatMap { taxonomy.node(accepted: $0.taxon) }
    let common = node.flatMap { taxonomy[$0].names.first { $0.language == "en" }?.name }
    return Verdict(
      version: fact.version, phase: fact.phase, action: fact.action?.name,
      advice: advice(fact.action?.name, isHeld: fact.held != nil, taxonomy),
      taxon: fact.held?.taxon, rank: fact.held?.rank,
      commonName: common,
      probabilityPartsPerMillion: (fact.held ?? fact.leading)?.partsPerMillion,
      leading: fact.leading, runnerUp: fact.runnerUp,
      unnamedPartsPerMillion: fact.unnamedPartsPerMillion, actions: fact.actions,
      independentAnswers: Double(fact.independentAnswersThousandths) / 1000,
      fragility: fact.fragility,
      reasons: try fact.reasons.map { reason in
        let expert = try shelf.member(reason.expert)
        return ReasonSheet(
          expert: expert?.handle ?? reason.expert.text,
          expertName: expert?.shown ?? reason.expert.text, taxon: reason.taxon,
          bits: Double(reason.milliBits) / 1000)
      }, rule: fact.rule, estimate: fact.estimate, skillsAsOf: fact.skillsAsOf,
      reachedAt: consensus.reachedAt)
  }

  private func answerSheet(_ answer: Answer) throws -> AnswerSheet {
    let expert = try shelf.member(answer.expert)
    return AnswerSheet(
      id: answer.id.text, expert: expert?.handle ?? answer.expert.text,
      expertName: expert?.shown ?? answer.expert.text, taxon: answer.taxon,
      confidence: answer.confidence, note: answer.note, givenAt: answer.givenAt,
      isLate: answer.isLate)
  }

  private func assignmentSheet(_ assignment: Assignment) throws -> AssignmentSheet {
    AssignmentSheet(
      id: assignment.id.text,
      expert: try shelf.member(assignment.expert)?.handle ?? assignment.expert.text,
      wave: assignment.wave, state: assignment.state.word, offeredAt: assignment.offeredAt,
      endsAt: assignment.endsAt,
      holdLimit: assignment.holdLimit(try shelf.rule().clock(question.urgency)),
      remindedAt: assignment.lease?.remindedAt, releasedAt: assignment.releasedAt,
      passedFor: assignment.passedFor, againFor: assignment.againFor,
      handedTo: try assignment.heir.map { try shelf.member($0)?.handle ?? $0.text })
  }

  /// What the asker is to know of those who want another photo: not who, and nothing to anybody
  /// who may still answer.
  private func photoWishes() throws -> [PhotoWish]? {
    guard isAsker || (isWatcher && !isSealed) else { return nil }
    let heeded = try shelf.heeded(assignments, of: question)
    let wishes = heeded.filter(question.awaitsPhoto).compactMap(\.photoWish)
    return wishes.isEmpty ? nil : wishes.map { PhotoWish(reason: $0.reason, at: $0.at) }
  }

  private func promise() throws -> PromiseSheet? {
    guard isAsker || (isWatcher && !isSealed) else { return nil }
    return try shelf.promise(question.id).map { try PromiseSheet($0.promise, question, on: shelf) }
  }

  private func fallback() throws -> Fallback? {
    guard !isSealed, let reason = try fallbackReason() else { return nil }
    return Fallback(reason: reason, text: try shelf.community().shownEmergencyText)
  }

  private func fallbackReason() throws -> Fallback.Reason? {
    let isOverdue =
      question.phase == .gathering && (now.map { question.deadline <= $0 } ?? false)
    // Where the next wave finds anybody, it is sent as the last offer ends.
    let isNobodyLeft =
      !question.isOpen || question.isWaveEmpty || isOverdue || !assignments.isEmpty
    let isAwaited = assignments.contains { each in
      each.isPending && !(isOverdue && now.map { each.endsAt ?? $0 <= $0 } ?? false)
    }
    if answers.isEmpty && isNobodyLeft && !isAwaited { return try reasonForSilence() }
    if isOverdue && answers.isEmpty { return .nothingKnown }
    let fact = try shelf.consensus(question.id, version: question.consensusVersion)?.fact
    guard question.phase != .gathering, let fact, fact.held == nil, fact.action == nil else {
      return nil
    }
    return .nothingKnown
  }

  /// Why nobody answered, by what those who looked wanted.
  private func reasonForSilence() throws -> Fallback.Reason {
    let assignments = try shelf.heeded(assignments, of: question)
    if assignments.contains(where: question.awaitsPhoto) { return .photoWanted }
    let wishes = assignments.compactMap(\.photoWish)
    let isUnmet = wishes.contains { wish in question.photoAddedAt.map { $0 < wish.at } ?? true }
    if isUnmet { return .photosTooPoor }
    let isLookedAt = assignments.contains { $0.passedFor != nil || $0.againFor != nil }
    return isLookedAt ? .nothingKnown : .nobodyReached
  }

  private func outcome() throws -> OutcomeSheet? {
    try shelf.outcome(question.id).map { outcome in
      let dissent = try Dissent.sentences(question, on: shelf)
      return OutcomeSheet(
        taxon: outcome.taxon, by: try shelf.member(outcome.by)?.handle ?? outcome.by.text,
        source: outcome.source, ground: outcome.ground, recordedAt: outcome.recordedAt,
        dissent: dissent.isEmpty ? nil : dissent)
    }
  }
}

extension Assignment.State {
  /// The state in one word.
  var word: String {
    switch self {
    case .offered: "offered"
    case .held: "held"
    case .answered: "answered"
    case .passed: "passed"
    case .lapsed: "lapsed"
    case .released: "released"
    case .handedOver: "handed-over"
    }
  }
}

extension Assignment {
  /// Why it was passed on; nil where it was not.
  fileprivate var passedFor: PassReason? {
    if case .passed(_, let reason) = state { reason } else { nil }
  }

  /// Who has it in this one's place; nil where it was not handed over.
  fileprivate var heir: ID<Member>? {
    if case .handedOver(_, let heir) = state { heir } else { nil }
  }
}

/// What to do, in a sentence for somebody in a hurry.
func advice(_ action: String?, isHeld: Bool, _ taxonomy: Taxonomy) -> String {
  guard !taxonomy.actions.isEmpty else {
    return !isHeld ? "No answer is sure enough yet." : "The community holds this answer."
  }
  switch action {
  case "dangerous"?:
    return "Treat as DANGEROUS: keep away; if anybody was bitten, call emergency services now."
  case "harmless"?:
    return "Held to be harmless. Leave it in peace; for any bite, still see a doctor."
  case .some(let action): return "Held to be \(action)."
  case nil:
    return taxonomy.actions.contains("dangerous")
      ? "NOT CERTAIN: treat as dangerous until more is known." : "Not certain yet."
  }
}

extension Question {
  /// Whether who was asked once may still look at it: an expert of its subject who does not belong
  /// to the asker's group, and from whom nobody keeps it.
  fileprivate func isStillFor(_ member: Member, on shelf: any Shelf) throws -> Bool {
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
  /// A question, for who may see it or was asked it once; for all others it does not exist.
  func question(_ id: ID<Question>, seenBy caller: Caller) throws -> Question {
    let question = try existing(id)
    guard
      try View(of: question, for: caller, on: self) != nil
        || assignment(of: id, for: caller.member.id) != nil
    else { throw Refusal.notFound(kind: "question", name: id.text) }
    return question
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
