import Testing

@testable import Witan

/// Promises against what came of them.
@Suite struct PromiseScoreTests {
  private func trial(
    _ odds: Int, answered: Int? = nil, number: Int = 0
  ) -> PromiseTrial {
    PromiseTrial(
      question: ID("q-\(number)"), subject: ID("snakes"),
      promise: Promise(
        experts: 1, awake: 1, here: 0, proved: 0, provedAwake: 0, provedHere: 0,
        odds: Promise.horizonsSeconds.map { .init(withinSeconds: $0, partsPerMillion: odds) },
        expectedWaitSeconds: 9),
      madeAt: Sample.noon, answeredAt: answered.map { Sample.noon.adding(seconds: $0) })
  }

  @Test func `a made history has its table`() {
    let trials =
      (0..<8).map { trial(850_000, answered: 60, number: $0) }
      + [trial(850_000, answered: 121), trial(850_000)]
      + [trial(150_000, answered: 700), trial(150_000), trial(999_999, answered: 1)]
    let score = PromiseScore(
      subject: "snakes", trials, now: Sample.noon.adding(seconds: 3_600))
    #expect(score.promises == 13 && score.horizons.map(\.withinSeconds) == [120, 600, 3_600])
    #expect(score.horizons.map(\.count) == [13, 13, 13])
    let tenths = score.horizons.map { $0.tenths.map(\.fromPartsPerMillion) }
    #expect(tenths == Array(repeating: [100_000, 800_000, 900_000], count: 3))
    #expect(score.horizons.map { $0.tenths[0].keptPartsPerMillion } == [0, 0, 500_000])
    #expect(score.horizons.map { $0.tenths[1].keptPartsPerMillion } == [800_000, 900_000, 900_000])
    #expect(score.horizons[0].tenths[1].promisedPartsPerMillion == 850_000)
    #expect(score.horizons[0].tenths[2].keptPartsPerMillion == 1_000_000)
    // 8 x 0.15^2 + 2 x 0.85^2 + 2 x 0.15^2 + 0, over 13.
    #expect(score.horizons[0].brierPartsPerMillion == 1_670_000 / 13)
    #expect(score.horizons[0].keptPartsPerMillion == 9_000_000 / 13)
  }

  @Test func `a promise is judged when its time is over, though an answer came before`() {
    let trials = [trial(500_000), trial(500_000), trial(500_000, answered: 5)]
    func counts(_ seconds: Int) -> [Int] {
      PromiseScore(subject: nil, trials, now: Sample.noon.adding(seconds: seconds))
        .horizons.map(\.count)
    }
    #expect(counts(60) == [0, 0, 0])
    #expect(counts(120) == [3, 0, 0])
    #expect(counts(600) == [3, 3, 0])
    #expect(counts(3_600) == [3, 3, 3])
  }

  @Test func `nothing to judge is no score`() {
    let score = PromiseScore(subject: nil, [], now: Sample.noon)
    #expect(score.promises == 0 && score.horizons.allSatisfy { $0.brierPartsPerMillion == nil })
    #expect(score.horizons.allSatisfy { $0.tenths.isEmpty && $0.keptPartsPerMillion == 0 })
  }
}
