/// Where a complete subtree stands: node (level, index) covers the 2^level leaves from
/// index * 2^level on. Leaves are level 0.
///
/// A complete subtree never changes once its last leaf is there, so its hash is stored once.
public struct NodePlace: Hashable, Sendable {
  public let level: Int
  public let index: Int

  /// A place from its level (0 for leaves) and its number within the level, both from zero.
  public init(level: Int, index: Int) {
    self.level = level
    self.index = index
  }
}

/// Whoever keeps the hashes of complete subtrees.
public protocol NodeReading {
  /// The stored hash at a place; throws where there is none.
  func node(_ place: NodePlace) throws -> TreeHash
}
