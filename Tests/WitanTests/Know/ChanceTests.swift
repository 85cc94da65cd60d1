import Testing
import Witan

@Suite struct ChanceTests {
  /// The first numbers of the reference implementation, https://prng.di.unimi.it/splitmix64.c.
  @Test(arguments: [
    (
      UInt64(0),
      [
        0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F,
        0xF88B_B8A8_724C_81EC, 0x1B39_896A_51A8_749B,
      ] as [UInt64]
    ),
    (
      UInt64(1_234_567),
      [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ] as [UInt64]
    ),
  ])
  func `the stream is that of SplitMix64`(seed: UInt64, numbers: [UInt64]) {
    var chance = Chance(seed: seed)
    #expect((0..<numbers.count).map { _ in chance.next() } == numbers)
  }

  @Test func `each bounded number comes as often as any other`() {
    let seed: UInt64 = 11
    var chance = Chance(seed: seed)
    for bound in 1...12 {
      var counts = [Int](repeating: 0, count: bound)
      for _ in 0..<(bound * 1_000) { counts[chance.below(bound)] += 1 }
      // Twelve bounds, six standard deviations: a fair stream fails once in a million seeds.
      let isEven = counts.allSatisfy { abs($0 - 1_000) < 190 }
      #expect(isEven, "seed \(seed), bound \(bound): \(counts)")
    }
    #expect(chance.below(1) == 0)
  }

  @Test func `numbers below the greatest bound stay below it`() {
    var chance = Chance(seed: 3)
    for _ in 0..<1_000 {
      #expect(chance.below(Int.max) < Int.max)
      let odd = Int.max / 3 * 2 + 1
      #expect((0..<odd).contains(chance.below(odd)))
    }
  }

  @Test func `the normal deviate has mean nought and variance one`() {
    let seed: UInt64 = 5
    var chance = Chance(seed: seed)
    let draws = (0..<20_000).map { _ in Double(chance.normalPartsPerMillion()) / 1e6 }
    let mean = draws.reduce(0, +) / 20_000
    let variance = draws.reduce(0) { $0 + $1 * $1 } / 20_000
    #expect(abs(mean) < 0.03, "seed \(seed)")
    #expect(abs(variance - 1) < 0.04, "seed \(seed)")
    #expect(draws.allSatisfy { abs($0) <= 6 })
  }
}
