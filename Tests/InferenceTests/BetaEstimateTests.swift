import Inference
import Testing

@Suite struct BetaEstimateTests {
  @Test func `three levels give the known mean, count and deviation`() {
    let pooled = BetaEstimate.pooled(
      priorMean: 0.5, strengths: [10, 4, 2], counts: [(15, 5), (3, 1), (0, 1)])
    let first = (10 * 0.5 + 15) / 30
    let second = (4 * first + 3) / 8
    let third = (2 * second) / 3
    #expect(agree(pooled.mean, third, within: 1e-15))
    #expect(pooled.effectiveCount == 3)
    let deviation = (third * (1 - third) / 4).squareRoot()
    #expect(agree(pooled.standardDeviation, deviation, within: 1e-15))
  }

  @Test func `without counts the prior rules, with many the counts do`() {
    let none = BetaEstimate.pooled(priorMean: 0.7, strengths: [5, 5], counts: [(0, 0), (0, 0)])
    #expect(agree(none.mean, 0.7))
    #expect(none.effectiveCount == 5)
    let many = BetaEstimate.pooled(priorMean: 0.7, strengths: [5], counts: [(1_000, 9_000)])
    #expect(agree(many.mean, 0.1, within: 1e-3))
    #expect(many.standardDeviation < 0.004)
  }

  @Test func `no levels, or empty ones, leave the prior with the deviation of one toss`() {
    for counts in [[], [(right: 0.0, wrong: 0.0)]] {
      let strengths = counts.map { _ in 0.0 }
      let pooled = BetaEstimate.pooled(priorMean: 0.5, strengths: strengths, counts: counts)
      #expect(pooled.mean == 0.5)
      #expect(pooled.effectiveCount == 0)
      #expect(pooled.standardDeviation == 0.5)
    }
  }

  @Test(arguments: 0..<500 as Range<UInt64>)
  func `the mean stays in bounds, and one more right answer never lowers it`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    var strengths: [Double] = []
    var counts: [(right: Double, wrong: Double)] = []
    for _ in 0...chance.below(4) {
      strengths.append(chance.unit() * 20 - 1)
      counts.append((chance.unit() * 30 - 1, chance.unit() * 30 - 1))
    }
    let priorMean = chance.unit() * 1.2 - 0.1
    let before = BetaEstimate.pooled(priorMean: priorMean, strengths: strengths, counts: counts)
    #expect((0...1).contains(before.mean))
    #expect(before.standardDeviation.isFinite)
    let level = chance.below(counts.count)
    counts[level].right = max(0, counts[level].right) + 1
    let after = BetaEstimate.pooled(priorMean: priorMean, strengths: strengths, counts: counts)
    #expect(after.mean >= before.mean - 1e-15)
  }
}
