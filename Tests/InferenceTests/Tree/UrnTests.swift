import Testing

@testable import Inference

@Suite struct UrnTests {
  private func probability(_ counts: [Int], _ concentration: Double) -> Double {
    let urn = Urn(concentration: concentration)
    let chance = 1 / Double(counts.count)
    let draws = counts.map { urn.logDraws($0, chance: chance) }.reduce(0, +)
    return Logarithm.exponential(draws - urn.logTotal(counts.reduce(0, +)))
  }

  @Test func `small urns have the known probabilities`() {
    // Two children, concentration 2: as the rule of succession.
    #expect(agree(probability([1, 0], 2), 1.0 / 2))
    #expect(agree(probability([2, 0], 2), 1.0 / 3))
    #expect(agree(probability([1, 1], 2), 1.0 / 6))
    #expect(agree(probability([3, 0], 2), 1.0 / 4))
    #expect(agree(probability([2, 2], 2), 1.0 / 30))
    #expect(agree(probability([0, 0], 2), 1))
    #expect(agree(probability([2, 1], .infinity), 1.0 / 8))
  }

  /// Blackwell & MacQueen 1973: the next draw is (c q + n) / (c + total).
  @Test(arguments: [0.05, 0.7, 3, 100])
  func `the second draw repeats the first with the urn's probability`(concentration: Double) {
    let again =
      probability([2, 0, 0, 0], concentration) / probability([1, 0, 0, 0], concentration)
    #expect(agree(again, (concentration / 4 + 1) / (concentration + 1)))
    #expect(again > 1 / (1 + concentration))
  }

  @Test(arguments: [0.3, 2, Double.infinity])
  func `all ways to draw sum to one`(concentration: Double) {
    var sum = 0.0
    let draws = 6
    for first in 0...draws {
      for second in 0...(draws - first) {
        let counts = [first, second, draws - first - second]
        let ways = counts.map(factorial).reduce(factorial(draws), /)
        sum += ways * probability(counts, concentration)
      }
    }
    #expect(agree(sum, 1))
  }

  private func factorial(_ number: Int) -> Double { (0..<number).reduce(1) { $0 * Double($1 + 1) } }

  @Test func `a hundred thousand draws stay exact`() {
    let urn = Urn(concentration: 0.9)
    let direct = (0..<100_000).reduce(0.0) { $0 + Logarithm.natural(0.3 + Double($1)) }
    let found = urn.logDraws(100_000, chance: 1.0 / 3)
    #expect(abs(found - direct) < 1e-9 * direct)
  }
}
