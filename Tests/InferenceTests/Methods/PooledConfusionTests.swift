import Testing

@testable import Inference

@Suite struct PooledConfusionTests {
  private func fit(_ seed: UInt64, anchor: Double = 0) throws -> PooledConfusion.Fit {
    let classes = 2 + Int(seed % 4)
    let table = try NamedVotes.build(
      RandomVotes(
        seed: seed, tasks: 150, workers: 14, classes: classes, votesEach: 3
      ) { 0.3 + 0.04 * Double($0) }.votes
    ).table
    let stopping = StoppingRule(limit: 400, tolerance: 1e-9)
    return PooledConfusion(stopping: stopping, anchor: anchor).fit(table, from: table.shares())
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `the log-posterior never falls once the prior stands still`(seed: UInt64) throws {
    for anchor in [0.0, 3.0] {
      let trace = try fit(seed, anchor: anchor).posteriorTrace
      #expect(trace.count > 3, "seed \(seed)")
      for (before, after) in zip(trace, trace.dropFirst()) {
        #expect(after >= before - 1e-7, "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `it comes to rest`(seed: UInt64) throws { #expect(try fit(seed).hasConverged) }
}
