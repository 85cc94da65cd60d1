/// A log's request to a witness: sign this checkpoint, which grew from the one you know
/// (C2SP tlog-witness, the body of `add-checkpoint`).
public struct AddCheckpoint: Sendable, Equatable, CustomStringConvertible {
  /// The size that the log believes the witness to know; 0 for none.
  public let oldSize: Int
  /// The consistency proof from that size, as `MerkleTree.consistencyProof` gives it.
  public let proof: [TreeHash]
  public let checkpoint: SignedNote

  /// Hashes in a proof, at most (C2SP tlog-witness).
  static let mostHashes = 63

  /// A request from its parts; the size is not negative.
  public init(oldSize: Int, proof: [TreeHash], checkpoint: SignedNote) {
    precondition(oldSize >= 0, "a tree has no negative size")
    self.oldSize = oldSize
    self.proof = proof
    self.checkpoint = checkpoint
  }

  /// Reads a body: `old <size>`, hashes in base64 a line each, an empty line, a signed checkpoint.
  public init(parsing body: String) throws(NoteFault) {
    let bytes = Array(body.utf8)
    guard bytes.count <= SignedNote.longestNote else {
      throw .badRequest(reason: "is longer than \(SignedNote.longestNote) bytes")
    }
    var lines = bytes.split(
      separator: .newline, maxSplits: 2 + Self.mostHashes, omittingEmptySubsequences: false)
    let label = "old "
    let first = lines.removeFirst()
    guard first.starts(with: label.utf8),
      let oldSize = Int(plainDecimal: first.dropFirst(label.utf8.count))
    else { throw .badRequest(reason: "does not begin with \"old\" and a size in plain decimal") }
    guard let end = lines.firstIndex(where: \.isEmpty), end < lines.count - 1 else {
      throw .badRequest(
        reason: "has no blank line before its checkpoint, or more than \(Self.mostHashes) hashes")
    }
    var proof: [TreeHash] = []
    for line in lines[..<end] {
      guard let hash = TreeHash(base64: String(decoding: line, as: UTF8.self)) else {
        throw .badRequest(reason: "has a hash that is not 32 bytes in base64")
      }
      proof.append(hash)
    }
    let note = bytes[lines[end + 1].startIndex...]
    self.init(
      oldSize: oldSize, proof: proof,
      checkpoint: try SignedNote(parsing: String(decoding: note, as: UTF8.self)))
  }

  /// The body of the request.
  public var description: String {
    let head = ["old \(oldSize)"] + proof.map(\.base64)
    return head.map { $0 + "\n" }.joined() + "\n" + checkpoint.description
  }
}
