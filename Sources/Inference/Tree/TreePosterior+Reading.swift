extension TreePosterior {
  /// The belief in any node of the tree, answered or not, in O(log answers + depth).
  ///
  /// What nobody answered shares in the belief of its class as it shares in its prior mass.
  public func probability(of node: Int32) -> Double {
    let entry = trie.deepestEntry(above: node, in: tree)
    if trie.node[entry] == node { return total[entry] }
    return residual[entry] * share(of: node, in: entry)
  }

  /// The natural logarithm of the odds of `node`, exact also where the belief is near 0 or 1;
  /// infinite for the root and for the impossible.
  public func logOdds(of node: Int32) -> Double {
    let entry = trie.deepestEntry(above: node, in: tree)
    let others = logWeight[..<entry]
    if trie.node[entry] == node {
      let beneath = logWeight[entry..<trie.end[entry]]
      let outside = Array(others + logWeight[trie.end[entry]...])
      return difference(Logarithm.ofSum(beneath), Logarithm.ofSum(outside))
    }
    let part = share(of: node, in: entry)
    let rest = logWeight[entry] + Logarithm.ofOnePlus(-part)
    let outside = Array(others + [rest] + logWeight[(entry + 1)...])
    return difference(logWeight[entry] + Logarithm.natural(part), Logarithm.ofSum(outside))
  }

  /// The finest answered node whose belief is at least `threshold`; of several equally deep the
  /// likeliest, then the one of least index. The root if none other is believed enough.
  public func best(atLeast threshold: Double) -> (node: Int32, probability: Double) {
    var best = 0
    for entry in total.indices.dropFirst() where total[entry] >= threshold {
      let (depth, bestDepth) = (tree.depth[Int(trie.node[entry])], tree.depth[Int(trie.node[best])])
      if depth > bestDepth || (depth == bestDepth && isLikelier(entry, than: best)) { best = entry }
    }
    return (trie.node[best], total[best])
  }

  /// The answered nodes with no answered node beneath them, likeliest first, then by index; at
  /// most `limit`. The first is the top answer, the second the runner-up; empty without answers.
  public func topNodes(limit: Int) -> [(node: Int32, probability: Double)] {
    total.indices.dropFirst().filter { trie.isTerminal($0) }
      .sorted { isLikelier($0, than: $1) }
      .prefix(max(0, limit)).map { (trie.node[$0], total[$0]) }
  }

  /// The likeliest leaf among those named and those that the prior has seen, with its belief; nil
  /// where there are none. Of equals, the one of least index.
  ///
  /// When nobody went down to a leaf, this is what is common beneath what they said.
  public func likeliestLeaf() -> (node: Int32, probability: Double)? {
    let named = trie.node.filter { tree.isLeaf($0) && $0 != 0 }
    var best: (node: Int32, probability: Double)?
    for node in (named + prior.seen.leaves).sorted() {
      let probability = probability(of: node)
      if best.map({ probability > $0.probability }) ?? true { best = (node, probability) }
    }
    return best
  }

  private func isLikelier(_ entry: Int, than other: Int) -> Bool {
    if total[entry] != total[other] { return total[entry] > total[other] }
    return trie.node[entry] < trie.node[other]
  }

  /// The part that an unanswered node has in the prior mass of its class.
  private func share(of node: Int32, in entry: Int) -> Double {
    guard residualMass[entry] > 0 else { return 0 }
    return min(1, prior.mass(node) / residualMass[entry])
  }

  private func difference(_ inside: Double, _ outside: Double) -> Double {
    inside == -Double.infinity ? inside : inside - outside
  }
}
