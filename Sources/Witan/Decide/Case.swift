public import Inference

/// All that a verdict depends on, and nothing else: the same case gives the same verdict.
public struct Case: Sendable {
  public let question: Question
  public let taxonomy: Taxonomy
  /// What was to be expected at the question's place.
  public let prior: TreePrior
  public let rule: Rule
  /// The answers that count, in the order in which they were given.
  public let evidence: [Evidence]

  /// An answer, and what its giver had proved until then (nil: nothing).
  public struct Evidence: Sendable {
    public let answer: Answer
    public let skill: Skill?

    /// Takes an answer with the skill that weighs it.
    public init(answer: Answer, skill: Skill?) {
      self.answer = answer
      self.skill = skill
    }
  }

  /// Takes the parts as they are.
  public init(
    question: Question, taxonomy: Taxonomy, prior: TreePrior, rule: Rule, evidence: [Evidence]
  ) {
    self.question = question
    self.taxonomy = taxonomy
    self.prior = prior
    self.rule = rule
    self.evidence = evidence
  }

  /// The region by which skill is looked up; empty when the place is untold.
  public var region: String { question.place?.region ?? "" }

  /// The answers as votes, in the order of the evidence.
  func votes() throws(TreeFault) -> [TreeVote] {
    var votes: [TreeVote] = []
    for each in evidence { votes.append(try vote(each)) }
    return votes
  }

  /// What is believed after all answers.
  public func belief() throws(TreeFault) -> TreePosterior {
    try TreePosterior(tree: taxonomy.tree, prior: prior, votes: votes())
  }

  /// An answer as a vote: its path, and at each step the probability of knowing.
  ///
  /// Accuracy a counts lucky guesses; with a guess c among the children of the step, the unlisted
  /// one among them, knowing is (a - c) / (1 - c). On a plain list of K options this gives the
  /// Bayes-optimal weight log(a (K - 1) / (1 - a)) (Nitzan & Paroush 1982, DOI 10.2307/2526438).
  ///
  /// The guess is not the prior's at this place: where the prior is surer than the expert's
  /// average, knowing would be nothing, and no crowd of any size could settle a genus's only
  /// species.
  private func vote(_ each: Evidence) throws(TreeFault) -> TreeVote {
    guard let name = each.answer.taxon, let node = taxonomy.node(accepted: name) else {
      return .cannotTell
    }
    let path = taxonomy.tree.path(to: node)
    let branch = taxonomy.branch(of: node)
    let none = Skill(subject: question.subject, expert: each.answer.expert)
    var knowing: [Double] = []
    var parent: Int32 = 0
    for (step, child) in path.enumerated() {
      let skill = (each.skill ?? none).accuracy(
        branch: branch, region: region, depth: step + 1, rule: rule)
      let accuracy = each.answer.confidence.adjusted(skill.mean)
      let unlisted = prior.openShare > 0 ? 1 : 0
      let guess = 1 / Double(taxonomy.tree.childCount(of: parent) + unlisted)
      knowing.append(guess < 1 ? max(0, (accuracy - guess) / (1 - guess)) : 0)
      parent = child
    }
    return try TreeVote(
      path: path, knowing: knowing, temper: Double(rule.temperPartsPerMillion) / 1e6)
  }
}

extension Confidence {
  /// An accuracy, its odds halved for a guess and raised by half for "sure": a first setting,
  /// until it is learned from outcomes.
  func adjusted(_ accuracy: Double) -> Double {
    let factor: Double
    switch self {
    case .guess: factor = 0.5
    case .think: return accuracy
    case .sure: factor = 1.5
    }
    return accuracy * factor / (accuracy * factor + 1 - accuracy)
  }
}
