/// What a witness knows of one log: its key, and the last state that it signed.
///
/// A witness that keeps this, and signs only what `accepted` gives back, never signs a fork or a
/// rollback (C2SP tlog-witness).
public struct WitnessedLog: Sendable, Equatable {
  /// The key whose checkpoints are signed; its name is the log's origin.
  public let verifier: NoteVerifier
  /// The size and root of the last checkpoint that was signed; nil before the first.
  public let last: Checkpoint?

  /// What is known of a log; a last checkpoint bears its name.
  public init(verifier: NoteVerifier, last: Checkpoint?) {
    precondition(
      last.map { $0.origin.isSameBytes(as: verifier.name) } ?? true,
      "the last checkpoint is of this log")
    self.verifier = verifier
    self.last = last
  }

  /// Whether this is the log that a checkpoint names.
  public func isOrigin(of checkpoint: Checkpoint) -> Bool {
    verifier.name.isSameBytes(as: checkpoint.origin)
  }

  /// The same log once it has shown the checkpoint: what is to be remembered before it is signed.
  ///
  /// Refuses what the log did not sign, what was not proved from the very state that was signed
  /// last, and another root for the same size. Signatures of other keys are ignored.
  public func accepting(_ request: AddCheckpoint) throws(WitnessFault) -> WitnessedLog {
    let checkpoint = try request.readCheckpoint()
    guard isOrigin(of: checkpoint) else { throw .unknownOrigin(checkpoint.origin) }
    do {
      _ = try request.checkpoint.verify(by: [verifier])
    } catch {
      throw .notSigned(origin: checkpoint.origin)
    }
    guard request.oldSize <= checkpoint.size else {
      throw .shrinks(from: request.oldSize, to: checkpoint.size)
    }
    guard request.oldSize == last?.size ?? 0 else { throw .otherSize(known: last?.size ?? 0) }
    do {
      try checkGrowth(to: checkpoint, request.proof)
    } catch ProofFault.rootDiffers where last?.size == checkpoint.size {
      throw .forked(size: checkpoint.size)
    } catch {
      throw .unproved(error)
    }
    return WitnessedLog(verifier: verifier, last: checkpoint)
  }

  /// Throws where the checkpoint does not hold what was signed last.
  private func checkGrowth(to new: Checkpoint, _ proof: [TreeHash]) throws(ProofFault) {
    if let last, last.size == new.size, last.root != new.root {
      throw .rootDiffers(size: new.size, computed: last.root, claimed: new.root)
    }
    guard let last, last.size > 0 else {
      // Everything grows from nothing, and nothing has one root.
      guard proof.isEmpty else { throw .proofTooLong }
      guard new.size > 0 || new.root == MerkleTree.emptyRoot else {
        throw .rootDiffers(size: 0, computed: MerkleTree.emptyRoot, claimed: new.root)
      }
      return
    }
    try MerkleTree.verifyConsistency(
      oldSize: last.size, oldRoot: last.root, newSize: new.size, newRoot: new.root, proof: proof)
  }
}

extension AddCheckpoint {
  /// The checkpoint in the note, its signatures not looked at.
  public func readCheckpoint() throws(WitnessFault) -> Checkpoint {
    do {
      return try Checkpoint(parsing: checkpoint.text)
    } catch {
      throw .malformed(error)
    }
  }
}
