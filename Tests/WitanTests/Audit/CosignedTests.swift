import Ledger
import Testing
import WitanTesting

@testable import Witan

/// Checkpoints that witnesses have signed too.
@Suite struct CosignedTests {
  private let witness: Cosigner

  init() throws {
    witness = try Cosigner(name: "w.example", seed: [UInt8](repeating: 3, count: 32))
  }

  @Test func `a witness who is asked for must have cosigned`() async throws {
    let house = try await House()
    let note = try SignedNote(parsing: try await house.desk.checkpoint())
    let line = try witness.cosignature(of: Checkpoint(parsing: note.text), at: 1_700_000_000)
    let cosigned = try note.adding(line)
    _ = try await house.ask()
    func verify(_ note: SignedNote, _ witnesses: [NoteVerifier]) async throws -> AuditReport {
      try await house.desk.verify(house.steward, against: note.description, witnesses: witnesses)
    }
    let report = try await verify(cosigned, [witness.verifier])
    #expect(report.isClean, "\(report.faults)")
    #expect(report.cosigned.map(\.witness) == ["w.example"])
    #expect(report.cosigned.first?.at.text == "2023-11-14T22:13:20.000Z")
    #expect(try await verify(cosigned, []).isClean)
    let absent = try await verify(note, [witness.verifier])
    #expect(absent.faults.map(\.place) == ["older checkpoint"])
    var bytes = line.bytes
    bytes[70] ^= 1
    let forged = try note.adding(
      NoteSignature(keyName: line.keyName, keyID: line.keyID, bytes: bytes))
    #expect(try await verify(forged, [witness.verifier]).isClean == false)
    #expect(try await verify(forged, []).isClean, "unknown keys are ignored")
  }

  @Test func `an entry is proved under a cosigned checkpoint of this ledger, and no other`()
    async throws
  {
    let house = try await House()
    let note = try SignedNote(parsing: try await house.desk.checkpoint())
    let old = try Checkpoint(parsing: note.text)
    let cosigned = try note.adding(witness.cosignature(of: old, at: 1_700_000_000))
    _ = try await house.ask()
    let entry = try await house.everything().entryBytes[3]
    let proof = try ProofFile(
      parsing: await house.desk.prove(index: 3, under: cosigned.description))
    #expect(proof.checkpoint == cosigned)
    let log = try await NoteVerifier(house.desk.keys()[0].key)
    #expect(try proof.verify(entry: entry, by: [log, witness.verifier]) == old)
    await #expect(throws: Refusal.notFound(kind: "entry", name: "\(old.size)")) {
      try await house.desk.prove(index: old.size, under: cosigned.description)
    }
    let signer = try NoteSigner(name: House.origin, seed: [UInt8](repeating: 7, count: 32))
    let forged = Checkpoint(origin: House.origin, size: old.size, root: MerkleTree.emptyRoot)
    let stranger = try NoteSigner(name: House.origin, seed: [UInt8](repeating: 6, count: 32))
    for wrong in [
      try SignedNote.sign(text: forged.text, by: [signer]).description,
      try SignedNote.sign(text: old.text, by: [stranger]).description,
      try await House(seed: 5).desk.checkpoint(), "nonsense", "",
    ] {
      await #expect(throws: Refusal.self) { try await house.desk.prove(index: 3, under: wrong) }
    }
  }
}
