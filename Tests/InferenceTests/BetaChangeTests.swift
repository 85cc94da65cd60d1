import Testing

@testable import Inference

/// A rate that fell is found where it fell, and a steady one is left alone.
@Suite struct BetaChangeTests {
  private func fall(_ isRight: [Bool], logFactor: Double = 5) -> Int? {
    BetaChange.fall(
      right: isRight.map { $0 ? 1 : 0 }, wrong: isRight.map { $0 ? 0 : 1 }, priorMean: 0.85,
      strength: 4, logFactor: logFactor)
  }

  @Test func `who was right and is so no more is found at the first wrong one`() {
    for honest in [20, 40, 200] {
      #expect(fall([Bool](repeating: true, count: honest)) == nil)
      let turned = [Bool](repeating: true, count: honest) + [Bool](repeating: false, count: 8)
      #expect(fall(turned) == honest)
    }
  }

  @Test func `who learns is not held to have fallen`() {
    #expect(fall([Bool](repeating: false, count: 20) + [Bool](repeating: true, count: 60)) == nil)
    #expect(fall([]) == nil)
    #expect(fall([false]) == nil)
  }

  @Test func `steady people are found to have fallen as rarely as the factor says`() {
    var state: UInt64 = 7
    func unit() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    var alarms = 0
    for person in 0..<2_000 {
      let rate = 0.5 + 0.45 * Double(person % 10) / 10
      if fall((0..<60).map { _ in unit() < rate }) != nil { alarms += 1 }
    }
    // A Bayes factor of e^5 comes by chance at most once in e^5 under the prior; twice is allowed.
    #expect(Double(alarms) <= 2 * 2_000 / 148)
  }

  @Test func `the factor is the ratio of the marginal likelihoods`() throws {
    // Two right, then two wrong, one place for a change at each of three gaps: by hand with a
    // uniform prior, B(3, 1) B(1, 3) / (B(3, 3) B(1, 1)) = (1/3)(1/3) / (1/30) = 10/3.
    func fall(_ logFactor: Double) -> Int? {
      BetaChange.fall(
        right: [1, 1, 0, 0], wrong: [0, 0, 1, 1], priorMean: 0.5, strength: 2,
        logFactor: logFactor)
    }
    let exact = Logarithm.natural(10.0 / 3 / 3)
    #expect(fall(exact - 1e-9) == 2 && fall(exact + 1e-9) == nil)
  }
}
