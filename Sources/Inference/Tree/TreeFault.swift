/// Why a tree, a prior or a vote is refused; nothing is built from it.
///
/// Each case names the place of the fault: a node's index, or a vote's place among the votes given.
public enum TreeFault: Error, Equatable, Sendable {
  /// There are no nodes at all.
  case empty
  /// Node 0 has a parent; it must be the root.
  case rootHasParent
  /// This node has no parent though it is not node 0.
  case severalRoots(node: Int)
  /// This node's parent is not a node.
  case parentUnknown(node: Int)
  /// This node is its own ancestor, or lies beneath one that is.
  case cycle(node: Int)
  /// An array that holds one value a node has another length.
  case lengthMismatch(expected: Int, found: Int)
  /// This node's weight is negative, not finite, or not zero though the node has children;
  /// or, for node 0, the weights' total is not finite.
  case weight(node: Int)
  /// This leaf's class is neither -1 nor one of the classes.
  case classUnknown(node: Int)
  /// The open share is not in [0, 1).
  case openShare
  /// The prior was made for another tree.
  case priorOfAnotherTree
  /// This vote's path is not a chain from a child of the root downwards.
  case brokenPath(vote: Int)
}

extension TreeFault: CustomStringConvertible {
  /// One sentence for people.
  public var description: String {
    switch self {
    case .empty: "The tree has no nodes."
    case .rootHasParent: "Node 0 must be the root and have no parent."
    case .severalRoots(let node): "Node \(node) is a second root."
    case .parentUnknown(let node): "The parent of node \(node) does not exist."
    case .cycle(let node): "Node \(node) is not beneath the root: there is a cycle."
    case .lengthMismatch(let expected, let found): "\(expected) values expected, \(found) found."
    case .weight(let node): "The weight of node \(node) cannot be used."
    case .classUnknown(let node): "The class of leaf \(node) does not exist."
    case .openShare: "The open share must be at least 0 and less than 1."
    case .priorOfAnotherTree: "The prior was made for another tree."
    case .brokenPath(let vote): "The path of vote \(vote) does not lead down from the root."
    }
  }
}
