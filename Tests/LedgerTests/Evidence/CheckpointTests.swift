import Ledger
import Testing

/// Checkpoints against C2SP tlog-checkpoint.
struct CheckpointTests {
  private let root = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="

  @Test(arguments: ["checkpoint", "cosigned"])
  func `the known checkpoint is that of the known tree`(name: String) throws {
    let verifier = try Log.signer().verifier
    let note = try SignedNote(parsing: Log.file(name))
    let checkpoint = try Checkpoint(verifying: note, by: [verifier])
    #expect(
      checkpoint
        == Checkpoint(origin: "example.com/quorum-kat", size: 8, root: Log.tree.root()))
    #expect(checkpoint.root.base64 == root)
    #expect(checkpoint.text == note.text)
  }

  @Test func `the empty tree has a checkpoint too`() throws {
    let empty = Checkpoint(origin: "a", size: 0, root: MerkleTree.emptyRoot)
    #expect(try Checkpoint(parsing: empty.text) == empty)
    let largest = Checkpoint(origin: "a b+c", size: Int.max, root: MerkleTree.emptyRoot)
    #expect(try Checkpoint(parsing: largest.text) == largest)
  }

  @Test func `every other form is refused`() {
    for text in [
      "", "\n", "\n\n\n", "a\n8\n\(root)", "a\n8\n", "a\n8\n\(root)\n\n",
      "a\n8\n\(root)\nextension\n",
      "\n8\n\(root)\n", "a\n08\n\(root)\n", "a\n+8\n\(root)\n", "a\n-0\n\(root)\n",
      "a\n-8\n\(root)\n",
      "a\n 8\n\(root)\n", "a\n8 \n\(root)\n", "a\n\n\(root)\n", "a\n8.0\n\(root)\n",
      "a\n0x8\n\(root)\n",
      "a\n9223372036854775808\n\(root)\n", "a\n٨\n\(root)\n", "a\n8\n\(root.dropLast())\n",
      "a\n8\n\(root) \n", "a\n8\nAAAA\n", "a\n8\n\n", "a\r\n8\r\n\(root)\r\n", "a\tb\n8\n\(root)\n",
      "a\n8\n\(root.replacing("g=", with: "h="))\n", "\u{FEFF}\na\n8\n\(root)\n",
    ] {
      #expect(throws: NoteFault.self, "\(text)") { try Checkpoint(parsing: text) }
    }
  }

  @Test func `origins that only look alike are two origins`() throws {
    let root = try #require(TreeHash(base64: root))
    #expect(
      Checkpoint(origin: "é", size: 1, root: root)
        != Checkpoint(origin: "e\u{301}", size: 1, root: root))
  }

  @Test func `another log's key cannot speak for this log`() throws {
    let other = try NoteSigner(name: "other.example", seed: Array(repeating: 7, count: 32))
    let signer = try Log.signer()
    let text = Checkpoint(origin: signer.name, size: 8, root: Log.tree.root()).text
    let verifiers = [signer.verifier, other.verifier]
    let forged = try SignedNote.sign(text: text, by: [other])
    #expect(throws: NoteFault.originDidNotSign(origin: signer.name)) {
      try Checkpoint(verifying: forged, by: verifiers)
    }
    let both = try SignedNote.sign(text: text, by: [other, signer])
    #expect(try Checkpoint(verifying: both, by: verifiers).size == 8)
  }

  @Test func `a signed text that is no checkpoint is refused`() throws {
    let signer = try Log.signer()
    let note = try SignedNote.sign(text: "\(signer.name)\nhello\n", by: [signer])
    #expect(throws: NoteFault.self) { try Checkpoint(verifying: note, by: [signer.verifier]) }
  }
}
