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

  /// The probability of each node. Shape: [node]; `mass[0] == 1`.
  public let mass: [Double]
  /// The share that a node with children keeps as open mass; in [0, 1).
  public let openShare: Double
  /// The number of classes, "no class" not counted.
  public let classCount: Int
  /// How a node's mass divides among classes, "no class" last. Shape: [node][classCount + 1].
  let classShare: [Double]
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
    var mass = [Double](repeating: 0, count: tree.count)
    mass[0] = 1
    for node in tree.downwards.dropFirst() {
      let parent = Int(tree.parent[Int(node)])
      guard weight[parent] > 0 else { continue }
      mass[Int(node)] = mass[parent] * (1 - openShare) * (weight[Int(node)] / weight[parent])
    }
    self.classShare = try Self.classShares(tree, weight, leafClass, classCount)
    self.mass = mass
    self.openShare = openShare
    self.classCount = classCount
    self.tree = tree
  }

  /// The probability of `child` given its parent; 1 for the root, 0 beneath an impossible node.
  public func conditional(_ child: Int32) -> Double {
    guard child != 0 else { return 1 }
    let above = mass[Int(tree.parent[Int(child)])]
    return above > 0 ? mass[Int(child)] / above : 0
  }

  /// The probability that the truth is beneath `node` but in none of its children; 0 for leaves.
  public func openMass(_ node: Int32) -> Double {
    tree.isLeaf(node) ? 0 : openShare * mass[Int(node)]
  }
}
