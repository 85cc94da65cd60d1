import Ledger
import Testing

/// Evidence files against C2SP tlog-proof.
struct ProofFileTests {
  @Test func `the known file proves its entry and no other`() throws {
    let file = try ProofFile(parsing: Log.file("proof5"))
    let verifier = try Log.signer().verifier
    let checkpoint = try file.verify(entry: Log.entries[5], by: [verifier])
    #expect(checkpoint.size == 8)
    #expect(file.index == 5)
    #expect(try file.description == Log.file("proof5"))
    for entry in Log.entries where entry != Log.entries[5] {
      #expect(throws: ProofFault.self) { try file.verify(entry: entry, by: [verifier]) }
    }
    #expect(throws: NoteFault.noKnownSignature) { try file.verify(entry: Log.entries[5], by: []) }
  }

  @Test func `the known file comes out of the known tree`() throws {
    let hashes = try MerkleTree.inclusionProof(index: 5, size: 8, nodes: Log.tree)
    let checkpoint = try SignedNote(parsing: Log.file("cosigned"))
    let file = ProofFile(index: 5, hashes: hashes, checkpoint: checkpoint)
    #expect(try file.description == Log.file("proof5"))
    #expect(try ProofFile(parsing: file.description) == file)
  }

  @Test func `every entry of a tree has a file that verifies`() throws {
    let signer = try Log.signer()
    for size in 1...8 {
      let root = try MerkleTree.root(size: size, nodes: Log.tree)
      let text = Checkpoint(origin: signer.name, size: size, root: root).text
      let note = try SignedNote.sign(text: text, by: [signer])
      for index in 0..<size {
        let hashes = try MerkleTree.inclusionProof(index: index, size: size, nodes: Log.tree)
        let file = ProofFile(index: index, hashes: hashes, checkpoint: note).description
        try ProofFile(parsing: file).verify(entry: Log.entries[index], by: [signer.verifier])
      }
    }
  }

  @Test func `no byte before the witness's line can change`() throws {
    let file = Array(try Log.file("proof5").utf8)
    let verifier = try Log.signer().verifier
    let end = try #require(
      file.indices.last { file[$0...].starts(with: "— witness.example/w1 ".utf8) })
    for place in file[..<end].indices {
      for change in [[], [file[place] ^ 1], [file[place], file[place]]] {
        let mutant = file[..<place] + change + file[(place + 1)...]
        let text = String(decoding: mutant, as: UTF8.self)
        #expect(throws: (any Error).self, "byte \(place)") {
          try ProofFile(parsing: text).verify(entry: Log.entries[5], by: [verifier])
        }
      }
    }
  }

  @Test func `every other form is refused`() throws {
    let note = try Log.file("checkpoint")
    let hash = MerkleTree.emptyRoot.base64
    let head = "c2sp.org/tlog-proof@v1\n"
    for file in [
      "", head, head + "index 0", head + "index 0\n", head + "index 0\n\n",
      head + "index 0\n" + note, head + "index 00\n\n" + note, head + "index -1\n\n" + note,
      head + "index  1\n\n" + note, head + "index\n\n" + note, head + "\n" + note,
      head + "index 1 \n\n" + note, head + "index 9223372036854775808\n\n" + note,
      head + "extra AAAA\nindex 0\n\n" + note, head + "index 0\nAAAA\n\n" + note,
      head + "index 0\n\(hash)\n\n\(hash)\n\n" + note, "index 0\n\n" + note,
      head + "index 0\r\n\n" + note, head.uppercased() + "index 0\n\n" + note,
      "\n" + head + "index 0\n\n" + note, head + "index 0\n\n\n" + note,
    ] {
      #expect(throws: NoteFault.self, "\(file)") {
        try ProofFile(parsing: file).verify(entry: [], by: [Log.signer().verifier])
      }
    }
  }

  @Test func `sixty-three hashes are read and no more`() throws {
    let note = try Log.file("checkpoint")
    let line = MerkleTree.emptyRoot.base64 + "\n"
    let head = "c2sp.org/tlog-proof@v1\nindex 0\n"
    let most = head + String(repeating: line, count: 63)
    #expect(try ProofFile(parsing: most + "\n" + note).hashes.count == 63)
    #expect(throws: NoteFault.self) { try ProofFile(parsing: most + line + "\n" + note) }
  }

  @Test func `an entry beyond the bound is refused before it is hashed`() throws {
    let signer = try Log.signer()
    for (byteCount, isRefused) in [(65_535, false), (65_536, true)] {
      let entry = Array(repeating: UInt8(1), count: byteCount)
      let checkpoint = Checkpoint(
        origin: signer.name, size: 1, root: MerkleTree.leafHash(entry))
      let note = try SignedNote.sign(text: checkpoint.text, by: [signer])
      let file = ProofFile(index: 0, hashes: [], checkpoint: note)
      if isRefused {
        #expect(throws: ProofFault.entryTooLong(byteCount: byteCount)) {
          try file.verify(entry: entry, by: [signer.verifier])
        }
      } else {
        try file.verify(entry: entry, by: [signer.verifier])
      }
    }
  }
}
