/// Worker agreement with aggregate: the majority's verdict weighs the workers, who vote again.
///
/// The weight of a worker is the share of his votes that name the majority's label (1/n for one of
/// n tied ones); a label's probability is its share of the weights.
///
/// Skill: that weight. Cost: O(votes). Source: the rule that Appen calls by this name, as in
/// Ustalov, Pavlichenko & Tseitlin 2024 (crowd-kit), DOI 10.21105/joss.06227.
public struct Wawa: VoteMethod {
  /// The method; it has no settings.
  public init() {}

  /// The method's usual name.
  public var name: String { "Wawa" }

  /// Votes twice.
  public func infer(_ table: VoteTable) -> VoteResult {
    let weights = table.agreement(with: table.credits(of: table.shares()))
    return VoteResult(
      table, probabilities: table.weightedShares(weights), workerSkill: weights, iterations: 2)
  }
}
