extension MerkleTree {
  /// Checks that `leaf` is leaf number `index` of the tree of `size` leaves with this root
  /// (RFC 9162 section 2.1.3.2). Returns if it is, and says otherwise why not.
  ///
  /// `size` must come from the same place as `root`, a checkpoint: the proof does not bind it.
  public static func verifyInclusion(
    leaf: TreeHash, index: Int, size: Int, proof: [TreeHash], root: TreeHash
  ) throws(ProofFault) {
    guard (0..<max(size, 0)).contains(index) else {
      throw .indexOutsideTree(index: index, size: size)
    }
    var climb = Climb(leaf: index, last: size - 1)
    var computed = leaf
    for hash in proof {
      guard !climb.isAtRoot else { throw .proofTooLong }
      computed = climb.hasLeftSibling ? nodeHash(hash, computed) : nodeHash(computed, hash)
      climb.step()
    }
    guard climb.isAtRoot else { throw .proofTooShort }
    try compare(size: size, computed: computed, claimed: root)
  }

  /// Checks that the tree of `oldSize` leaves is the beginning of the tree of `newSize` leaves
  /// (RFC 9162 section 2.1.4.2). Returns if it is, and says otherwise why not.
  ///
  /// Equal sizes need equal roots and no hashes; size 0 is refused, as it proves nothing.
  public static func verifyConsistency(
    oldSize: Int, oldRoot: TreeHash, newSize: Int, newRoot: TreeHash, proof: [TreeHash]
  ) throws(ProofFault) {
    guard oldSize > 0 else { throw .oldTreeEmpty }
    guard oldSize <= newSize else { throw .sizesOutOfOrder(old: oldSize, new: newSize) }
    guard oldSize < newSize else {
      guard proof.isEmpty else { throw .proofTooLong }
      return try compare(size: newSize, computed: oldRoot, claimed: newRoot)
    }
    // An old tree that is a complete subtree of the new one is left out of the proof.
    let hashes = (oldSize.nonzeroBitCount == 1 ? [oldRoot] : []) + proof
    guard let first = hashes.first else { throw .proofTooShort }
    var climb = Climb(leaf: oldSize - 1, last: newSize - 1)
    climb.skipRightEdges()
    var old = first
    var new = first
    for hash in hashes.dropFirst() {
      guard !climb.isAtRoot else { throw .proofTooLong }
      if climb.hasLeftSibling {
        old = nodeHash(hash, old)
        new = nodeHash(hash, new)
      } else {
        new = nodeHash(new, hash)
      }
      climb.step()
    }
    guard climb.isAtRoot else { throw .proofTooShort }
    try compare(size: oldSize, computed: old, claimed: oldRoot)
    try compare(size: newSize, computed: new, claimed: newRoot)
  }

  private static func compare(
    size: Int, computed: TreeHash, claimed: TreeHash
  ) throws(ProofFault) {
    guard computed == claimed else {
      throw .rootDiffers(size: size, computed: computed, claimed: claimed)
    }
  }
}

/// The way from a node up to the root: `fn` and `sn` of RFC 9162 section 2.1.3.2.
private struct Climb {
  /// The number of the node within its level, and that of the level's last node.
  private var node: Int
  private var last: Int

  /// At a leaf of a tree whose last leaf is known.
  init(leaf: Int, last: Int) {
    self.node = leaf
    self.last = last
  }

  var isAtRoot: Bool { last == 0 }

  /// Whether the next hash is joined from the left: the node is a right child, or the last node of
  /// its level, which has its next sibling further up.
  var hasLeftSibling: Bool { !node.isMultiple(of: 2) || node == last }

  /// Goes up past the sibling that was just joined.
  mutating func step() {
    if hasLeftSibling {
      while node.isMultiple(of: 2), node != 0 {
        rise()
      }
    }
    rise()
  }

  /// Goes up while the node is a right child: to the largest complete subtree that ends here.
  mutating func skipRightEdges() {
    while !node.isMultiple(of: 2) {
      rise()
    }
  }

  private mutating func rise() {
    node >>= 1
    last >>= 1
  }
}
