import Ledger
import Testing
import WitanTesting

@testable import Witan

/// An audit is clean after any history, and names whatever was changed since.
@Suite struct AuditorTests {
  private func history(_ seed: UInt64, _ count: Int) async throws -> House {
    let house = try await House(seed: seed, experts: 5 + Int(seed % 9))
    var history = RandomHistory(house, seed: seed)
    try await history.run(count)
    return house
  }

  @Test(arguments: 1...10) func `any history is clean`(seed: UInt64) async throws {
    let house = try await history(seed, 120)
    let report = try await house.verify()
    #expect(report.isClean, "seed \(seed): \(report.faults.prefix(5))")
    #expect(report.entries > 60 && report.verdicts > 0 && report.routes > 0, "seed \(seed)")
    #expect(report.checkpointSize == report.entries)
    let everything = try await house.everything()
    #expect(report.records == everything.tables.values.reduce(0) { $0 + $1.count })
  }

  @Test(arguments: 1...4) func `whatever is changed is named`(seed: UInt64) async throws {
    let house = try await history(seed, 60)
    let record = try await house.everything()
    let last = record.entryBytes.count - 1
    var chance = Chance(seed: seed)
    for tampering in Tampering.allCases {
      for round in 0..<2 {
        var forged = record
        let place = tampering.apply(&forged, &chance)
        guard forged != record else { continue }
        let report = try forged.verify()
        #expect(!report.isClean, "seed \(seed) \(tampering) \(round): \(place) is not found")
        #expect(
          report.faults.contains { $0.place.contains(place) },
          "seed \(seed) \(tampering) \(round) of \(last): \(place): \(report.faults.prefix(3))")
      }
    }
  }

  @Test func `a history that was rewritten with its tree contradicts the checkpoint`() async throws
  {
    let house = try await history(3, 60)
    let old = try await house.desk.checkpoint()
    let record = try await house.everything()
    #expect(try record.verify(against: old).isClean)
    var cut = record
    cut.entryBytes.removeLast()
    cut.rebuildTree()
    #expect(try cut.verify(against: old).faults.contains { $0.place == "older checkpoint" })
    #expect(try cut.verify().faults.contains { $0.place == "checkpoint" })
    var rewritten = record
    rewritten.entryBytes[5] = rewritten.entryBytes[4]
    rewritten.rebuildTree()
    #expect(try rewritten.verify(against: old).faults.contains { $0.place == "older checkpoint" })
    let other = try await House(seed: 9).desk.checkpoint()
    #expect(try record.verify(against: other).isClean == false)
    #expect(
      try record.verify(against: "nonsense").faults.contains { $0.place == "older checkpoint" })
  }

  @Test func `an older checkpoint is a beginning of every later state`() async throws {
    let house = try await House(seed: 4)
    var history = RandomHistory(house, seed: 4)
    var notes: [String] = []
    for _ in 0..<6 {
      notes.append(try await house.desk.checkpoint())
      try await history.run(15)
    }
    for note in notes {
      #expect(try await house.desk.verify(house.steward, against: note).isClean)
    }
  }

  @Test func `every entry can be proved, and every size is a beginning`() async throws {
    let house = try await history(6, 40)
    let record = try await house.everything()
    let size = record.entryBytes.count
    let key = try await house.archive.read { try $0.community().verifierKey }
    for index in 0..<size {
      let proof = try ProofFile(parsing: try await house.desk.prove(index: index))
      let checkpoint = try proof.verify(
        entry: record.entryBytes[index], by: [NoteVerifier(key)])
      #expect(checkpoint.size == size)
      #expect(throws: (any Error).self) {
        try proof.verify(entry: record.entryBytes[(index + 1) % size], by: [NoteVerifier(key)])
      }
    }
    for old in 1...size {
      let sheet = try await house.desk.proveConsistency(from: old, to: old % 3 == 0 ? nil : size)
      try MerkleTree.verifyConsistency(
        oldSize: old, oldRoot: #require(TreeHash(hex: sheet.oldRoot)), newSize: sheet.newSize,
        newRoot: #require(TreeHash(hex: sheet.newRoot)),
        proof: sheet.proof.map { try #require(TreeHash(hex: $0)) })
    }
    #expect(await refusal { _ = try await house.desk.prove(index: size) }?.sort == .notFound)
    #expect(await refusal { _ = try await house.desk.prove(index: -1) }?.sort == .notFound)
    for (old, new) in [(0, 3), (-1, 3), (4, 3), (1, size + 1)] {
      #expect(
        await refusal { _ = try await house.desk.proveConsistency(from: old, to: new) }?.sort
          == .invalid)
    }
  }
}
