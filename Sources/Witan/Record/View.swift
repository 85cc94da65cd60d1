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
  let now: Instant?
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
    var isTold = false
    if let now, question.isOpen { isTold = mine?.isReleaseNews(now: now) == true }
    let isTheirs =
      try hasAnswered || mine?.isPending == true || question.isStillFor(me, on: shelf)
    let isMine = mine != nil && (isTheirs || isTold)
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
    isNews = isTold && !isTheirs && !isWatcher
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
}
