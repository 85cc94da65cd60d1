/// The log-likelihood of one vote as a start and a gain for each step that the truth goes along.
///
/// At a node on the way to the truth, the voter knows the right child with probability q, and
/// otherwise takes a child c by the prior's conditional probability p(c):
///
///     P(c | right child t) = q [c = t] + (1 - q) p(c)
///
/// Once off that way every step is a guess, with probability p(c). Where the truth is a child
/// that is not listed, [c = t] is zero for every c: one who knew would have stopped. Stopping says
/// nothing. So the likelihood depends only on the number of steps shared with the truth.
///
/// Source: the taxonomic crowd model of Van Horn et al. 2018, DOI 10.1109/CVPR.2018.00287, with the
/// single coin of Dawid & Skene 1979, DOI 10.2307/2346806, at each step.
struct VoteTerms {
  /// The least probability of a guess, so that a taxon the prior excludes can be answered without
  /// infinities. It is common to all truths but the excluded one, and so changes no belief.
  static let leastGuess = 1e-12

  /// The log-likelihood if the truth shares no step with the vote, times the temper.
  let base: Double
  /// What each shared step adds, times the temper. Shape: [path].
  let gains: [Double]

  /// The terms of `vote`, whose path leads down the tree of `prior`.
  init(_ vote: TreeVote, _ prior: TreePrior) {
    var base = 0.0
    var gains: [Double] = []
    for (step, knowing) in vote.knowing.enumerated() {
      let guess = max(prior.conditional(vote.path[step]), Self.leastGuess)
      base += Logarithm.natural(guess)
      let known = Logarithm.ofOnePlus(knowing / ((1 - knowing) * guess))
      if step == 0 { base += Logarithm.ofOnePlus(-knowing) }
      let next = step + 1 < vote.knowing.count ? vote.knowing[step + 1] : 0
      gains.append(vote.temper * (known + Logarithm.ofOnePlus(-next)))
    }
    self.base = vote.temper * base
    self.gains = gains
  }
}
