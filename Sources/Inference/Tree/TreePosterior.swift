/// What is believed of each taxon after the votes.
///
/// The votes' likelihood depends only on how far their paths follow the truth (`TrieLikelihood`),
/// so all truths that lie in an answered node, but in none of the answered nodes directly beneath
/// it, are one class: other species of an answered genus, say, listed or not. There are at most
/// 1 + (sum of the paths' lengths) classes, and the cost depends on that sum, never on the size of
/// the tree. How the voters err together is told by `SharedErrors`. The numbers are
/// equal to the last bit however the votes are ordered.
public struct TreePosterior: Sendable {
  /// The logarithm of the probability of all votes together, as far as their paths go.
  public let logEvidence: Double
  let tree: BeliefTree
  let prior: TreePrior
  let trie: AnswerTrie
  /// The prior mass of each class. Shape: [entry of the trie].
  let residualMass: [Double]
  /// The logarithm of each class's prior mass times its likelihood. Shape: [entry of the trie].
  let logWeight: [Double]
  /// The belief in each class. Shape: [entry of the trie].
  let residual: [Double]
  /// The belief in each answered node: its own class and all beneath. Shape: [entry of the trie].
  let total: [Double]

  /// The number of classes into which the votes divide the truths.
  public var residualClassCount: Int { trie.count }

  /// The belief of one who held `prior` and then heard `votes`.
  ///
  /// Refuses a prior that was made for another tree (in O(1) if the trees share their storage, as
  /// copies do), and paths that do not lead down from a child of the root.
  public init(
    tree: BeliefTree, prior: TreePrior, votes: [TreeVote], errors: SharedErrors = .independent
  ) throws(TreeFault) {
    guard prior.tree == tree else { throw .priorOfAnotherTree }
    for (place, vote) in votes.enumerated() where !vote.leadsDown(tree) {
      throw .brokenPath(vote: place)
    }
    let trie = AnswerTrie(tree, prior, votes, errors)
    let residualMass = (0..<trie.count).map { Self.residualMass($0, trie, tree, prior) }
    let logWeight = zip(residualMass, trie.logLikelihood).map { Logarithm.natural($0) + $1 }
    let logEvidence = Logarithm.ofSum(logWeight)
    let residual = logWeight.map { Logarithm.exponential($0 - logEvidence) }
    var total = residual
    for entry in total.indices.dropFirst().reversed() { total[trie.parent[entry]] += total[entry] }

    self.logEvidence = logEvidence
    self.tree = tree
    self.prior = prior
    self.trie = trie
    self.residualMass = residualMass
    self.logWeight = logWeight
    self.residual = residual
    self.total = total.map { min($0, 1) }
  }

  /// The prior mass in an entry's node but in none of the entries beneath it.
  private static func residualMass(
    _ entry: Int, _ trie: AnswerTrie, _ tree: BeliefTree, _ prior: TreePrior
  ) -> Double {
    let node = trie.node[entry]
    if trie.isTerminal(entry) { return prior.mass(node) }
    return prior.openMass(node) + unansweredMass(entry, trie, tree, prior)
  }

  /// The prior mass of the children of an entry's node that nobody answered.
  ///
  /// What is less than the rounding of the difference counts as nothing, lest a crowd that
  /// contradicts itself everywhere else believe in it.
  static func unansweredMass(
    _ entry: Int, _ trie: AnswerTrie, _ tree: BeliefTree, _ prior: TreePrior
  ) -> Double {
    let node = trie.node[entry]
    let answered = trie.children(of: entry)
    if answered.count == tree.childCount(of: node) { return 0 }
    let listed = prior.mass(node) - prior.openMass(node)
    var rest = listed
    for child in answered { rest -= prior.mass(trie.node[child]) }
    return rest > listed.ulp * Double(answered.count + 4) ? rest : 0
  }
}
