public import Inference

extension Taxonomy {
  /// How many branches a route looks at.
  private static let branchLimit = 5

  /// The likeliest branches with their probabilities; one without a name for a plain list.
  public func openBranches(_ belief: TreePosterior) -> [QuestionDispatched.Branch] {
    guard !isFlat else { return [.init(taxon: "", partsPerMillion: 999_999)] }
    let shares = tree.children(of: 0)
      .map { (node: $0, probability: belief.probability(of: $0)) }
      .sorted { ($1.probability, $0.node) < ($0.probability, $1.node) }
    return shares.prefix(Self.branchLimit).map {
      .init(
        taxon: self[$0.node].name,
        partsPerMillion: min(999_999, max(0, Int(($0.probability * 1e6).rounded()))))
    }
  }

  /// The depth of the finest rank.
  public var finestDepth: Int { Int(tree.depth.max() ?? 1) }
}

extension Question {
  /// Whether a member lives in the region of the question; nil where either is not known.
  public func isHome(_ member: Member?) -> Bool? {
    guard let place, let home = member?.home else { return nil }
    return place.region == home.region
  }
}
