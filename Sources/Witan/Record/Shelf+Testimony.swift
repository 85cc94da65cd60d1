import Ledger

extension Shelf {
  /// The archive's checkpoint with the witnesses' signatures under a kept note of the same state.
  func checkpoint(with kept: String?) throws -> SignedNote? {
    guard var note = try checkpoint().map({ try SignedNote(parsing: $0) }) else { return nil }
    guard let (cosigned, _) = try cosigned(kept), cosigned.text == note.text else { return note }
    for signature in cosigned.signatures where !note.signatures.contains(signature) {
      note = try note.adding(signature)
    }
    return note
  }

  /// A kept note with its checkpoint, if the ledger's present key signed it and the tree had that
  /// root; nil else, as the file may be of a state before the key changed, or anything at all.
  func cosigned(_ kept: String?) throws -> (note: SignedNote, checkpoint: Checkpoint)? {
    guard let note = try? kept.map({ try SignedNote(parsing: $0) }),
      let checkpoint = try? Checkpoint(
        verifying: note, by: [NoteVerifier(community().verifierKey)]),
      checkpoint.size <= (try ledgerSize()), checkpoint.size > 0,
      try MerkleTree.root(size: checkpoint.size, nodes: self) == checkpoint.root
    else { return nil }
    return (note, checkpoint)
  }
}
