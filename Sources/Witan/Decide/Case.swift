public import Inference

/// All that a verdict depends on, and nothing else: the same case gives the same verdict.
public struct Case: Sendable {
  public let question: Question
  public let taxonomy: Taxonomy
  /// What was to be expected at the question's place.
  public let prior: TreePrior
  public let rule: Rule
  /// How far the subject's record has come.
  public let progress: Progress
  /// The answers that count, in the order in which they were given.
  public let evidence: [Evidence]
  /// By place in the evidence: whether an answer only repeats another, and is not heard.
  let copies: [Bool]

  /// An answer, and what its giver had proved until then (nil: nothing).
  public struct Evidence: Sendable {
    public let answer: Answer
    public let skill: Skill?
    /// Whether the giver lives in the question's region; nil where that is not known.
    public let isHome: Bool?
    /// The household, clinic or shared account that the giver belongs to; nil for none.
    public let group: String?

    /// Takes an answer with the skill that weighs it.
    public init(answer: Answer, skill: Skill?, isHome: Bool? = nil, group: String? = nil) {
      self.answer = answer
      self.skill = skill
      self.isHome = isHome
      self.group = group
    }
  }

  /// Takes the parts as they are; without progress, the subject has just begun.
  public init(
    question: Question, taxonomy: Taxonomy, prior: TreePrior, rule: Rule,
    progress: Progress? = nil, evidence: [Evidence]
  ) {
    self.question = question
    self.taxonomy = taxonomy
    self.prior = prior
    self.progress = progress ?? Progress(subject: question.subject)
    self.rule = rule.learned(by: self.progress.calibration)
    self.evidence = evidence
    copies = Self.copies(evidence, rule)
  }

  /// The region by which skill is looked up; empty when the place is untold.
  public var region: String { question.place?.region ?? "" }

  /// How sure to be when the arithmetic is so sure.
  var calibration: Calibration { progress.calibration ?? Calibration(rule) }

  /// The answers as votes, in the order of the evidence; what only repeats another tells nothing.
  func votes() throws(TreeFault) -> [TreeVote] {
    var votes: [TreeVote] = []
    for (place, each) in evidence.enumerated() {
      votes.append(copies[place] ? .cannotTell : try vote(each))
    }
    return votes
  }

  /// What is believed after all answers, before it is calibrated.
  public func belief() throws(TreeFault) -> TreePosterior { try belief(votes()) }

  /// What is believed after these votes.
  func belief(_ votes: [TreeVote]) throws(TreeFault) -> TreePosterior {
    try TreePosterior(
      tree: taxonomy.tree, prior: prior, votes: votes, errors: rule.errors.shared)
  }

  /// An answer as a vote: its path, and the accuracy at each step.
  func vote(_ each: Evidence) throws(TreeFault) -> TreeVote {
    guard let name = each.answer.taxon, let node = taxonomy.node(accepted: name) else {
      return .cannotTell
    }
    let path = taxonomy.tree.path(to: node)
    let branch = taxonomy.branch(of: node)
    let skill = each.skill ?? Skill(subject: question.subject, expert: each.answer.expert)
    let isDoubted =
      rule.newcomers.map {
        $0.excessPartsPerMillion > 0 && skill.worth.answers < $0.firstAnswers
      } ?? false
    return try TreeVote(
      path: path,
      accuracy: path.enumerated().map { step, taxon in
        let accuracy = skill.accuracy(
          branch: branch, region: region, isHome: each.isHome, depth: step + 1, rule: rule)
        let adjusted = each.answer.confidence.adjusted(accuracy.mean)
        return isDoubted ? max(adjusted, guessed(taxon)) : adjusted
      })
  }

  /// How often somebody is right at a step who names what is common without having looked: where
  /// newcomers are worth little, what one of them says is as if it was not said, and speaks no more
  /// against it than for it.
  private func guessed(_ node: Int32) -> Double {
    let above = prior.mass(taxonomy.tree.parent[Int(node)])
    return above > 0 ? min(0.99, prior.mass(node) / above) : 0
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
