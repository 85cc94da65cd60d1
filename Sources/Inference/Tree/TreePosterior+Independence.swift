extension TreePosterior {
  /// How many votes of one mind, each as independent of the others as a lone one, would move the
  /// odds of `node` as far as all votes for it do together.
  ///
  ///     (log odds by all supporters - log odds before) / mean of the same by each supporter alone
  ///
  /// Between 1 and the number of supporters; 0 without any. Votes that share their errors count as
  /// less than their number. O(votes x sum of the paths' lengths). Refuses what `init` refuses.
  /// Source: the design effect of clustered samples, Kish 1965, "Survey Sampling", section 5.4.
  public static func effectiveCount(
    tree: BeliefTree, prior: TreePrior, votes: [TreeVote], errors: SharedErrors, for node: Int32
  ) throws(TreeFault) -> Double {
    func logOdds(_ votes: [TreeVote]) throws(TreeFault) -> Double {
      try TreePosterior(tree: tree, prior: prior, votes: votes, errors: errors).logOdds(of: node)
    }
    let supporters = votes.filter { $0.path.contains(node) }
    guard supporters.count > 1 else { return Double(supporters.count) }
    let before = try logOdds([])
    let together = try logOdds(supporters) - before
    var alone = 0.0
    for vote in supporters { alone += try logOdds([vote]) - before }
    let effective = together * Double(supporters.count) / alone
    guard alone > 0, effective.isFinite else { return Double(supporters.count) }
    return min(Double(supporters.count), max(1, effective))
  }
}
