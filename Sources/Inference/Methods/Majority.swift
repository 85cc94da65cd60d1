/// Each vote counts one; a label's probability is its share of the task's votes.
///
/// Skill: the share of a worker's votes that name the label with most votes (his own among them);
/// one of n tied labels earns 1/n. A task without votes is equally each label. Cost: O(votes).
/// Source: Condorcet 1785, "Essai sur l'application de l'analyse".
public struct Majority: VoteMethod {
  /// The method; it has no settings.
  public init() {}

  /// The method's usual name.
  public var name: String { "Majority" }

  /// Counts.
  public func infer(_ table: VoteTable) -> VoteResult {
    let shares = table.shares()
    return VoteResult(
      table, probabilities: shares,
      workerSkill: table.agreement(with: table.credits(of: shares)))
  }
}
