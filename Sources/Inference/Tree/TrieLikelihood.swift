/// The log-likelihood of all votes for each class of truths that they can tell apart.
///
/// On the way to the truth each fork has a right child. A vote takes it with its accuracy, shifted
/// by the fork's difficulty; otherwise it draws a wrong child from the fork's urn, and further down
/// from urns of its own. Stopping says nothing. So for a truth in entry e
///
///     log P(votes | e) = sum over the forks above e of log P(right and wrong votes there)
///                        + log of the urns of the wrong ones, there and astray
///
/// which is gathered in two walks over the trie: O(answers x depth), whatever the tree's size.
///
/// Source: the taxonomic crowd model of Van Horn et al. 2018, DOI 10.1109/CVPR.2018.00287, with the
/// single coin of Dawid & Skene 1979, DOI 10.2307/2346806, at each step; see `SharedErrors`.
struct TrieLikelihood {
  /// The least chance of a wrong child: what is held to be impossible is still named now and then.
  private static let leastChance = 1e-12

  /// Shape: [entry].
  private(set) var logLikelihood: [Double]
  /// The log-probability of the steps beneath an entry if the truth lies elsewhere. Shape: [entry].
  private var astray: [Double]
  private let trie: AnswerTrie
  private let tree: BeliefTree
  private let prior: TreePrior
  private let errors: SharedErrors

  init(_ trie: AnswerTrie, _ tree: BeliefTree, _ prior: TreePrior, _ errors: SharedErrors) {
    (self.trie, self.tree, self.prior, self.errors) = (trie, tree, prior, errors)
    logLikelihood = [Double](repeating: 0, count: trie.count)
    astray = logLikelihood
    let children = (0..<trie.count).map(trie.children)
    let urn = Urn(concentration: errors.echoAstray)
    for entry in (0..<trie.count).reversed() where !children[entry].isEmpty {
      let draws = draws(children[entry], from: urn)
      let counts = children[entry].map { trie.logits[$0].count }
      astray[entry] =
        draws.reduce(0, +) - urn.logTotal(counts.reduce(0, +))
        + children[entry].reduce(0) { $0 + astray[$1] }
    }
    let grid = DifficultyGrid(errors.difficulty)
    for entry in 0..<trie.count where !children[entry].isEmpty {
      walk(entry, children[entry], grid)
    }
  }

  /// Passes an entry's likelihood on to its children, and keeps what is left for the rest.
  private mutating func walk(_ entry: Int, _ children: [Int], _ grid: DifficultyGrid) {
    let urn = Urn(concentration: errors.echo(atDepth: Int(tree.depth[Int(trie.node[entry])])))
    let draws = draws(children, from: urn)
    var fork = Fork(grid)
    var (count, allDraws, allAstray) = (0, 0.0, 0.0)
    for (place, child) in children.enumerated() {
      fork.enter(logits: trie.logits[child])
      count += trie.logits[child].count
      allDraws += draws[place]
      allAstray += astray[child]
    }
    let above = logLikelihood[entry]
    for (place, child) in children.enumerated() {
      let wrong = allDraws - draws[place] - urn.logTotal(count - trie.logits[child].count)
      logLikelihood[child] = above + fork.logRight(child: place) + wrong + allAstray - astray[child]
    }
    logLikelihood[entry] = above + fork.logAllWrong + allDraws - urn.logTotal(count) + allAstray
  }

  /// The log-probability of each child's votes as draws from the fork's urn.
  private func draws(_ children: [Int], from urn: Urn) -> [Double] {
    children.map { urn.logDraws(trie.logits[$0].count, chance: chance(of: trie.node[$0])) }
  }

  /// The probability that the first to err takes this child. An unlisted child is one among the
  /// wrong ones wherever the prior has open mass.
  private func chance(of child: Int32) -> Double {
    let siblings = tree.childCount(of: tree.parent[Int(child)])
    guard prior.openShare > 0 else { return 1 / Double(max(1, siblings - 1)) }
    let chance =
      (1 - errors.popularShare) / Double(max(1, siblings))
      + errors.popularShare * prior.conditional(child)
    return max(Self.leastChance, chance)
  }
}
