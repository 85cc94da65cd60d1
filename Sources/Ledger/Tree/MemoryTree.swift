/// A tree held in memory with all its complete subtrees: for verifiers and tests.
public struct MemoryTree: NodeReading, Sendable {
  /// The hashes of complete subtrees, by level and index.
  private var levels: [[TreeHash]] = [[]]

  /// The empty tree.
  public init() {}

  /// The number of leaves.
  public var size: Int { levels[0].count }

  /// Takes an entry as the next leaf.
  public mutating func append(entry: some Collection<UInt8>) {
    append(leaf: MerkleTree.leafHash(entry))
  }

  /// Takes the hash of an entry as the next leaf.
  public mutating func append(leaf: TreeHash) {
    var hash = leaf
    for level in levels.indices {
      levels[level].append(hash)
      guard levels[level].count.isMultiple(of: 2) else { return }
      hash = MerkleTree.nodeHash(levels[level][levels[level].count - 2], hash)
    }
    levels.append([hash])
  }

  /// The root of all leaves so far.
  public func root() -> TreeHash {
    var joined: TreeHash?
    for nodes in levels where !nodes.count.isMultiple(of: 2) {
      guard let peak = nodes.last else { continue }
      joined = joined.map { MerkleTree.nodeHash(peak, $0) } ?? peak
    }
    return joined ?? MerkleTree.emptyRoot
  }

  /// The hash of a complete subtree; throws `nodeMissing` where it is not complete yet.
  public func node(_ place: NodePlace) throws(ProofFault) -> TreeHash {
    guard levels.indices.contains(place.level), levels[place.level].indices.contains(place.index)
    else { throw .nodeMissing(place) }
    return levels[place.level][place.index]
  }
}
