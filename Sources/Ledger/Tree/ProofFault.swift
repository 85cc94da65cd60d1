/// Why a proof about the ledger's tree does not hold, or cannot be made.
public enum ProofFault: Error, Sendable, Equatable {
  /// There is no leaf of this number in a tree of this size.
  case indexOutsideTree(index: Int, size: Int)
  /// A tree cannot have this size.
  case sizeNegative(Int)
  /// Every tree is consistent with the empty one: a proof from it would say nothing.
  case oldTreeEmpty
  /// The tree that is called older is larger.
  case sizesOutOfOrder(old: Int, new: Int)
  /// The proof has fewer hashes than the sizes ask for.
  case proofTooShort
  /// The proof has more hashes than the sizes ask for.
  case proofTooLong
  /// The proof leads to another root than the one claimed for this size.
  case rootDiffers(size: Int, computed: TreeHash, claimed: TreeHash)
  /// The hash of a complete subtree is not there.
  case nodeMissing(NodePlace)
  /// An entry is longer than `MerkleTree.longestEntry`.
  case entryTooLong(byteCount: Int)
}

extension ProofFault: CustomStringConvertible {
  /// A sentence for people.
  public var description: String {
    switch self {
    case .indexOutsideTree(let index, let size):
      "There is no entry \(index) in a tree of \(size) entries."
    case .sizeNegative(let size): "A tree cannot have \(size) entries."
    case .oldTreeEmpty: "A proof from the empty tree says nothing."
    case .sizesOutOfOrder(let old, let new):
      "The older tree has \(old) entries, the newer only \(new)."
    case .proofTooShort: "The proof has too few hashes."
    case .proofTooLong: "The proof has too many hashes."
    case .rootDiffers(let size, let computed, let claimed):
      "The root of \(size) entries is \(computed) by the proof, but \(claimed) is claimed."
    case .nodeMissing(let place):
      "The hash of subtree \(place.index) at level \(place.level) is missing."
    case .entryTooLong(let byteCount):
      "An entry of \(byteCount) bytes is longer than \(MerkleTree.longestEntry)."
    }
  }
}
