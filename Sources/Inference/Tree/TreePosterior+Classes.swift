extension TreePosterior {
  /// The belief in each class, by its index; with `unclassifiedProbability` it sums to 1.
  /// Shape: [class]. O(answered nodes x classes).
  public var classProbabilities: [Double] { Array(beliefByClass().dropLast()) }

  /// The belief that the truth belongs to no class.
  public var unclassifiedProbability: Double { beliefByClass().last ?? 1 }

  /// The belief in each class, "no class" last.
  private func beliefByClass() -> [Double] {
    let width = prior.classCount + 1
    var belief = [Double](repeating: 0, count: width)
    for entry in residual.indices {
      for (column, share) in residualShares(entry).enumerated() {
        belief[column] += residual[entry] * share
      }
    }
    return belief
  }

  /// How the prior mass of one residual class divides among the classes: the node's open mass
  /// as the whole node does, its unanswered children as what the answered ones leave.
  private func residualShares(_ entry: Int) -> [Double] {
    let node = trie.node[entry]
    let whole = prior.classShares(node)
    let unanswered = Self.unansweredMass(entry, trie, tree, prior)
    if trie.isTerminal(entry) || unanswered == 0 { return whole }

    let listed = prior.mass(node) - prior.openMass(node)
    var rest = whole.map { $0 * listed }
    for child in trie.children(of: entry) {
      let mass = prior.mass(trie.node[child])
      for (column, share) in prior.classShares(trie.node[child]).enumerated() {
        rest[column] -= mass * share
      }
    }
    rest = rest.map { max(0, $0) }
    let sum = rest.reduce(0, +)
    guard sum > 0 else { return whole }
    let open = prior.openMass(node)
    return whole.indices.map { column in
      (open * whole[column] + unanswered * rest[column] / sum) / (open + unanswered)
    }
  }
}
