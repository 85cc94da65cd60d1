import Inference
import Witan

/// What a plain crowd makes of the same study: no skills, no router, people drawn at random.
///
/// Each baseline sees the items that the replay scored, and the protocol's limit of answers.
struct PlainCrowd {
  /// A method's two figures.
  struct Score: Codable, Sendable {
    var speciesAccuracy: Double
    var answersPerQuestion: Double
  }

  let study: Study
  let maxAnswers: Int
  let seed: UInt64

  /// The figures of all baselines by name.
  ///
  /// - Parameter used: how many answers the replay used for each scored item.
  func scores(_ used: [ID<Question>: Int]) throws -> [String: Score] {
    var chance = Chance(seed: seed ^ 0xBA5E_11FE)
    var (plurality, naturalist) = (Sum(), Sum())
    var votes = VoteTableBuilder()
    var truths: [(item: ID<Question>, truth: String)] = []
    for item in study.items {
      guard let count = used[item.id] else { continue }
      let drawn = shuffled(item.answers, &chance)
      let same = Array(drawn.prefix(count))
      plurality.add(credit: pluralityCredit(same, item.truth), answers: count)
      let (isRight, asked) = communityTaxon(drawn, item.truth)
      naturalist.add(credit: isRight ? 1 : 0, answers: asked)
      for answer in same where answer.taxon.map(isSpecies) ?? false {
        try votes.append(task: item.id.text, worker: answer.expert.text, label: answer.taxon ?? "")
      }
      truths.append((item.id, item.truth))
    }
    let answers = plurality.score.answersPerQuestion
    return [
      "plurality": plurality.score, "inaturalist": naturalist.score,
      "dawidSkene": Score(
        speciesAccuracy: try dawidSkene(votes, truths), answersPerQuestion: answers),
    ]
  }

  /// Plurality of species; ties count by their share.
  private func pluralityCredit(_ answers: [Study.RecordedAnswer], _ truth: String) -> Double {
    var counts: [String: Int] = [:]
    for taxon in answers.compactMap(\.taxon) where isSpecies(taxon) {
      counts[taxon, default: 0] += 1
    }
    guard let most = counts.values.max(), counts[truth] == most else { return 0 }
    return 1 / Double(counts.values.count { $0 == most })
  }

  /// Answers one by one until iNaturalist's community taxon is a species, or there are no more.
  private func communityTaxon(
    _ drawn: [Study.RecordedAnswer], _ truth: String
  ) -> (isRight: Bool, asked: Int) {
    var identifications: [CommunityTaxon.Identification] = []
    var held: Int32?
    var asked = 0
    for answer in drawn.prefix(maxAnswers) {
      asked += 1
      guard let node = answer.taxon.flatMap(study.taxonomy.node(accepted:)) else { continue }
      identifications.append(.init(node))
      held = CommunityTaxon(identifications, in: study.taxonomy.tree).node
      if let held, study.taxonomy.tree.isLeaf(held) { break }
    }
    return (held == study.taxonomy.node(accepted: truth), asked)
  }

  /// Dawid-Skene over the species named, with partial pooling.
  private func dawidSkene(
    _ votes: VoteTableBuilder, _ truths: [(item: ID<Question>, truth: String)]
  ) throws -> Double {
    guard votes.voteCount > 0 else { return 0 }
    let table = try votes.build()
    let result = DawidSkene().infer(table.table)
    let tasks = Dictionary(
      table.tasks.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let labels = Dictionary(
      table.labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var credit = 0.0
    for (item, truth) in truths {
      guard let task = tasks[item.text], let label = labels[truth] else { continue }
      credit += result.credit(forLabel: label, onTask: task)
    }
    return credit / Double(max(1, truths.count))
  }

  private func isSpecies(_ taxon: String) -> Bool {
    study.taxonomy.node(accepted: taxon).map(study.taxonomy.tree.isLeaf) ?? false
  }

  private func shuffled(
    _ answers: [Study.RecordedAnswer], _ chance: inout Chance
  ) -> [Study.RecordedAnswer] {
    var drawn = answers
    for place in drawn.indices.dropFirst().reversed() {
      drawn.swapAt(place, chance.below(place + 1))
    }
    return drawn
  }

  /// A sum over items.
  private struct Sum {
    private var (items, credit, answers) = (0, 0.0, 0)

    mutating func add(credit: Double, answers: Int) {
      items += 1
      self.credit += credit
      self.answers += answers
    }

    var score: Score {
      let count = Double(max(1, items))
      return Score(
        speciesAccuracy: credit / count, answersPerQuestion: Double(answers) / count)
    }
  }
}
