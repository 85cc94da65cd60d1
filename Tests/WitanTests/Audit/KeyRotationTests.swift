import Ledger
import Testing
import WitanTesting

@testable import Witan

/// A new key signs what comes after it; the old one, stolen, no more.
@Suite struct KeyRotationTests {
  private let old: NoteSigner
  private let new: NoteSigner

  init() throws {
    old = try NoteSigner(name: House.origin, seed: [UInt8](repeating: 7, count: 32))
    new = try NoteSigner(name: House.origin, seed: [UInt8](repeating: 8, count: 32))
  }

  /// The note over a record's first entries.
  private func note(
    _ record: OpenRecord, _ size: Int? = nil, by signers: [NoteSigner]
  ) throws -> String {
    let size = size ?? record.entryBytes.count
    let root = try MerkleTree.root(size: size, nodes: record)
    let text = Checkpoint(origin: House.origin, size: size, root: root).text
    return try SignedNote.sign(text: text, by: signers).description
  }

  /// A record with a question before and after its key was replaced, and its size before.
  private func rotated() async throws -> (record: OpenRecord, before: Int) {
    let house = try await House()
    _ = try await house.ask()
    let before = try await house.everything().entryBytes.count
    let keys = try await house.desk.rotateKey(house.steward, from: old, to: new)
    #expect(keys.map(\.key) == [old.verifier.key, new.verifier.key])
    #expect(keys.map(\.fromSize) == [0, before + 1])
    _ = try await house.ask()
    return (try await house.everything(), before)
  }

  @Test func `the new key signs, both may, and the old one alone is not believed`() async throws {
    var (record, before) = try await rotated()
    record.note = try note(record, by: [new])
    let report = try record.verify()
    #expect(report.isClean, "\(report.faults)")
    #expect(report.keys.map(\.fromSize) == [0, before + 1])
    record.note = try note(record, by: [old, new])
    #expect(try record.verify().isClean)
    record.note = try note(record, by: [old])
    let stolen = try record.verify()
    #expect(stolen.faults.map(\.place) == ["checkpoint"], "\(stolen.faults)")
    #expect(stolen.faults.first?.reason.contains(old.verifier.key) == true)
  }

  @Test func `each older checkpoint needs the key of its size`() async throws {
    var (record, before) = try await rotated()
    record.note = try note(record, by: [new])
    for size in 1...record.entryBytes.count {
      for signers in [[old], [new], [old, new]] {
        let kept = try note(record, size, by: signers)
        let wanted = size <= before ? old : new
        let isRight = signers.contains { $0.verifier == wanted.verifier }
        #expect(try record.verify(against: kept).isClean == isRight, "size \(size)")
      }
    }
  }

  @Test func `who stole the old key can neither sign nor hide the rotation`() async throws {
    var (record, before) = try await rotated()
    record.note = try note(record, by: [new])
    let kept = try note(record, by: [new])
    // A record without the rotation, signed with the stolen key, stands on its own; what was kept
    // elsewhere tells.
    var forged = record
    forged.entryBytes = Array(record.entryBytes[..<before])
    forged.rebuildTree()
    forged.note = try note(forged, by: [old])
    #expect(try !forged.verify(against: kept).isClean)
    // Another rotation, to a key of the thief's, in place of the true one.
    let thief = try NoteSigner(name: House.origin, seed: [UInt8](repeating: 9, count: 32))
    let house = try await House()
    _ = try await house.ask()
    _ = try await house.desk.rotateKey(house.steward, from: old, to: thief)
    var other = try await house.everything()
    other.note = try note(other, by: [thief])
    #expect(try !other.verify(against: kept).isClean)
  }

  @Test func `a signature line that was changed in the event is found`() async throws {
    var (record, before) = try await rotated()
    let entry = try Entry(bytes: record.entryBytes[before])
    guard case .keyRotated(let fact) = entry.event else {
      Issue.record("entry \(before) is no rotation")
      return
    }
    let thief = try NoteSigner(name: House.origin, seed: [UInt8](repeating: 9, count: 32))
    let text = KeyRotated.statement(
      origin: House.origin, index: before, from: fact.from, to: thief.verifier.key)
    let byThief = try thief.signature(for: text).line
    for signatures in [
      [fact.signatures[0], byThief], [byThief, byThief], [fact.signatures[0]], [],
      [fact.signatures[1], fact.signatures[1]],
    ] {
      let forged = KeyRotated(from: fact.from, to: thief.verifier.key, signatures: signatures)
      record.entryBytes[before] = try Entry(
        index: before, community: entry.community, at: entry.at, by: entry.by,
        event: .keyRotated(forged), salt: entry.salt
      ).bytes()
      record.rebuildTree()
      record.note = try note(record, by: [thief])
      let report = try record.verify()
      #expect(report.faults.contains { $0.place == "entry \(before)" }, "\(signatures)")
    }
  }

  @Test func `only a steward rotates, from the key in force to one that never was`() async throws {
    let house = try await House()
    for caller in [house.auditor, house.asker, house.experts[0]] {
      await #expect(throws: Refusal.self) {
        try await house.desk.rotateKey(caller, from: old, to: new)
      }
    }
    await #expect(throws: Refusal.self) {
      try await house.desk.rotateKey(house.steward, from: new, to: old)
    }
    await #expect(throws: Refusal.self) {
      try await house.desk.rotateKey(house.steward, from: old, to: old)
    }
    let foreign = try NoteSigner(name: "x.example", seed: [UInt8](repeating: 8, count: 32))
    await #expect(throws: Refusal.self) {
      try await house.desk.rotateKey(house.steward, from: old, to: foreign)
    }
    #expect(try await house.desk.keys().count == 1)
    _ = try await house.desk.rotateKey(house.steward, from: old, to: new)
    for pair in [(old, new), (new, old), (new, new)] {
      await #expect(throws: Refusal.self) {
        try await house.desk.rotateKey(house.steward, from: pair.0, to: pair.1)
      }
    }
    #expect(try await house.desk.keys().count == 2)
  }

  @Test func `who knows the old key can follow the hand-over with it`() async throws {
    let (record, before) = try await rotated()
    let community = try Canonical.value(
      Community.self, #require(record.tables[.community]?["community"]))
    let handOver = try #require(community.keys.last?.handOver)
    let note = try SignedNote(parsing: handOver)
    #expect(try note.verify(by: [old.verifier]) == [old.verifier])
    #expect(try note.verify(by: [new.verifier]) == [new.verifier])
    #expect(
      note.text == "witan key rotation v1\n\(House.origin)\n\(before)\n\(old.verifier.key)\n"
        + "\(new.verifier.key)\n")
    #expect(throws: NoteFault.self) { try Checkpoint(parsing: note.text) }
  }
}
