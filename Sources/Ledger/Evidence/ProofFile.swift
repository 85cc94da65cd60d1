/// The evidence for one entry in one file: its number, the way to the root, and a signed checkpoint
/// (C2SP tlog-proof). Verifies offline; by custom the file's name ends in `.tlog-proof`.
public struct ProofFile: Sendable, Equatable, CustomStringConvertible {
  /// The entry's number in the log, from zero.
  public let index: Int
  /// From the leaf's sibling up to the root's child.
  public let hashes: [TreeHash]
  public let checkpoint: SignedNote

  /// The first line of every such file.
  static let header = "c2sp.org/tlog-proof@v1"
  /// Hashes in a proof, at most: the height of the tallest tree whose size is an `Int`.
  static let mostHashes = 63

  /// A proof file from its parts; the index is not negative.
  public init(index: Int, hashes: [TreeHash], checkpoint: SignedNote) {
    precondition(index >= 0, "an entry has no negative index")
    self.index = index
    self.hashes = hashes
    self.checkpoint = checkpoint
  }

  /// Checks that `entry` stands in the log at `index`, as the checkpoint's log signed it, and
  /// returns the checkpoint. Throws a `NoteFault` for the signatures, a `ProofFault` for the rest.
  @discardableResult
  public func verify(
    entry: some Collection<UInt8>, by verifiers: [NoteVerifier]
  ) throws -> Checkpoint {
    let checkpoint = try Checkpoint(verifying: self.checkpoint, by: verifiers)
    guard entry.count <= MerkleTree.longestEntry else {
      throw ProofFault.entryTooLong(byteCount: entry.count)
    }
    try MerkleTree.verifyInclusion(
      leaf: MerkleTree.leafHash(entry), index: index, size: checkpoint.size, proof: hashes,
      root: checkpoint.root)
    return checkpoint
  }

  /// The file's text.
  public var description: String {
    let head = [Self.header, "index \(index)"] + hashes.map(\.base64)
    return head.map { $0 + "\n" }.joined() + "\n" + checkpoint.description
  }
}
