/// A taxonomy as flat arrays: which node lies beneath which, and nothing else.
///
/// Node 0 is the root ("anything at all"); the leaves are the finest taxa. A plain list of options
/// is a root with one leaf an option. Built once in O(nodes), then only read; copies are cheap.
public struct BeliefTree: Sendable, Equatable {
  /// The parent of each node; -1 for the root. Shape: [node].
  public let parent: [Int32]
  /// The steps from the root to each node; 0 for the root. Shape: [node].
  public let depth: [Int32]
  /// Where each node's children begin in `children`. Shape: [node + 1]; the last is the end.
  public let firstChild: [Int32]
  /// All nodes but the root, grouped by parent, by index within a group. Shape: [node - 1].
  public let children: [Int32]
  /// The place of each node in a walk that visits a node before its children. Shape: [node].
  public let preorder: [Int32]
  /// The greatest `preorder` at or beneath each node. Shape: [node].
  public let lastPreorder: [Int32]
  /// All nodes, parents before their children. Shape: [node].
  let downwards: [Int32]

  /// Two trees are the same if every node has the same parent; all else follows from that.
  public static func == (one: BeliefTree, other: BeliefTree) -> Bool {
    one.parent == other.parent
  }

  /// The number of nodes, the root included.
  public var count: Int { parent.count }

  /// Builds the tree from each node's parent, in any order; the root is node 0, its parent -1.
  ///
  /// Refuses no nodes, a root elsewhere, several roots, parents that do not exist, and cycles.
  public init(parents: [Int32]) throws(TreeFault) {
    try Self.check(parents)
    let (firstChild, children) = Self.group(parents)
    let downwards = Self.walkDown(firstChild: firstChild, children: children)
    if downwards.count < parents.count {
      var reached = [Bool](repeating: false, count: parents.count)
      for node in downwards { reached[Int(node)] = true }
      throw .cycle(node: reached.firstIndex(of: false) ?? 0)
    }

    var depth = [Int32](repeating: 0, count: parents.count)
    for node in downwards.dropFirst() { depth[Int(node)] = depth[Int(parents[Int(node)])] + 1 }
    var size = [Int32](repeating: 1, count: parents.count)
    for node in downwards.dropFirst().reversed() {
      size[Int(parents[Int(node)])] += size[Int(node)]
    }
    var preorder = [Int32](repeating: 0, count: parents.count)
    for node in downwards {
      var next = preorder[Int(node)] + 1
      for child in children[Int(firstChild[Int(node)])..<Int(firstChild[Int(node) + 1])] {
        preorder[Int(child)] = next
        next += size[Int(child)]
      }
    }

    self.parent = parents
    self.depth = depth
    self.firstChild = firstChild
    self.children = children
    self.preorder = preorder
    self.lastPreorder = zip(preorder, size).map { $0 + $1 - 1 }
    self.downwards = downwards
  }

  /// Whether `node` has no children.
  public func isLeaf(_ node: Int32) -> Bool { childCount(of: node) == 0 }

  /// The number of children of `node`.
  public func childCount(of node: Int32) -> Int {
    Int(firstChild[Int(node) + 1] - firstChild[Int(node)])
  }

  /// The children of `node`, by index.
  public func children(of node: Int32) -> ArraySlice<Int32> {
    children[Int(firstChild[Int(node)])..<Int(firstChild[Int(node) + 1])]
  }

  /// Whether `node` is `ancestor` or lies beneath it, in O(1).
  public func isNode(_ node: Int32, within ancestor: Int32) -> Bool {
    let place = preorder[Int(node)]
    return preorder[Int(ancestor)] <= place && place <= lastPreorder[Int(ancestor)]
  }

  /// The nodes from the root's child down to `node`; empty for the root. O(depth).
  public func path(to node: Int32) -> [Int32] {
    var path: [Int32] = []
    path.reserveCapacity(Int(depth[Int(node)]))
    var step = node
    while step != 0 {
      path.append(step)
      step = parent[Int(step)]
    }
    path.reverse()
    return path
  }
}
