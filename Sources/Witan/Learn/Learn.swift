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
  /// What was found, as far as it is believed: it makes these taxa likelier in the region.
  public let found: [Sightings.Count]

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
  /// What is believed less than this is not held to be found.
  private static let leastFoundPartsPerMillion = 10_000
  /// The most taxa that one question is held to have found.
  private static let mostFound = 8

  /// The lessons of a question whose truth is known.
  public func lessons(
    truth taxon: String, source: SkillsMoved.Source
  ) throws(TreeFault) -> SkillsMoved {
    try taught(by: (taxon, source)).moved(rule)
  }

  /// The lessons of a closed question whose truth nobody knows: each answer is judged by the belief
  /// of all the others, where they believe in something at all.
  public func lessonsFromConsensus() throws(TreeFault) -> SkillsMoved {
    try taught(by: nil).moved(rule)
  }

  /// The lessons of a question by its truth, or by consensus where nobody knows it.
  func taught(
    by truth: (taxon: String, source: SkillsMoved.Source)?
  ) throws(TreeFault) -> Taught {
    guard let truth else { return try taughtByConsensus() }
    guard let node = taxonomy.node(accepted: truth.taxon) else {
      return Taught(
        moved: SkillsMoved(
          question: question.id, source: truth.source, truth: truth.taxon, lessons: [], found: []))
    }
    return try taught(by: node, named: truth.taxon, source: truth.source)
  }

  private func taught(
    by truth: Int32, named taxon: String, source: SkillsMoved.Source
  ) throws(TreeFault) -> Taught {
    let hearing = try Hearing(self)
    let isCostliest = taxonomy.action(of: truth) == costliestAction
    var lessons: [Lesson] = []
    for (place, judged) in hearing.judged.enumerated() {
      // Of a coarse truth nothing is learned about the steps below it.
      let steps = Array(judged.vote.path.prefix(Int(taxonomy.tree.depth[Int(truth)])))
      lessons.append(
        lesson(
          place, judged.vote, TreeLesson(path: steps, truth: truth, in: taxonomy.tree),
          milliBits: worth(of: truth, whole: hearing.whole, others: judged.rest),
          misses: misses(place, probability: isCostliest ? 1 : 0)))
    }
    let isListed = taxonomy.tree.isLeaf(truth) && !taxonomy.isFlat
    return Taught(
      moved: SkillsMoved(
        question: question.id, source: source, truth: taxon, lessons: lessons,
        found: isListed ? [.init(taxon: taxon, partsPerMillion: 1_000_000)] : []),
      trials: trials(hearing))
  }

  private func taughtByConsensus() throws(TreeFault) -> Taught {
    let hearing = try Hearing(self)
    var lessons: [Lesson] = []
    for (place, judged) in hearing.judged.enumerated() {
      let others = judged.others
      let leading = others.topNodes(limit: 1).first { taxonomy.tree.isLeaf($0.node) }
      let sureness = partsPerMillion(leading?.probability ?? 0)
      guard let leading, sureness >= rule.lessonNeedsPartsPerMillion else {
        lessons.append(
          lesson(
            place, judged.vote, TreeLesson(path: [], belief: { _ in 0 }), milliBits: 0,
            misses: Misses()))
        continue
      }
      let gained = worth(of: leading.node, whole: hearing.whole, others: judged.rest)
      lessons.append(
        lesson(
          place, judged.vote, TreeLesson(path: judged.vote.path, belief: others.probability(of:)),
          milliBits: gained * sureness / 1_000_000,
          misses: misses(place, probability: costliestShare(others))))
    }
    return Taught(
      moved: SkillsMoved(
        question: question.id, source: .consensus, truth: nil, lessons: lessons,
        found: found(hearing.whole)),
      trials: trials(hearing))
  }

  /// The species that are believed to have been found, in the order of their names.
  private func found(_ belief: TreePosterior) -> [Sightings.Count] {
    guard !taxonomy.isFlat else { return [] }
    return belief.topNodes(limit: Self.mostFound)
      .filter { taxonomy.tree.isLeaf($0.node) }
      .map {
        Sightings.Count(
          taxon: taxonomy[$0.node].name, partsPerMillion: partsPerMillion($0.probability))
      }
      .filter { $0.partsPerMillion >= Self.leastFoundPartsPerMillion }
      .sorted { $0.taxon.utf8.lexicographicallyPrecedes($1.taxon.utf8) }
  }

  /// log2 of how much an answer raised the truth's probability, in thousandths, within ±20 bits.
  private func worth(of truth: Int32, whole: TreePosterior, others: TreePosterior) -> Int {
    let floor = 1e-6
    let gained =
      log2(max(whole.probability(of: truth), floor))
      - log2(max(others.probability(of: truth), floor))
    return thousandths(max(-20, min(20, gained)))
  }

  /// A lesson as it is recorded.
  private func lesson(
    _ place: Int, _ vote: TreeVote, _ steps: TreeLesson, milliBits: Int, misses: Misses
  ) -> Lesson {
    Lesson(
      expert: evidence[place].answer.expert,
      branch: vote.path.last.map(taxonomy.branch) ?? "", region: region, depth: vote.path.count,
      right: steps.right.map { Int(($0 * 1e6).rounded()) },
      wrong: steps.wrong.map { Int(($0 * 1e6).rounded()) }, milliBits: milliBits, misses: misses)
  }

  /// What is believed of the costliest class.
  private func costliestShare(_ belief: TreePosterior) -> Double {
    zip(taxonomy.actions, belief.classProbabilities).first { $0.0 == costliestAction }?.1 ?? 0
  }

  /// Whether the giver of an answer met the costliest class, which is true with a probability, and
  /// missed it.
  private func misses(_ place: Int, probability: Double) -> Misses {
    guard let action = action(namedBy: evidence[place]) else { return Misses() }
    let met = Int((probability * 1e6).rounded())
    return Misses(met: met, missed: action == costliestAction ? 0 : met)
  }
}
