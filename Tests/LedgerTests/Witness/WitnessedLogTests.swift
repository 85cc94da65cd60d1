import Ledger
import Testing

/// A witness signs what grew from what it signed, and nothing else.
struct WitnessedLogTests {
  private func note(_ tree: MemoryTree, _ size: Int, by signer: NoteSigner) throws -> SignedNote {
    let root = try MerkleTree.root(size: size, nodes: tree)
    return try SignedNote.sign(
      text: Checkpoint(origin: signer.name, size: size, root: root).text, by: [signer])
  }

  private func request(
    _ tree: MemoryTree, from old: Int, to new: Int, by signer: NoteSigner? = nil
  ) throws -> AddCheckpoint {
    let isProvable = old > 0 && old <= new
    return AddCheckpoint(
      oldSize: old,
      proof: isProvable ? try MerkleTree.consistencyProof(from: old, to: new, nodes: tree) : [],
      checkpoint: try note(tree, new, by: signer ?? Log.signer()))
  }

  /// A tree that shares its first `common` entries with the log's.
  private func fork(_ common: Int, size: Int) -> MemoryTree {
    var tree = MemoryTree()
    for index in 0..<size {
      tree.append(entry: index < common ? Log.entries[index] : [0xFF, UInt8(index)])
    }
    return tree
  }

  @Test func `every growth of the log is accepted, and remembered`() throws {
    for old in 0...8 {
      for new in old...8 {
        var log = WitnessedLog(verifier: try Log.signer().verifier, last: nil)
        log = try log.accepting(request(Log.tree, from: 0, to: old))
        #expect(log.last?.size == old)
        log = try log.accepting(request(Log.tree, from: old, to: new))
        #expect(log.last?.size == new, "\(old) to \(new)")
        #expect(try log.last?.root == MerkleTree.root(size: new, nodes: Log.tree))
      }
    }
  }

  @Test func `no fork is accepted, whatever it shares with the log`() throws {
    let start = WitnessedLog(verifier: try Log.signer().verifier, last: nil)
    for old in 1...8 {
      let known = try start.accepting(request(Log.tree, from: 0, to: old))
      for common in 0..<old {
        let forked = fork(common, size: 8)
        for new in old...8 {
          let wanted = new == old ? WitnessFault.forked(size: old) : nil
          let fault = #expect(throws: WitnessFault.self, "\(common), \(old) to \(new)") {
            try known.accepting(request(forked, from: old, to: new))
          }
          if let wanted { #expect(fault == wanted) }
          if new > old, case .unproved? = fault { continue }
          #expect(new == old, "\(common), \(old) to \(new): \(String(describing: fault))")
        }
      }
    }
  }

  @Test func `no rollback is accepted`() throws {
    let start = WitnessedLog(verifier: try Log.signer().verifier, last: nil)
    let known = try start.accepting(request(Log.tree, from: 0, to: 6))
    for new in 0..<6 {
      #expect(throws: WitnessFault.shrinks(from: 6, to: new)) {
        try known.accepting(request(Log.tree, from: 6, to: new))
      }
      for old in 0...new {
        #expect(throws: WitnessFault.otherSize(known: 6)) {
          try known.accepting(request(Log.tree, from: old, to: new))
        }
      }
    }
    #expect(throws: WitnessFault.otherSize(known: 6)) {
      try known.accepting(request(Log.tree, from: 7, to: 8))
    }
  }

  @Test func `only the known key of the named log is believed`() throws {
    let start = WitnessedLog(verifier: try Log.signer().verifier, last: nil)
    let name = try Log.signer().name
    let other = try NoteSigner(name: name, seed: Array(repeating: 5, count: 32))
    #expect(throws: WitnessFault.notSigned(origin: name)) {
      try start.accepting(request(Log.tree, from: 0, to: 8, by: other))
    }
    let stranger = try NoteSigner(name: "other.example", seed: Array(repeating: 5, count: 32))
    #expect(throws: WitnessFault.unknownOrigin("other.example")) {
      try start.accepting(request(Log.tree, from: 0, to: 8, by: stranger))
    }
    let good = try request(Log.tree, from: 0, to: 8)
    let both = try good.checkpoint.adding(other.signature(for: good.checkpoint.text))
    #expect(
      try start.accepting(AddCheckpoint(oldSize: 0, proof: [], checkpoint: both)).last?.size == 8)
  }

  @Test func `proofs that are too short, too long or of other hashes are refused`() throws {
    let start = WitnessedLog(verifier: try Log.signer().verifier, last: nil)
    let known = try start.accepting(request(Log.tree, from: 0, to: 5))
    let good = try request(Log.tree, from: 5, to: 8)
    let wrong = [
      good.proof.dropLast(), good.proof + [MerkleTree.emptyRoot], [], good.proof.reversed(),
    ].map(Array.init)
    for proof in wrong {
      #expect(throws: WitnessFault.self) {
        try known.accepting(
          AddCheckpoint(oldSize: 5, proof: proof, checkpoint: good.checkpoint))
      }
    }
    #expect(throws: WitnessFault.unproved(.proofTooLong)) {
      try start.accepting(
        AddCheckpoint(oldSize: 0, proof: good.proof, checkpoint: good.checkpoint))
    }
    #expect(throws: WitnessFault.unproved(.proofTooLong)) {
      try known.accepting(
        AddCheckpoint(
          oldSize: 5, proof: [MerkleTree.emptyRoot],
          checkpoint: note(Log.tree, 5, by: Log.signer())))
    }
  }
}
