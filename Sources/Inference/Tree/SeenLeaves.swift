/// Truths that were seen, counted at their leaves and at every node above: as sparse as they are
/// few, so that learning what is common costs nothing that grows with the tree.
struct SeenLeaves: Sendable, Equatable {
  /// What the prior's own weights are worth, in truths seen.
  let strength: Double
  /// How many were seen at or beneath a node.
  private(set) var count: [Int32: Double] = [:]
  /// The same by class, "no class" last. Shape: [node][class].
  private(set) var classes: [Int32: [Double]] = [:]
  /// The leaves seen, by index.
  private(set) var leaves: [Int32] = []

  /// Nothing seen: the weights alone hold.
  static let none = SeenLeaves()

  /// Everything together.
  var whole: Double { strength + (count[0] ?? 0) }

  private init() { strength = 1 }

  /// Takes counts that were summed elsewhere, of all nodes that will be asked for, the root among
  /// them; `leaves` are those that may be common.
  init(summed count: [Int32: Double], leaves: [Int32], strength: Double) {
    (self.count, self.leaves, self.strength) = (count, leaves, strength)
  }

  /// Counts leaves in the order of their index, so that the sums do not depend on the order given.
  init(_ counts: [(leaf: Int32, count: Double)], strength: Double, prior: TreePrior) {
    // Beyond any count that can be told apart; infinity would leave no number at all.
    self.strength = strength > 0 ? min(strength, 1e15) : 1
    add(counts, sign: 1, prior)
    leaves = Set(Self.usable(counts, prior).map(\.leaf)).sorted()
  }

  /// The same without some that were counted before.
  func without(_ counts: [(leaf: Int32, count: Double)], _ prior: TreePrior) -> SeenLeaves {
    var rest = self
    rest.add(counts, sign: -1, prior)
    return rest
  }

  private static func usable(
    _ counts: [(leaf: Int32, count: Double)], _ prior: TreePrior
  ) -> [(leaf: Int32, count: Double)] {
    let tree = prior.tree
    return counts.filter { leaf, count in
      tree.parent.indices.contains(Int(leaf)) && tree.isLeaf(leaf) && count > 0 && count.isFinite
    }.sorted { ($0.leaf, $0.count) < ($1.leaf, $1.count) }
  }

  private mutating func add(
    _ counts: [(leaf: Int32, count: Double)], sign: Double, _ prior: TreePrior
  ) {
    let width = prior.classCount + 1
    for (leaf, seen) in Self.usable(counts, prior) {
      let row = Int(leaf) * width
      for node in prior.tree.path(to: leaf) + [0] {
        count[node] = max(0, (count[node] ?? 0) + sign * seen)
        var sums = classes[node] ?? [Double](repeating: 0, count: width)
        for column in 0..<width {
          sums[column] = max(0, sums[column] + sign * seen * prior.classShare[row + column])
        }
        classes[node] = sums
      }
    }
  }
}
