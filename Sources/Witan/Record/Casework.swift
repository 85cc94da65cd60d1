import Inference

/// Gathers from the record what a decision depends on, and decides.
///
/// The same code runs when something happens and when an auditor re-derives it, so what it reads
/// is only what the record says.
struct Casework {
  let shelf: any Shelf
  let library: Library

  /// The case of a question as it stands.
  ///
  /// - Parameter own: lessons that are to be left out.
  func file(_ question: Question, without own: SkillsMoved? = nil) throws -> Case {
    let taxonomy = try library.taxonomy(for: question, on: shelf)
    let rule = try shelf.rule()
    let base = try library.basePrior(for: question, taxonomy: taxonomy, rule: rule, on: shelf)
    let region = question.place?.region ?? ""
    var found = try shelf.sightings(question.subject)
    if let own, let place = found.firstIndex(where: { $0.region == region }) {
      found[place].learn(own.found, sign: -1)
    }
    let seen = Sightings.seen(in: region, of: found, rule: rule)
    return Case(
      question: question, taxonomy: taxonomy,
      prior: taxonomy.learned(base, seen: seen, rule: rule), rule: rule,
      progress: try shelf.progress(question.subject), evidence: try evidence(question, without: own)
    )
  }

  /// The answers of a question with what their givers had proved.
  func evidence(
    _ question: Question, without own: SkillsMoved? = nil
  ) throws -> [Case.Evidence] {
    try shelf.answers(to: question.id).map { answer in
      var skill = try shelf.skill(question.subject, answer.expert)
      for lesson in own?.lessons ?? [] where lesson.expert == answer.expert {
        skill.learn(lesson, sign: -1)
      }
      let member = try shelf.member(answer.expert)
      return Case.Evidence(
        answer: answer, skill: skill, isHome: question.isHome(member), group: member?.group)
    }
  }

  /// The next wave of a question.
  func dispatch(_ question: Question, seed: UInt64, now: Instant) throws -> QuestionDispatched {
    let (need, rule) = try need(question)
    return try library.withRoster(of: question.subject, rule: rule, on: shelf) { roster in
      Router.dispatch(need, roster: &roster, rule: rule, seed: seed, now: now)
    }
  }

  /// The opening of a question to all; nil where it is not opened now.
  func opening(_ question: Question, now: Instant) throws -> QuestionOpened? {
    guard question.opening == nil else { return nil }
    let (need, rule) = try need(question)
    return try library.withRoster(of: question.subject, rule: rule, on: shelf) { roster in
      Router.opening(need, roster: &roster, rule: rule, now: now)
    }
  }

  /// The questions that are open to all and that a member may take, the most pressing first.
  func openQuestions(for expert: Member) throws -> [Question] {
    let open = try expert.subjects.flatMap { subject in
      try shelf.questions(RecordFilter(.equal(field: "openTo", to: subject.text)))
    }.sorted { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
    var fit: [Question] = []
    for question in open where try fit.count < Self.openLimit && shelf.isFit(expert, for: question)
    {
      fit.append(question)
    }
    return fit
  }

  /// How many open questions a member is shown at most.
  private static let openLimit = 100

  /// What the next wave of a question is chosen for, and the rule as learned.
  func need(_ question: Question) throws -> (need: Router.Need, rule: Rule) {
    let file = try file(question)
    let need = try Router.Need(
      file, asker: shelf.member(question.asker), asked: shelf.assignments(of: question.id))
    return (need, file.rule)
  }
}

extension Shelf {
  /// Whether a member may come to a question that is open to all: it could have been theirs, and
  /// they are not held to copy as somebody who has it.
  func isFit(_ expert: Member, for question: Question) throws -> Bool {
    guard question.opening != nil else { return false }
    let asked = try assignments(of: question.id)
    // Queues are looked at often: nobody's group is read for an expert who has none.
    let groups = try expert.group == nil ? [] : groups(of: asked)
    guard
      try expert.qualifies(
        for: question, from: member(question.asker), asked: asked, groups: groups)
    else { return false }
    return try !isCopy(expert.id, beside: asked, in: question.subject)
  }

  /// Whether somebody is held to copy, as somebody is who was asked: by what the router keeps
  /// copiers apart, which is learned of how common they are.
  func isCopy(
    _ expert: ID<Member>, beside asked: [Assignment], in subject: ID<Subject>
  ) throws -> Bool {
    let rule = try rule().learned(by: progress(subject).calibration)
    guard try skill(subject, expert).isSuspected(rule) else { return false }
    return try asked.contains { try skill(subject, $0.expert).isSuspected(rule) }
  }

  /// Whether somebody who wanted a better photo may be asked again: the question could still be
  /// theirs. They may have come into the asker's group, or that of another who was asked, been
  /// barred, or lost the subject or the language meanwhile.
  func isFitAgain(_ expert: Member, for question: Question) throws -> Bool {
    let others = try assignments(of: question.id).filter { $0.expert != expert.id }
    return try expert.qualifies(
      for: question, from: member(question.asker), asked: others,
      groups: expert.group == nil ? [] : groups(of: others))
  }

  /// Whether a member, as they are now, could still be asked what they were asked once.
  func isStillFit(_ expert: ID<Member>, for question: Question) throws -> Bool {
    try member(expert).map { try isFitAgain($0, for: question) } ?? false
  }

  /// Whether somebody who wanted a better photo can be asked again now: they are awake and have
  /// attention left, too.
  func canBeAsked(
    _ expert: ID<Member>, again question: Question, at instant: Instant
  ) throws -> Bool {
    guard let member = try member(expert), try isFitAgain(member, for: question) else {
      return false
    }
    return try member.availability.isAwake(at: instant)
      && load(expert).offered(on: instant) < member.availability.budgetPerDay
  }
}
