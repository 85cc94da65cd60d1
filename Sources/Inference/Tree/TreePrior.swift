/// What is believed of each taxon before anybody answers.
///
/// A leaf's weight says how common it is. A node passes its mass on to its children in proportion
/// to the weight beneath them, but keeps the open share of it for "another child that is not
/// listed", so that no answer, however lonely, becomes certain:
///
///     mass[root] = 1,   mass[child] = mass[node] * (1 - openShare) * weight[child] / weight[node]
///
/// so mass[node] = sum of its children's masses + openMass(node). A leaf of weight zero is held to
/// be impossible, and no vote changes that; give every leaf some weight unless that is meant.
public struct TreePrior: Sendable, Equatable {
  /// The share of its mass that a node with children keeps for a child that is not listed.
  ///
  /// The house's own choice, not fitted: small beside any listed taxon that is worth asking for,
  /// large enough that a lone answer leaves room for doubt.
  public static let usualOpenShare = 0.02

  /// The share that a node with children keeps as open mass; in [0, 1).
  public let openShare: Double
  /// The number of classes, "no class" not counted.
  public let classCount: Int
  /// The share of the whole weight at or beneath each node. Shape: [node]; the root has 1.
  let weight: [Double]
  /// How a node's weight divides among classes, "no class" last. Shape: [node][classCount + 1].
  let classShare: [Double]
  /// What the record has seen, beside those weights.
  let seen: SeenLeaves
  /// The tree whose nodes these are.
  let tree: BeliefTree

  /// A prior without classes; see `init(tree:leafWeights:leafClass:classCount:openShare:)`.
  public init(
    tree: BeliefTree, leafWeights: [Double], openShare: Double = TreePrior.usualOpenShare
  ) throws(TreeFault) {
    let none = [Int](repeating: -1, count: tree.count)
    try self.init(
      tree: tree, leafWeights: leafWeights, leafClass: none, classCount: 0, openShare: openShare)
  }

  /// A prior from one weight and one class a leaf, in O(nodes x (classes + 1)).
  ///
  /// - `leafWeights`: [node], at least 0, of any unit; 0 for nodes with children. If all are
  ///   zero, every leaf counts alike.
  /// - `leafClass`: [node], the index of the leaf's class or -1; not looked at for other nodes.
  /// - `openShare`: in [0, 1); see above.
  ///
  /// Refuses arrays of another length, weights and classes out of range.
  public init(
    tree: BeliefTree, leafWeights: [Double], leafClass: [Int], classCount: Int,
    openShare: Double = TreePrior.usualOpenShare
  ) throws(TreeFault) {
    precondition(classCount >= 0, "classes are counted from nothing upwards")
    guard openShare >= 0, openShare < 1 else { throw .openShare }
    let weight = try Self.weights(tree, leafWeights)
    self.classShare = try Self.classShares(tree, weight, leafClass, classCount)
    self.weight = weight.map { $0 / weight[0] }
    self.openShare = openShare
    self.classCount = classCount
    self.seen = .none
    self.tree = tree
  }

  /// The same prior with what was seen in place of what it had seen.
  init(_ prior: TreePrior, seen: SeenLeaves) {
    (openShare, classCount) = (prior.openShare, prior.classCount)
    (weight, classShare) = (prior.weight, prior.classShare)
    (self.seen, tree) = (seen, prior.tree)
  }

  /// The same prior after truths were seen: a leaf's share is what was seen of it and `strength`
  /// times its weight, as for a Dirichlet distribution. O(leaves seen x depth).
  ///
  /// - `counts`: how often each leaf was seen; what is no leaf, not finite or not above zero is
  ///   passed over.
  /// - `strength`: what the weights are worth, in truths seen; above zero.
  public func learned(_ counts: [(leaf: Int32, count: Double)], strength: Double) -> TreePrior {
    TreePrior(self, seen: SeenLeaves(counts, strength: strength, prior: self))
  }

  /// The same prior without some of the truths it learned from: what the others taught. O(those x
  /// depth). Takes away no more than there is.
  public func forgetting(_ counts: [(leaf: Int32, count: Double)]) -> TreePrior {
    TreePrior(self, seen: seen.without(counts, self))
  }

  /// The probability of a node before anybody answered; 1 for the root. O(depth).
  public func mass(_ node: Int32) -> Double {
    var mass = share(node)
    for _ in 0..<tree.depth[Int(node)] { mass *= 1 - openShare }
    return mass
  }

  /// The probability of `child` given its parent; 1 for the root, 0 beneath an impossible node.
  public func conditional(_ child: Int32) -> Double {
    guard child != 0 else { return 1 }
    let above = share(tree.parent[Int(child)])
    return above > 0 ? (1 - openShare) * share(child) / above : 0
  }

  /// The likeliest of the leaves that were seen outside of `node`; of equals that of least index;
  /// nil where none was seen. O(leaves seen x depth).
  public func commonestLeaf(outside node: Int32) -> Int32? {
    var best: (leaf: Int32, mass: Double)?
    for leaf in seen.leaves where !tree.isNode(leaf, within: node) {
      let mass = mass(leaf)
      if best.map({ mass > $0.mass }) ?? true { best = (leaf, mass) }
    }
    return best?.leaf
  }

  /// The probability that the truth is beneath `node` but in none of its children; 0 for leaves.
  public func openMass(_ node: Int32) -> Double {
    tree.isLeaf(node) ? 0 : openShare * mass(node)
  }

  /// The share of all listed leaves that lie at or beneath a node.
  private func share(_ node: Int32) -> Double {
    guard let count = seen.count[node] else {
      return seen.strength * weight[Int(node)] / seen.whole
    }
    return (seen.strength * weight[Int(node)] + count) / seen.whole
  }
}
