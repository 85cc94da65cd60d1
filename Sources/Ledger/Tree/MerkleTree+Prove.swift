extension MerkleTree {
  /// The hashes that lead from leaf `index` to the root of the first `size` leaves, from the leaf's
  /// sibling upwards (RFC 9162 section 2.1.3.1). O(log size) reads.
  public static func inclusionProof(
    index: Int, size: Int, nodes: some NodeReading
  ) throws -> [TreeHash] {
    guard (0..<max(size, 0)).contains(index) else {
      throw ProofFault.indexOutsideTree(index: index, size: size)
    }
    var path: [TreeHash] = []
    var leaves = 0..<size
    while leaves.count > 1 {
      let (left, right) = halves(leaves)
      let isLeft = left.contains(index)
      path.append(try hash(of: isLeft ? right : left, nodes: nodes))
      leaves = isLeft ? left : right
    }
    return path.reversed()
  }

  /// The hashes that show the first `old` leaves to be the beginning of the first `new` leaves
  /// (RFC 9162 section 2.1.4.1). O(log new) reads. From the empty tree there is no proof.
  public static func consistencyProof(
    from old: Int, to new: Int, nodes: some NodeReading
  ) throws -> [TreeHash] {
    guard old > 0 else { throw ProofFault.oldTreeEmpty }
    guard old <= new else { throw ProofFault.sizesOutOfOrder(old: old, new: new) }
    var path: [TreeHash] = []
    var leaves = 0..<new
    while leaves.upperBound != old {
      let (left, right) = halves(leaves)
      let isLeft = old <= left.upperBound
      path.append(try hash(of: isLeft ? right : left, nodes: nodes))
      leaves = isLeft ? left : right
    }
    // When the old tree is itself a subtree from leaf 0, the verifier knows its hash: the old root.
    if leaves.lowerBound > 0 {
      path.append(try hash(of: leaves, nodes: nodes))
    }
    return path.reversed()
  }

  /// The two subtrees of a tree of two leaves or more.
  private static func halves(_ leaves: Range<Int>) -> (left: Range<Int>, right: Range<Int>) {
    let split = leaves.lowerBound + 1 << floorLog2(leaves.count - 1)
    return (leaves.lowerBound..<split, split..<leaves.upperBound)
  }
}
