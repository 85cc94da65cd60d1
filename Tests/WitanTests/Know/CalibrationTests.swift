import Foundation
import Testing

@testable import Witan

/// How sure to be, learned from what came of it.
@Suite struct CalibrationTests {
  private static func judgements(_ logit: Double, right: Int, wrong: Int) -> [Judgement] {
    [Judgement](repeating: Judgement(logit: logit, isRight: true), count: right)
      + [Judgement](repeating: Judgement(logit: logit, isRight: false), count: wrong)
  }

  @Test(arguments: [250_000, 600_000, 1_000_000, 1_700_000])
  func `what is stated of a taxon comes back as it was`(slope: Int) {
    var calibration = Calibration(.first)
    calibration.taxonSlopePartsPerMillion = slope
    for probability in [0, 0.2, 0.5, 0.500001, 0.6, 0.85, 0.99, 0.999, 1] {
      let stated = calibration.taxon(probability)
      #expect(abs(calibration.unstated(taxon: stated) - probability) < 1e-9)
    }
  }

  /// logit 0.9 = log 9; half of it is log 3, whose probability is 3/4.
  @Test func `a slope of one half states three quarters of nine tenths`() {
    var calibration = Calibration(.first)
    calibration.taxonSlopePartsPerMillion = 500_000
    calibration.actionSlopePartsPerMillion = 2_000_000
    #expect(agree(calibration.taxon(0.9), 0.75))
    #expect(agree(calibration.unstated(taxon: 0.75), 0.9))
    // And twice log 3 is log 9.
    #expect(agree(calibration.action(0.75), 0.9))
  }

  @Test func `what does not lead is left as it is, and the order of what does`() {
    let calibration = Calibration(.first)
    for probability in [0, 0.1, 0.3, 0.5] {
      #expect(calibration.taxon(probability) == probability)
      #expect(calibration.action(probability) == probability)
    }
    let stated = (1...99).map { calibration.taxon(Double($0) / 100) }
    #expect(stated == stated.sorted() && Set(stated).count == 99)
    #expect(calibration.taxon(1) == 1)
  }

  @Test func `without outcomes the rule's assumptions hold`() {
    let calibration = Calibration(.first)
    #expect(calibration.taxonSlopePartsPerMillion == Rule.first.taxonSlopePartsPerMillion)
    #expect(calibration.actionSlopePartsPerMillion == Rule.first.actionSlopePartsPerMillion)
    #expect(calibration.actionsJudged.isEmpty && calibration.actionsWrong.isEmpty)
    #expect(Judgement.slope([], assumed: 600_000) == 600_000)
  }

  @Test func `outcomes that belie the sureness lower the slope, better ones raise it`() {
    // Of logit 3, which is 95 %, with 60 % to be stated at first: 1.8, which is 86 %.
    let over = Judgement.slope(Self.judgements(3, right: 60, wrong: 40), assumed: 600_000)
    let under = Judgement.slope(Self.judgements(3, right: 99, wrong: 1), assumed: 600_000)
    #expect(over < 600_000 && under > 600_000)
    // More of the same say the same more clearly.
    let more = Judgement.slope(Self.judgements(3, right: 600, wrong: 400), assumed: 600_000)
    #expect(more < over)
  }

  /// Where one logit alone is judged, the likeliest slope gives it the share that was right:
  /// slope x 3 = log(0.75 / 0.25).
  @Test func `many outcomes outweigh what was assumed`() {
    let slope = Judgement.slope(Self.judgements(3, right: 75_000, wrong: 25_000), assumed: 600_000)
    #expect(abs(Double(slope) / 1e6 - log(3) / 3) < 0.001)
  }

  @Test func `a slope stays within four times what was assumed`() {
    let never = Judgement.slope(Self.judgements(2, right: 0, wrong: 100_000), assumed: 600_000)
    let always = Judgement.slope(Self.judgements(2, right: 100_000, wrong: 0), assumed: 600_000)
    #expect(abs(never - 150_000) <= 1)
    #expect((600_000...2_400_000).contains(always) && always > 2_000_000)
  }

  /// Wilson's upper bound without an error is z^2 / (n + z^2); with z = 1.645 it is below one in a
  /// hundred from n = 99 z^2 = 267.9 on.
  @Test func `a class is proved by 268 verdicts without an error`() {
    var calibration = Calibration(.first)
    #expect(!calibration.isProved("harmless", limitPartsPerMillion: 10_000))
    for (judged, isProved) in [(1, false), (100, false), (267, false), (268, true), (5_000, true)] {
      calibration.actionsJudged = ["harmless": judged, "dangerous": 1_000_000]
      #expect(calibration.isProved("harmless", limitPartsPerMillion: 10_000) == isProved)
    }
  }

  /// With one error in n the bound is the larger root p of (p - 1/n)^2 = z^2 p (1 - p) / n.
  @Test func `an error puts the proof off, and too many forbid it`() throws {
    var calibration = Calibration(.first)
    calibration.actionsWrong = ["harmless": 1]
    func isProved(_ judged: Int) -> Bool {
      calibration.actionsJudged = ["harmless": judged]
      return calibration.isProved("harmless", limitPartsPerMillion: 10_000)
    }
    let first = try #require((1...2_000).first(where: isProved))
    let (n, z, p) = (Double(first), 1.645, 0.01)
    #expect((p - 1 / n) * (p - 1 / n) >= z * z * p * (1 - p) / n)
    let before = n - 1
    #expect((p - 1 / before) * (p - 1 / before) < z * z * p * (1 - p) / before)
    #expect(first > 268)
    calibration.actionsWrong = ["harmless": 20]
    #expect(!isProved(2_000) && isProved(4_000))
  }
}
