extension TreePosterior {
  /// The most bits that a vote is said to weigh, for or against; beyond it lies rounding.
  public static let mostBits = 64.0

  /// What each vote did for `node`, in bits: how far it moved the logarithm of the odds.
  ///
  ///     log2 odds(node | all votes) - log2 odds(node | all votes but this one)
  ///
  /// Positive for, negative against, within +-`mostBits`; 0 for "can't tell" and where the belief
  /// was certain anyhow. The weights need not sum to the whole, since votes for one taxon overlap.
  /// Shape: [vote]. O(votes x sum of the paths' lengths). Refuses what `init` refuses.
  /// Source: the weight of evidence, Good 1985, "Weight of evidence: a brief survey", in Bayesian
  /// Statistics 2, pp. 249-270.
  public static func weights(
    tree: BeliefTree, prior: TreePrior, votes: [TreeVote], errors: SharedErrors = .independent,
    for node: Int32
  ) throws(TreeFault) -> [Double] {
    let all = try TreePosterior(tree: tree, prior: prior, votes: votes, errors: errors)
      .logOdds(of: node)
    var bits: [Double] = []
    for place in votes.indices {
      var others = votes
      others.remove(at: place)
      let without = try TreePosterior(tree: tree, prior: prior, votes: others, errors: errors)
        .logOdds(of: node)
      bits.append(inBits(all, without))
    }
    return bits
  }

  private static func inBits(_ all: Double, _ without: Double) -> Double {
    let bits = (all - without) / Logarithm.natural(2)
    return bits.isNaN ? 0 : max(-mostBits, min(mostBits, bits))
  }
}
