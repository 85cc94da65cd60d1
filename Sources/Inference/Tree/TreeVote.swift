/// One person's answer as the arithmetic needs it: where it leads, and how far to trust each step.
public struct TreeVote: Sendable, Equatable {
  /// What anyone is held to get right at the least and at the most: one who always errs is used,
  /// not trusted, and at least one step in five hundred goes wrong.
  public static let accuracyBounds = 0.002...0.998

  /// The nodes from the root's child down to the taxon named; empty for "can't tell".
  public let path: [Int32]
  /// For each step of the path, the probability that the voter takes the right child if the way
  /// was right so far. Shape: [path]; in `accuracyBounds`.
  public let accuracy: [Double]

  /// A vote for the last node of `path`.
  ///
  /// Accuracies out of bounds are brought to the nearest end, and what is not a number to the
  /// least. Refuses `accuracy` of another length than `path`.
  public init(path: [Int32], accuracy: [Double]) throws(TreeFault) {
    guard path.count == accuracy.count else {
      throw .lengthMismatch(expected: path.count, found: accuracy.count)
    }
    self.path = path
    self.accuracy = accuracy.map {
      $0 > Self.accuracyBounds.lowerBound
        ? min($0, Self.accuracyBounds.upperBound) : Self.accuracyBounds.lowerBound
    }
  }

  /// "Can't tell": a vote that changes no belief.
  public static let cannotTell = TreeVote()

  private init() {
    (path, accuracy) = ([], [])
  }

  /// Whether the path is a chain of nodes of `tree` that begins at a child of the root.
  func leadsDown(_ tree: BeliefTree) -> Bool {
    var above: Int32 = 0
    for node in path {
      guard node > 0, Int(node) < tree.count, tree.parent[Int(node)] == above else { return false }
      above = node
    }
    return true
  }

  /// Whether this vote is counted before `other`: by the place of the taxon named in the tree,
  /// then by accuracy. Votes alike in both are interchangeable.
  func precedes(_ other: TreeVote, in tree: BeliefTree) -> Bool {
    let place = tree.preorder[Int(path.last ?? 0)]
    let otherPlace = tree.preorder[Int(other.path.last ?? 0)]
    if place != otherPlace { return place < otherPlace }
    for (mine, theirs) in zip(accuracy, other.accuracy) where mine != theirs {
      return mine < theirs
    }
    return false
  }
}
