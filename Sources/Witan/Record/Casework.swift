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
    let prior = try library.prior(for: question, taxonomy: taxonomy, rule: rule, on: shelf)
    let evidence = try shelf.answers(to: question.id).map { answer in
      Case.Evidence(answer: answer, skill: try shelf.skill(question.subject, answer.expert))
    }
    return Case(
      question: question, taxonomy: taxonomy, prior: prior, rule: rule, evidence: evidence)
  }

  /// The next wave of a question.
  func dispatch(_ question: Question, seed: UInt64, now: Instant) throws -> QuestionDispatched {
    let file = try file(question)
    let branches = openBranches(file.taxonomy, try file.belief())
    let asked = try shelf.assignments(of: question.id)
    let askedExperts = Set(asked.map(\.expert))
    let depth = Int(file.taxonomy.tree.depth.max() ?? 1)
    let candidates = try shelf.members().filter { $0.isOne(of: .expert) }.map { member in
      let skill = try shelf.skill(question.subject, member.id)
      let (mean, deviation) = expectation(
        skill, branches: branches, region: file.region, depth: depth, rule: file.rule)
      return Candidate(
        member: member, load: try shelf.load(member.id), skillPartsPerMillion: mean,
        deviationPartsPerMillion: deviation, wasAsked: askedExperts.contains(member.id))
    }
    return Router.dispatch(
      question, candidates: candidates, branches: branches, asked: asked.count, rule: file.rule,
      seed: seed, now: now)
  }

  /// How many branches a route looks at.
  private static let branchLimit = 5

  /// The likeliest branches of the taxonomy with their probabilities; one without a name for a
  /// plain list.
  private func openBranches(
    _ taxonomy: Taxonomy, _ belief: TreePosterior
  ) -> [QuestionDispatched.Branch] {
    guard !taxonomy.isFlat else { return [.init(taxon: "", partsPerMillion: 999_999)] }
    let shares = taxonomy.tree.children(of: 0)
      .map { (node: $0, probability: belief.probability(of: $0)) }
      .sorted { ($1.probability, $0.node) < ($0.probability, $1.node) }
    return shares.prefix(Self.branchLimit).map {
      .init(
        taxon: taxonomy[$0.node].name, partsPerMillion: partsPerMillion($0.probability))
    }
  }

  /// The accuracy to be expected of somebody over the open branches, in parts per million.
  private func expectation(
    _ skill: Skill, branches: [QuestionDispatched.Branch], region: String, depth: Int, rule: Rule
  ) -> (mean: Int, deviation: Int) {
    var (mean, deviation, total) = (0.0, 0.0, 0.0)
    for branch in branches {
      let weight = Double(max(1, branch.partsPerMillion))
      let accuracy = skill.accuracy(
        branch: branch.taxon, region: region, depth: depth, rule: rule)
      mean += weight * accuracy.mean
      deviation += weight * accuracy.deviation
      total += weight
    }
    guard total > 0 else { return (0, 0) }
    return (partsPerMillion(mean / total), partsPerMillion(deviation / total))
  }
}
