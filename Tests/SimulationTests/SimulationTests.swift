import Foundation
import Testing

/// Whole communities by seed: `WITAN_SEEDS=100 swift test --filter Simulation` for more of them.
@Suite struct SimulationTests {
  static let seeds: [UInt64] = {
    let wanted = ProcessInfo.processInfo.environment["WITAN_SEEDS"].flatMap(Int.init) ?? 3
    return (0..<max(1, wanted)).map { UInt64($0 + 1) }
  }()

  @Test(arguments: seeds)
  func `whatever fails, nothing acknowledged is lost`(seed: UInt64) async throws {
    var simulation = try await Simulation(seed: seed)
    for _ in 0..<4 { try await simulation.phase(verbs: 70) }
    let count = simulation.count
    print("seed \(seed): \(count.done) done, \(count.refused) refused, \(count.failed) failed")
    #expect(count.done > 60 && count.refused > 10 && count.failed > 10, "seed \(seed)")
  }
}
