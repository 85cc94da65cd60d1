import Inference

/// Gathers from the record what a decision depends on, and decides.
///
/// The same code runs when something happens and when an auditor re-derives it, so what it reads
/// is only what the record says.
struct Casework {
  let shelf: any Shelf
  let library: Library

  /// The case of a question as it stands.
  func file(_ question: Question) throws -> Case {
    let taxonomy = try library.taxonomy(for: question, on: shelf)
    let rule = try shelf.rule()
    let base = try library.basePrior(for: question, taxonomy: taxonomy, rule: rule, on: shelf)
    let seen = Sightings.seen(
      in: question.place?.region ?? "", of: try shelf.sightings(question.subject), rule: rule)
    return Case(
      question: question, taxonomy: taxonomy,
      prior: taxonomy.learned(base, seen: seen, rule: rule), rule: rule,
      progress: try shelf.progress(question.subject), evidence: try evidence(question))
  }

  /// The answers of a question with what their givers had proved.
  func evidence(_ question: Question) throws -> [Case.Evidence] {
    try shelf.answers(to: question.id).map { answer in
      Case.Evidence(
        answer: answer, skill: try shelf.skill(question.subject, answer.expert),
        isHome: question.isHome(try shelf.member(answer.expert)))
    }
  }

  /// The next wave of a question.
  func dispatch(_ question: Question, seed: UInt64, now: Instant) throws -> QuestionDispatched {
    let file = try file(question)
    let branches = file.taxonomy.openBranches(try file.belief())
    let asked = try shelf.assignments(of: question.id)
    let askedExperts = Set(asked.map(\.expert))
    let depth = Int(file.taxonomy.tree.depth.max() ?? 1)
    let candidates = try shelf.members().filter { $0.isOne(of: .expert) }.map { member in
      let prospect = Prospect(
        try shelf.skill(question.subject, member.id), branches: branches, region: file.region,
        isHome: question.isHome(member), depth: depth, rule: file.rule)
      return Candidate(
        member: member, load: try shelf.load(member.id), prospect: prospect,
        wasAsked: askedExperts.contains(member.id))
    }
    return Router.dispatch(
      question, candidates: candidates, branches: branches, asked: asked.count, rule: file.rule,
      seed: seed, now: now)
  }
}
