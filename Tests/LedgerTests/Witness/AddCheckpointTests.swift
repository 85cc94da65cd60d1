import Ledger
import Testing

/// The body of a request to a witness (C2SP tlog-witness).
struct AddCheckpointTests {
  @Test func `a request is read and written`() throws {
    let note = try SignedNote(parsing: Log.file("checkpoint"))
    for old in 0...8 {
      let proof = old == 0 ? [] : try MerkleTree.consistencyProof(from: old, to: 8, nodes: Log.tree)
      let request = AddCheckpoint(oldSize: old, proof: proof, checkpoint: note)
      #expect(try AddCheckpoint(parsing: request.description) == request)
    }
    let request = AddCheckpoint(oldSize: 8, proof: [], checkpoint: note)
    #expect(try request.description == "old 8\n\n" + Log.file("checkpoint"))
  }

  @Test func `every other form is refused`() throws {
    let note = try Log.file("checkpoint")
    let hash = MerkleTree.emptyRoot.base64
    let many = String(repeating: hash + "\n", count: 64)
    for body in [
      "", "\n", "old 0", "old 0\n", "old 0\n\n", "old 0\n\(note)", "old 00\n\n\(note)",
      "old -1\n\n\(note)", "old  0\n\n\(note)", "Old 0\n\n\(note)", "0\n\n\(note)",
      "old 0 \n\n\(note)", "old 0\r\n\r\n\(note)", "old 1\n\(hash)x\n\n\(note)",
      "old 1\n\(hash) \n\n\(note)", "old 1\n\(many)\n\(note)",
      "\nold 0\n\n\(note)", "old 99999999999999999999\n\n\(note)",
    ] {
      #expect(throws: NoteFault.self, "\(body.prefix(40))") { try AddCheckpoint(parsing: body) }
    }
    // A note may begin with an empty line, a checkpoint not.
    let late = try AddCheckpoint(parsing: "old 0\n\n\n\(note)")
    #expect(throws: WitnessFault.self) { try late.readCheckpoint() }
    let most = String(repeating: hash + "\n", count: 63)
    #expect(try AddCheckpoint(parsing: "old 1\n\(most)\n\(note)").proof.count == 63)
  }
}
