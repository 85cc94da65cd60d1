import Ledger

/// A consistency proof with the roots it is between; hashes in hexadecimal.
public struct ConsistencySheet: Codable, Equatable, Sendable {
  public let oldSize: Int
  public let oldRoot: String
  public let newSize: Int
  public let newRoot: String
  public let proof: [String]

  /// The proof between two states of a ledger.
  init(from old: Checkpoint, to new: Checkpoint, on shelf: any Shelf) throws {
    (oldSize, oldRoot) = (old.size, old.root.hex)
    (newSize, newRoot) = (new.size, new.root.hex)
    proof = try MerkleTree.consistencyProof(from: old.size, to: new.size, nodes: shelf)
      .map(\.hex)
  }
}
