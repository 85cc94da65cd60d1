import Testing
import Witan
import WitanSQLite
import WitanTesting

/// The one exercise, on each keeper that needs no server.
@Suite(.timeLimit(.minutes(2)))
struct ArchiveExerciseTests {
  @Test(arguments: ArchiveExercise.allCases)
  func `an archive in SQLite passes the exercise`(_ chapter: ArchiveExercise) async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      #expect(try await chapter.run(on: archive) == [])
      try await archive.close()
    }
  }

  @Test(arguments: ArchiveExercise.allCases)
  func `an archive in memory passes the exercise`(_ chapter: ArchiveExercise) async throws {
    #expect(try await chapter.run(on: MemoryArchive(sealer: ArchiveExercise.seal)) == [])
  }

  @Test(arguments: ArchiveExercise.allCases)
  func `a failing archive that does not fail passes too`(
    _ chapter: ArchiveExercise
  ) async throws {
    let archive = FailingArchive(
      MemoryArchive(sealer: ArchiveExercise.seal), seed: 1, failingPartsPerMillion: 0)
    #expect(try await chapter.run(on: archive) == [])
    #expect(archive.count == FailingArchive.Count())
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a failing archive keeps what it says it kept, and nothing that it forgot`(
    seed: UInt64
  ) async throws {
    let memory = MemoryArchive()
    let archive = FailingArchive(memory, seed: seed, failingPartsPerMillion: 500_000)
    var passed = 0
    for number in 0..<200 {
      do {
        try await archive.write { try $0.append([UInt8(number)]) }
        passed += 1
      } catch is InjectedFault {}
    }
    let count = archive.count
    #expect(count.forgotten > 20 && count.kept > 20 && passed > 50, "seed \(seed)")
    #expect(count.forgotten + count.kept + passed == 200)
    #expect(try await memory.read { try $0.ledgerSize() } == passed + count.kept)
    archive.fail(partsPerMillion: 0)
    try await archive.write { try $0.append([0]) }
  }
}
