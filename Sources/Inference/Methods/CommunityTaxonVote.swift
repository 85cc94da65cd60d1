/// iNaturalist's rule as a method: each task is called by its community taxon.
///
/// Coarse answers exclude nothing finer, as nobody was asked whether they do. The belief in a taxon
/// is the rule's score: the share of those who agree among all who agree or disagree. A task
/// without a community taxon is called by the root. One identification a person and task counts, as
/// `TaxonVotes` has it: two by one person make no community.
///
/// Skill: the share of a worker's answers that do not contradict the community taxon, finer ones
/// among them, where there is one. Cost: as `CommunityTaxon`, for each task. Source: see there.
public struct CommunityTaxonVote: TaxonMethod {
  /// The method; it has no settings.
  public init() {}

  /// The method's usual name.
  public var name: String { "iNaturalist's community taxon" }

  /// Applies the rule to each task.
  public func infer(_ votes: TaxonVotes) -> TaxonResult {
    var (right, counts) = (
      [Double](repeating: 0, count: votes.workerCount),
      [Double](repeating: 0, count: votes.workerCount)
    )
    let tasks = (0..<votes.taskCount).map { task in
      let range = votes.votes(onTask: task)
      let community = CommunityTaxon(votes.node[range].map { .init($0) }, in: votes.tree)
      let node = community.node ?? 0
      for vote in range where votes.node[vote] != 0 && node != 0 {
        let (worker, said) = (Int(votes.worker[vote]), votes.node[vote])
        let agrees = votes.tree.isNode(node, within: said) || votes.tree.isNode(said, within: node)
        counts[worker] += 1
        right[worker] += agrees ? 1 : 0
      }
      let beliefs = community.standings.map { (node: $0.node, probability: $0.score) }
      let score = beliefs.first { $0.node == node }?.probability ?? 1
      let reading = TaxonResult.Reading(
        best: [node], probability: score, settled: node, settledProbability: score)
      return (reading, beliefs)
    }
    return TaxonResult(tasks, workerSkill: zip(right, counts).map { $1 > 0 ? $0 / $1 : 0 })
  }
}

extension CommunityTaxon.Standing {
  /// The share of those who agree; 1 where nobody spoke.
  fileprivate var score: Double {
    let all = agreeing + disagreeing + disagreeingFromAbove
    return all > 0 ? Double(agreeing) / Double(all) : 1
  }
}
