import Testing

@testable import Witan

/// When, how often and how fast people respond.
@Suite struct RhythmTests {
  private let rule = Rule.first

  @Test func `the law of response times is the study's`() {
    // 24 s a median answer, 92 % under two minutes.
    #expect(Rhythm.share(within: 24, median: 24) == 0.5)
    #expect(abs(Rhythm.share(within: 120, median: 24) - 0.92) < 0.01)
    #expect(Rhythm.share(within: 0, median: 24) == 0 && Rhythm.share(within: 9, median: 0) == 0)
  }

  @Test func `the longer somebody is silent, the less is to be expected of them`() {
    func chance(_ seconds: Double, _ silence: Double, _ responds: Double = 0.65) -> Double {
      Rhythm.chance(within: seconds, afterSilence: silence, responds: responds, median: 24)
    }
    #expect(chance(70, 0) == 0.65 * Rhythm.share(within: 70, median: 24))
    // Of 65 % who respond half do so within the median: 32.5 of the 67.5 % who are silent then.
    #expect(abs(chance(1e12, 24) - 0.325 / 0.675) < 1e-9)
    #expect(chance(70, 24, 0) == 0 && chance(0, 24) == 0)
    #expect(abs(chance(1e12, 24, 1) - 1) < 1e-9)
    let chances = [0, 10, 40, 100, 600, 6_000].map { chance(70, $0) }
    #expect(chances == chances.sorted(by: >) && (chances.last ?? 1) < 0.001)
    for (early, late) in [(3.0, 9.0), (24, 24), (40, 70), (600, 10)] {
      let first = chance(early, 0)
      #expect(abs(first + (1 - first) * chance(late, early) - chance(early + late, 0)) < 1e-12)
    }
  }

  @Test(arguments: [1, 2, 3, 30, 1000, 86_400])
  func `the logarithm in thousandths is exact enough`(number: Int) {
    let power = Double(Rhythm.milliLog2(number)) / 1000
    let lower = (0..<Int(power)).reduce(1.0) { value, _ in value * 2 }
    #expect(lower <= Double(number) && Double(number) < lower * 2)
    #expect(Rhythm.milliLog2(number * 2) == Rhythm.milliLog2(number) + 1000)
  }

  @Test func `who responds is expected to, at that hour above all`() {
    var rhythm = Rhythm(expert: ID("m-1"))
    let unknown = rhythm.chance(hour: 9, rule: rule)
    #expect(abs(unknown - 0.2) < 1e-12)
    for _ in 0..<20 { rhythm.respond(hour: 9, wasHere: false, seconds: 12) }
    for _ in 0..<20 { rhythm.miss(hour: 21, wasHere: false, seconds: 160, rule: rule) }
    let chances = [9, 9 + 48, 0, 21].map { rhythm.chance(hour: $0, rule: rule) }
    #expect(chances == chances.sorted(by: >) && Set(chances).count == 4)
    #expect(chances[0] > 0.8 && chances[3] < 0.2)
    #expect(rhythm.chance(hour: 10, rule: rule) == chances[0])
    #expect(rhythm.medianSeconds(rule: rule) < 16)
  }

  @Test func `who was just seen has a record of their own`() {
    var rhythm = Rhythm(expert: ID("m-1"))
    #expect(rhythm.chanceHere(rule: rule) > rhythm.chance(hour: 9, rule: rule))
    for _ in 0..<20 { rhythm.miss(hour: 9, wasHere: true, seconds: 160, rule: rule) }
    #expect(rhythm.chanceHere(rule: rule) < 0.3)
    #expect(abs(rhythm.chance(hour: 9, rule: rule) - 0.2) < 1e-12)
    #expect(!rhythm.isHere(at: Sample.noon, rule: rule))
    rhythm.act(at: Sample.noon)
    #expect(rhythm.isHere(at: Sample.noon.adding(seconds: 1_199), rule: rule))
    #expect(!rhythm.isHere(at: Sample.noon.adding(seconds: 1_200), rule: rule))
  }

  @Test func `who passes on does not answer`() {
    var rhythm = Rhythm(expert: ID("m-1"))
    let before = rhythm.chanceHere(rule: rule)
    for _ in 0..<9 { rhythm.pass(hour: 12, wasHere: true) }
    #expect(rhythm.chanceHere(rule: rule) < before / 2)
    #expect(rhythm.answers == 0)
  }

  @Test func `the week goes round`() {
    var rhythm = Rhythm(expert: ID("m-1"))
    for _ in 0..<9 { rhythm.respond(hour: 167, wasHere: false, seconds: 30) }
    #expect(rhythm.chance(hour: 0, rule: rule) == rhythm.chance(hour: 166, rule: rule))
    #expect(rhythm.answers == 9 && rhythm.hours.count == 1)
  }

  @Test func `an offer that ended soon says little of who did not respond`() {
    var (soon, late) = (Rhythm(expert: ID("m-1")), Rhythm(expert: ID("m-2")))
    soon.miss(hour: 3, wasHere: false, seconds: 5, rule: rule)
    late.miss(hour: 3, wasHere: false, seconds: 500, rule: rule)
    #expect(soon.chance(hour: 3, rule: rule) > late.chance(hour: 3, rule: rule))
  }
}
