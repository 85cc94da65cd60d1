extension TreePrior {
  /// The mass beneath `node` that belongs to the class, which is in 0..<classCount.
  ///
  /// A node's open mass is divided as its listed mass is: an unlisted species of a genus of which
  /// nine tenths are dangerous is taken to be dangerous with probability nine tenths. "No class"
  /// takes its part like a class, so the classes and `unclassifiedMass` sum to `mass[node]`.
  public func classMass(_ node: Int32, _ classIndex: Int) -> Double {
    precondition((0..<classCount).contains(classIndex), "no such class")
    return mass(node) * classShares(node)[classIndex]
  }

  /// The mass beneath `node` that belongs to no class.
  public func unclassifiedMass(_ node: Int32) -> Double {
    mass(node) * classShares(node)[classCount]
  }

  /// How a node's mass divides among the classes, "no class" last. Shape: [classCount + 1].
  func classShares(_ node: Int32) -> [Double] {
    let width = classCount + 1
    let listed = classShare[(Int(node) * width)..<(Int(node) * width + width)]
    guard let count = seen.count[node], let classes = seen.classes[node] else {
      return Array(listed)
    }
    let own = seen.strength * weight[Int(node)]
    return zip(listed, classes).map { (own * $0 + $1) / (own + count) }
  }

  /// The weight at or beneath each node; one a leaf if all are zero.
  static func weights(_ tree: BeliefTree, _ leafWeights: [Double]) throws(TreeFault) -> [Double] {
    guard leafWeights.count == tree.count else {
      throw .lengthMismatch(expected: tree.count, found: leafWeights.count)
    }
    for node in leafWeights.indices {
      let weight = leafWeights[node]
      guard weight >= 0, weight.isFinite, weight == 0 || tree.isLeaf(Int32(node)) else {
        throw .weight(node: node)
      }
    }
    var weight = leafWeights
    if !weight.contains(where: { $0 > 0 }) {
      for node in weight.indices where tree.isLeaf(Int32(node)) { weight[node] = 1 }
    }
    for node in tree.downwards.dropFirst().reversed() {
      weight[Int(tree.parent[Int(node)])] += weight[Int(node)]
    }
    guard weight[0].isFinite else { throw .weight(node: 0) }
    return weight
  }

  /// The share of each class in the weight beneath each node, "no class" last; a node whose
  /// weight is zero belongs to no class. Shape: [node][classCount + 1].
  static func classShares(
    _ tree: BeliefTree, _ weight: [Double], _ leafClass: [Int], _ classCount: Int
  ) throws(TreeFault) -> [Double] {
    guard leafClass.count == tree.count else {
      throw .lengthMismatch(expected: tree.count, found: leafClass.count)
    }
    let width = classCount + 1
    var share = [Double](repeating: 0, count: tree.count * width)
    for node in tree.downwards.reversed() {
      let row = Int(node) * width
      if tree.isLeaf(node) {
        let found = leafClass[Int(node)]
        guard found >= -1, found < classCount else { throw .classUnknown(node: Int(node)) }
        share[row + (found == -1 ? classCount : found)] = 1
      } else if weight[Int(node)] > 0 {
        for child in tree.children(of: node) {
          let part = weight[Int(child)] / weight[Int(node)]
          for column in 0..<width {
            share[row + column] += part * share[Int(child) * width + column]
          }
        }
      } else {
        share[row + classCount] = 1
      }
    }
    return share
  }
}
