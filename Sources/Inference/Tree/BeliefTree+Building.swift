extension BeliefTree {
  /// Refuses what is no tree for reasons that one look at each parent shows; cycles come later.
  static func check(_ parents: [Int32]) throws(TreeFault) {
    guard let root = parents.first else { throw .empty }
    guard root == -1 else { throw .rootHasParent }
    for node in parents.indices.dropFirst() {
      if parents[node] == -1 { throw .severalRoots(node: node) }
      guard parents.indices.contains(Int(parents[node])) else { throw .parentUnknown(node: node) }
    }
  }

  /// Groups the nodes by parent with one counting pass: where each group begins, and the groups.
  static func group(_ parents: [Int32]) -> (firstChild: [Int32], children: [Int32]) {
    var firstChild = [Int32](repeating: 0, count: parents.count + 1)
    for parent in parents.dropFirst() { firstChild[Int(parent) + 1] += 1 }
    for node in parents.indices { firstChild[node + 1] += firstChild[node] }
    var next = firstChild
    var children = [Int32](repeating: 0, count: parents.count - 1)
    for node in parents.indices.dropFirst() {
      let parent = Int(parents[node])
      children[Int(next[parent])] = Int32(node)
      next[parent] += 1
    }
    return (firstChild, children)
  }

  /// The nodes that can be reached from the root, parents before children; ends even on cycles,
  /// since each node stands in one group only and the root in none.
  static func walkDown(firstChild: [Int32], children: [Int32]) -> [Int32] {
    var reached: [Int32] = [0]
    reached.reserveCapacity(firstChild.count - 1)
    var place = 0
    while place < reached.count {
      let node = Int(reached[place])
      reached.append(contentsOf: children[Int(firstChild[node])..<Int(firstChild[node + 1])])
      place += 1
    }
    return reached
  }
}
