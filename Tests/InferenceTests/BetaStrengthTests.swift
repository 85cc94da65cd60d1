import Testing

@testable import Inference

/// The strength that the spread of rates asks for.
@Suite struct BetaStrengthTests {
  /// Rates drawn from Beta(s mean, s (1 - mean)), each seen `each` times.
  private func rates(
    _ count: Int, strength: Int, each: Int, seed: UInt64
  ) -> (right: [Double], all: [Double], means: [Double]) {
    var chance = SplitMix64(seed: seed)
    var (right, means): ([Double], [Double]) = ([], [])
    for place in 0..<count {
      // An urn of `strength` balls, of which a share is right, gains a ball of each kind drawn.
      let good = place % 2 == 0 ? strength / 2 : strength * 3 / 4
      var (yes, no) = (good, strength - good)
      for _ in 0..<each {
        if chance.below(yes + no) < yes { yes += 1 } else { no += 1 }
      }
      right.append(Double(yes - good))
      means.append(Double(good) / Double(strength))
    }
    return (right, [Double](repeating: Double(each), count: count), means)
  }

  @Test(arguments: [4, 8, 24, 60], 1...3 as ClosedRange<UInt64>)
  func `the strength that made the rates is found`(strength: Int, seed: UInt64) {
    let (right, all, means) = rates(4_000, strength: strength, each: 30, seed: seed)
    let found = BetaStrength.likeliest(right: right, all: all, means: means, within: 1...500)
    #expect(abs(found / Double(strength) - 1) < 0.15, "seed \(seed): \(found)")
  }

  @Test func `rates that do not differ ask for all the strength there is, wild ones for none`() {
    let all = [Double](repeating: 20, count: 50)
    let means = [Double](repeating: 0.5, count: 50)
    let even = [Double](repeating: 10, count: 50)
    let wild = (0..<50).map { $0 % 2 == 0 ? 0.0 : 20 }
    func likeliest(_ right: [Double]) -> Double {
      BetaStrength.likeliest(right: right, all: all, means: means, within: 2...80)
    }
    #expect(abs(likeliest(even) - 80) < 0.01)
    #expect(abs(likeliest(wild) - 2) < 0.01)
  }

  @Test func `the fixed point goes where the likelihood is greatest`() {
    let (right, all, means) = rates(2_000, strength: 8, each: 20, seed: 5)
    let same = means.indices.filter { means[$0] == 0.5 }
    let (some, of) = (same.map { right[$0] }, same.map { all[$0] })
    var strength = 30.0
    for _ in 0..<400 {
      strength = BetaStrength.fit(right: some, all: of, mean: 0.5, from: strength, within: 1...500)
    }
    let likeliest = BetaStrength.likeliest(
      right: some, all: of, means: of.map { _ in 0.5 }, within: 1...500)
    #expect(abs(strength / likeliest - 1) < 0.01)
  }
}
