import Foundation
import Testing
import Witan
import WitanTampering

/// Whatever is done to a community's file is found, and nothing else: `tools/prove-tamper` does the
/// same by the thousand.
@Suite struct TamperTests {
  private func exercise<Result>(
    seed: UInt64, communities: Int, _ body: (inout TamperExercise) async throws -> Result
  ) async throws -> (TamperExercise, Result) {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "witan-tamper-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var exercise = try await TamperExercise(
      in: folder.path, seed: seed, communities: communities)
    let result = try await body(&exercise)
    return (exercise, result)
  }

  @Test func `every attack is found, each kind of it several times`() async throws {
    let (exercise, _) = try await exercise(seed: 1_000, communities: 4) {
      try await $0.attack(2 * Tamper.allCases.count)
    }
    #expect(exercise.misses.isEmpty, "\(exercise.misses.prefix(5))")
    let found = exercise.tallies.values.reduce(0) { $0 + $1.found }
    let named = exercise.tallies.values.reduce(0) { $0 + $1.named }
    #expect(found >= 150 && named * 10 >= found * 9, "\(found) found, of \(named) the place")
    let without = Tamper.allCases.filter { (exercise.tallies[$0]?.found ?? 0) == 0 }
    #expect(without.count <= 6, "never done: \(without)")
  }

  @Test func `all kinds of events and of records are in the communities that are attacked`()
    async throws
  {
    let (exercise, kinds) = try await exercise(seed: 1_000, communities: 8) {
      (try await $0.kinds(), try await $0.recordKinds())
    }
    #expect(exercise.misses.isEmpty, "\(exercise.misses.prefix(5))")
    let missing = Set(Event.kinds).subtracting(kinds.0)
    #expect(missing.isEmpty, "never happened: \(missing.sorted())")
    let empty = Set(RecordKind.allCases).subtracting(kinds.1)
    #expect(empty.isEmpty, "without a record: \(empty)")
  }

  @Test func `what is whole in itself is found beside a checkpoint kept elsewhere`() async throws {
    let (exercise, whole) = try await exercise(seed: 31, communities: 2) {
      try await $0.attackWhole()
    }
    #expect(exercise.misses.isEmpty, "\(exercise.misses.prefix(5))")
    #expect(whole.done == 10)
    // An older file, a fork and another history cannot be told from the file alone.
    #expect(whole.foundAlone <= 2)
  }

  @Test func `nothing is said of what nobody changed`() async throws {
    let (exercise, count) = try await exercise(seed: 77, communities: 1) {
      try await $0.leaveAlone(15)
    }
    #expect(exercise.misses.isEmpty, "\(exercise.misses.prefix(5))")
    #expect(count == 15)
  }
}
