import Ledger
import Testing

/// Cosignatures (C2SP tlog-cosignature), by the second test key of RFC 8032.
struct CosignatureTests {
  private func cosigner() throws -> Cosigner {
    let seed = try Fixture.json("notes.json").member("seeds").elements()[1].text()
    return try Cosigner(name: "witness.example/w1", seed: #require(Hex.decode(seed)))
  }

  @Test func `the known cosignature verifies, and tells its time`() throws {
    let note = try SignedNote(parsing: Log.file("cosigned"))
    let (log, witness) = (try Log.signer().verifier, try cosigner().verifier)
    #expect(try note.verify(by: [log, witness]) == [log, witness])
    #expect(try note.verify(by: [witness]) == [witness])
    #expect(note.seconds(by: witness) == 1_700_000_000)
    #expect(note.seconds(by: log) == nil)
    #expect(try Checkpoint(verifying: note, by: [log, witness]).size == 8)
  }

  @Test func `the same cosignature comes out of the same key and time`() throws {
    let alone = try SignedNote(parsing: Log.file("checkpoint"))
    let checkpoint = try Checkpoint(parsing: alone.text)
    let line = try cosigner().cosignature(of: checkpoint, at: 1_700_000_000)
    let both = try alone.adding(line)
    // Ed25519 of swift-crypto is not the same bytes each time; the text and the key must be.
    #expect(both.text == alone.text && both.signatures.count == 2)
    #expect(line.keyID == 0x04D2_D833 && line.keyName == "witness.example/w1")
    #expect(both.seconds(by: try cosigner().verifier) == 1_700_000_000)
    #expect(try both.verify(by: [cosigner().verifier]).count == 1)
    #expect(try both.adding(line).signatures.count == 2)
    #expect(try SignedNote(parsing: both.description) == both)
  }

  @Test func `another time, text or key fails, and an unknown witness is ignored`() throws {
    let note = try SignedNote(parsing: Log.file("cosigned"))
    let (log, witness) = (try Log.signer().verifier, try cosigner().verifier)
    let line = try #require(note.signatures.last)
    for place in [0, 7, 8, 71] {
      var bytes = line.bytes
      bytes[place] ^= 1
      let forged = try note.adding(
        NoteSignature(keyName: line.keyName, keyID: line.keyID, bytes: bytes))
      #expect(throws: NoteFault.signatureFails(keyName: witness.name), "byte \(place)") {
        try forged.verify(by: [log, witness])
      }
      #expect(try forged.verify(by: [log]) == [log])
    }
    let short = try note.adding(
      NoteSignature(keyName: line.keyName, keyID: line.keyID, bytes: Array(line.bytes.dropLast())))
    #expect(throws: NoteFault.self) { try short.verify(by: [witness]) }
    let other = try Cosigner(name: "witness.example/w1", seed: Array(repeating: 9, count: 32))
    #expect(throws: NoteFault.noKnownSignature) { try note.verify(by: [other.verifier]) }
  }

  @Test func `a witness of the log's own name does not speak for the log`() throws {
    let origin = try Log.signer().name
    let impostor = try Cosigner(name: origin, seed: Array(repeating: 3, count: 32))
    let alone = try SignedNote(parsing: Log.file("checkpoint"))
    let line = try impostor.cosignature(of: Checkpoint(parsing: alone.text), at: 1)
    let note = try SignedNote(text: alone.text, signatures: [line])
    #expect(throws: NoteFault.originDidNotSign(origin: origin)) {
      try Checkpoint(verifying: note, by: [impostor.verifier])
    }
  }

  @Test func `a witness's key is spelt with its kind`() throws {
    let witness = try cosigner().verifier
    #expect(witness.kind == .witness)
    #expect(witness.key.hasPrefix("witness.example/w1+04d2d833+B"))
    #expect(try NoteVerifier(witness.key) == witness)
    #expect("\(try cosigner())" == "Cosigner(witness.example/w1)")
  }
}
