/// One person's answer as the arithmetic needs it: where it leads, and how far to trust each step.
public struct TreeVote: Sendable, Equatable {
  /// The most that anyone is held to know: at least one answer in a thousand is a guess.
  public static let mostKnowing = 0.999

  /// The nodes from the root's child down to the taxon named; empty for "can't tell".
  public let path: [Int32]
  /// For each step of the path, the probability that the voter knows the right child there;
  /// otherwise the step is a guess. Shape: [path]; in [0, `mostKnowing`].
  public let knowing: [Double]
  /// The exponent on the vote's likelihood, in [0, 1]; less than 1 for votes that share their
  /// errors with others, 0 for a vote that says nothing.
  public let temper: Double

  /// A vote for the last node of `path`.
  ///
  /// Values out of range are brought to the nearest end of it, and what is not a number to 0.
  /// Refuses `knowing` of another length than `path`.
  public init(path: [Int32], knowing: [Double], temper: Double = 1) throws(TreeFault) {
    guard path.count == knowing.count else {
      throw .lengthMismatch(expected: path.count, found: knowing.count)
    }
    self.path = path
    self.knowing = knowing.map { Self.bounded($0, by: Self.mostKnowing) }
    self.temper = Self.bounded(temper, by: 1)
  }

  /// "Can't tell": a vote that changes no belief.
  public static let cannotTell = TreeVote()

  private init() {
    (path, knowing, temper) = ([], [], 1)
  }

  private static func bounded(_ value: Double, by greatest: Double) -> Double {
    value > 0 ? min(value, greatest) : 0
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
  /// then by knowledge, then by temper. Votes alike in all three are interchangeable.
  func precedes(_ other: TreeVote, in tree: BeliefTree) -> Bool {
    let place = tree.preorder[Int(path.last ?? 0)]
    let otherPlace = tree.preorder[Int(other.path.last ?? 0)]
    if place != otherPlace { return place < otherPlace }
    for (mine, theirs) in zip(knowing, other.knowing) where mine != theirs { return mine < theirs }
    return temper < other.temper
  }
}
