/// The ledger's tree: RFC 9162 section 2.1 (the same tree as RFC 6962 section 2.1), SHA-256.
///
/// Leaves and nodes are hashed with different first bytes, so that no node passes for an entry. The
/// left subtree holds the largest power of two below the number of leaves.
public enum MerkleTree {
  /// Bytes in an entry, at most: its length travels as a 16-bit number (C2SP tlog-tiles).
  public static let longestEntry = 65_535

  /// The root of no entries: SHA-256 of nothing.
  public static let emptyRoot = SHA.sha256([])

  /// SHA-256(0x00 || entry). Does not judge the entry's length.
  public static func leafHash(_ entry: some Collection<UInt8>) -> TreeHash {
    SHA.sha256([0x00] + Array(entry))
  }

  /// SHA-256(0x01 || left || right).
  public static func nodeHash(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
    SHA.sha256([0x01] + left.bytes + right.bytes)
  }

  /// The nodes to store when `leaf` becomes leaf number `size`: the leaf itself and every subtree
  /// that it completes, from the bottom up. One read for each completed subtree, so one on average.
  public static func append(
    leaf: TreeHash, size: Int, nodes: some NodeReading
  ) throws -> [(NodePlace, TreeHash)] {
    guard size >= 0 else { throw ProofFault.sizeNegative(size) }
    var place = NodePlace(level: 0, index: size)
    var hash = leaf
    var stored = [(place, hash)]
    while !place.index.isMultiple(of: 2) {
      let left = try nodes.node(NodePlace(level: place.level, index: place.index - 1))
      hash = nodeHash(left, hash)
      place = NodePlace(level: place.level + 1, index: place.index / 2)
      stored.append((place, hash))
    }
    return stored
  }

  /// The root of the first `size` leaves; one read for each one-bit of `size`.
  public static func root(size: Int, nodes: some NodeReading) throws -> TreeHash {
    guard size >= 0 else { throw ProofFault.sizeNegative(size) }
    return try hash(of: 0..<size, nodes: nodes)
  }

  /// The hash of a subtree: the complete subtrees that fill `leaves` from the left, each the
  /// largest that fits, joined from the right. `leaves` starts where the tree would split.
  static func hash(of leaves: Range<Int>, nodes: some NodeReading) throws -> TreeHash {
    var peaks: [TreeHash] = []
    var start = leaves.lowerBound
    while start < leaves.upperBound {
      let level = floorLog2(leaves.upperBound - start)
      peaks.append(try nodes.node(NodePlace(level: level, index: start >> level)))
      start += 1 << level
    }
    guard var joined = peaks.popLast() else { return emptyRoot }
    while let peak = peaks.popLast() {
      joined = nodeHash(peak, joined)
    }
    return joined
  }

  /// The exponent of the largest power of two that is not above `number` (which is positive).
  static func floorLog2(_ number: Int) -> Int {
    Int.bitWidth - 1 - number.leadingZeroBitCount
  }
}
