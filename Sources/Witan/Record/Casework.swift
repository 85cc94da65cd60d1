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
      return Case.Evidence(
        answer: answer, skill: skill,
        isHome: question.isHome(try shelf.member(answer.expert)))
    }
  }

  /// The next wave of a question.
  func dispatch(_ question: Question, seed: UInt64, now: Instant) throws -> QuestionDispatched {
    let (need, rule) = try need(question)
    return try library.withRoster(of: question.subject, rule: rule, on: shelf) { roster in
      Router.dispatch(need, roster: &roster, rule: rule, seed: seed, now: now)
    }
  }

  /// What the next wave of a question is chosen for, and the rule as learned.
  func need(_ question: Question) throws -> (need: Router.Need, rule: Rule) {
    let file = try file(question)
    let need = try Router.Need(
      file, asker: shelf.member(question.asker), asked: shelf.assignments(of: question.id))
    return (need, file.rule)
  }
}
