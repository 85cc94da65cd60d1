import Inference

/// Replays the whole history under another rule: what was asked and answered stays, what was held
/// and learned is decided anew.
///
/// Questions close as soon as this rule is satisfied, and later answers to them are not looked at;
/// lessons and estimates follow from the other verdicts. What cannot be replayed, `limits` says.
struct PolicyLab {
  private let shelf: any Shelf
  private let rule: Rule
  private let lab: ReplayPen
  private let library = Library()

  private var casework: Casework { Casework(shelf: lab, library: library) }

  private init(_ rule: Rule, on shelf: any Shelf, scratch: any Pen) throws {
    try rule.check()
    self.shelf = shelf
    self.rule = rule
    lab = ReplayPen(base: shelf, scratch: scratch)
  }

  /// What would have changed under a rule; refuses one out of its bounds. A long ledger is replayed
  /// on a scratch file.
  ///
  /// - Parameter progress: told after each entry: done, of how many.
  static func report(
    _ rule: Rule, on shelf: any Shelf, progress: (Int, Int) -> Void
  ) throws -> PolicyReport {
    var made: PolicyReport?
    try shelf.withScratch { scratch in
      made = try PolicyLab(rule, on: shelf, scratch: scratch).report(progress: progress)
    }
    guard let made else { throw Refusal.unavailable(reason: "No scratch record was lent.") }
    return made
  }

  private func report(progress: (Int, Int) -> Void) throws -> PolicyReport {
    let size = try shelf.ledgerSize()
    var trials = Trials()
    for index in 0..<size {
      guard let bytes = try shelf.entries(index..<index + 1).first else {
        throw Refusal.notFound(kind: "entry", name: String(index))
      }
      try lab.append(bytes)
      try step(try Entry(bytes: bytes), &trials)
      progress(index + 1, size)
    }
    return try PolicyReport(rule, trials, entries: size, library: library, on: lab)
  }

  private func step(_ entry: Entry, _ trials: inout Trials) throws {
    switch entry.event {
    case .ruleAdopted(let fact):
      trials.rules.append(fact.rule.version)
      try apply(.ruleAdopted(RuleAdopted(rule: rule)), entry)
    case .ruleProposed, .ruleApproved, .leaningExamined, .verdictRecalled, .recallAcknowledged,
      .badgeAwarded, .badgeWithdrawn:
      return
    case .consensusReached(let fact): try decide(fact, entry, &trials)
    case .skillsMoved(let fact): try teachAnew(fact, entry, &trials)
    case .skillsEstimated(let fact):
      guard let estimate = try casework.estimate(fact.subject) else { return }
      try lab.attach(Library.estimate(estimate.fact.lessons), estimate.lessons)
      try apply(.skillsEstimated(estimate.fact), entry)
    case .outcomeRecorded(let fact):
      try apply(entry.event, entry)
      let file = try casework.file(lab.existing(fact.question))
      guard !file.question.isOpen else { return }
      try apply(.skillsMoved(file.lessons(truth: fact.taxon, source: fact.source)), entry)
    default:
      if let id = entry.event.question, let question = try lab.question(id), !question.isOpen {
        guard case .answerGiven = entry.event else { return }
        guard question.unansweredAt != nil else {
          trials.unused += 1
          return
        }
      }
      try apply(entry.event, entry)
    }
  }

  /// Decides anew on the same occasion; where the question was closed and this rule is not
  /// satisfied, as one that nobody is left to be asked about.
  private func decide(_ fact: ConsensusReached, _ entry: Entry, _ trials: inout Trials) throws {
    let question = try lab.existing(fact.question)
    let isLate = fact.occasion == .late && question.unansweredAt != nil
    if !fact.phase.isOpen && (trials.was[fact.question] == nil || isLate) {
      trials.was[fact.question] = fact
      trials.untaught.insert(fact.question)
    }
    guard question.isOpen || isLate else { return }
    let file = try casework.file(question)
    var now = try file.consensus(on: fact.occasion, ledgerSize: entry.index)
    if now.phase.isOpen && !fact.phase.isOpen {
      now = try file.consensus(on: .exhausted, ledgerSize: entry.index)
      trials.cut.insert(fact.question)
    }
    try apply(.consensusReached(now), entry)
    guard !now.phase.isOpen else { return }
    trials.now[fact.question] = now
    // A truth that was known before teaches when its outcome is recorded.
    guard try lab.revealed(question.known) == nil else { return }
    try apply(.skillsMoved(file.lessonsFromConsensus()), entry)
  }

  /// What a question taught when it closed was taught by `decide`, and a truth teaches with its
  /// outcome; what a recalled verdict taught anew is taught anew.
  private func teachAnew(_ fact: SkillsMoved, _ entry: Entry, _ trials: inout Trials) throws {
    guard trials.untaught.remove(fact.question) == nil, fact.source == .consensus else { return }
    let question = try lab.existing(fact.question)
    guard !question.isOpen else { return }
    try apply(.skillsMoved(casework.file(question).lessonsFromConsensus()), entry)
  }

  private func apply(_ event: Event, _ entry: Entry) throws {
    try Projector.apply(
      Entry(
        index: entry.index, community: entry.community, at: entry.at, by: entry.by, event: event,
        salt: entry.salt),
      to: lab)
  }

  /// What came of each question, as it was and under the rule.
  struct Trials {
    /// The verdicts that closed the questions.
    var was: [ID<Question>: ConsensusReached] = [:]
    var now: [ID<Question>: ConsensusReached] = [:]
    /// The questions that were closed and whose lessons have not come yet.
    var untaught: Set<ID<Question>> = []
    /// The questions that this rule would have gone on asking about.
    var cut: Set<ID<Question>> = []
    /// How many answers came after this rule had closed their question.
    var unused = 0
    /// The versions of the rules that were in force.
    var rules: [String] = []
  }
}
