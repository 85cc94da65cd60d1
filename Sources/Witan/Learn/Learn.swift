import Foundation
public import Inference

/// Event: what a question taught about the people who answered it. Earlier lessons of the same
/// question are taken back. It follows from the record before it, as a consensus does.
public struct SkillsMoved: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let source: Source
  /// The taxon taken for true; nil for a consensus, where each answer is judged by the others.
  public let truth: String?
  public let lessons: [Lesson]

  /// Where the truth came from.
  public enum Source: String, Codable, Sendable {
    /// Somebody established it later.
    case outcome
    /// It was known before: a hidden known question.
    case known
    /// Nobody knows it: the consensus of the others stands for it.
    case consensus
  }
}

/// Event: the truth was established.
public struct OutcomeRecorded: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let taxon: String
  public let by: ID<Member>
  public let source: SkillsMoved.Source
  /// How it is known, in the words of who says so.
  public let ground: Commitment?
}

/// The truth of a question, and who says so.
public struct Outcome: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let taxon: String
  public let by: ID<Member>
  public let source: SkillsMoved.Source
  public var ground: String?
  public let recordedAt: Instant
}

extension Case {
  /// The lessons of a question whose truth is known.
  public func lessons(
    truth taxon: String, source: SkillsMoved.Source
  ) throws(TreeFault) -> SkillsMoved {
    guard let truth = taxonomy.node(accepted: taxon) else {
      return SkillsMoved(question: question.id, source: source, truth: taxon, lessons: [])
    }
    let votes = try votes()
    let whole = try TreePosterior(tree: taxonomy.tree, prior: prior, votes: votes)
    var lessons: [Lesson] = []
    for place in evidence.indices {
      let others = try belief(votes, without: place)
      if let lesson = lesson(
        place, truth: truth, weight: 1_000_000,
        milliBits: worth(of: truth, whole: whole, others: others))
      {
        lessons.append(lesson)
      }
    }
    return SkillsMoved(question: question.id, source: source, truth: taxon, lessons: lessons)
  }

  /// The lessons of a settled question whose truth nobody knows: each answer is judged by the
  /// belief of all the others, where that is sure enough, and at less than full weight.
  public func lessonsFromConsensus() throws(TreeFault) -> SkillsMoved {
    let votes = try votes()
    let whole = try TreePosterior(tree: taxonomy.tree, prior: prior, votes: votes)
    var lessons: [Lesson] = []
    for place in evidence.indices {
      let others = try belief(votes, without: place)
      guard let leading = others.topNodes(limit: 1).first, taxonomy.tree.isLeaf(leading.node) else {
        continue
      }
      let sureness = partsPerMillion(leading.probability)
      guard sureness >= rule.lessonNeedsPartsPerMillion else { continue }
      let weight = sureness * rule.consensusLessonPartsPerMillion / 1_000_000
      let milliBits = worth(of: leading.node, whole: whole, others: others)
      if let lesson = lesson(
        place, truth: leading.node, weight: weight, milliBits: milliBits * weight / 1_000_000)
      {
        lessons.append(lesson)
      }
    }
    return SkillsMoved(question: question.id, source: .consensus, truth: nil, lessons: lessons)
  }

  private func belief(
    _ votes: [TreeVote], without place: Int
  ) throws(TreeFault) -> TreePosterior {
    var others = votes
    others.remove(at: place)
    return try TreePosterior(tree: taxonomy.tree, prior: prior, votes: others)
  }

  /// log2 of how much an answer raised the truth's probability, in thousandths, within ±20 bits.
  private func worth(of truth: Int32, whole: TreePosterior, others: TreePosterior) -> Int {
    let floor = 1e-6
    let gained =
      log2(max(whole.probability(of: truth), floor))
      - log2(max(others.probability(of: truth), floor))
    return thousandths(max(-20, min(20, gained)))
  }

  /// Right and wrong steps of one answer against the truth; nil for "can't tell".
  private func lesson(_ place: Int, truth: Int32, weight: Int, milliBits: Int) -> Lesson? {
    let answer = evidence[place].answer
    guard let node = answer.taxon.flatMap(taxonomy.node(accepted:)) else { return nil }
    var right: [Int] = []
    var wrong: [Int] = []
    for (said, actual) in zip(taxonomy.tree.path(to: node), taxonomy.tree.path(to: truth)) {
      right.append(said == actual ? weight : 0)
      wrong.append(said == actual ? 0 : weight)
      if said != actual { break }
    }
    return Lesson(
      expert: answer.expert, branch: taxonomy.branch(of: truth), region: region, right: right,
      wrong: wrong, milliBits: milliBits)
  }
}
