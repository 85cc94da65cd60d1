import Foundation
import Testing

@testable import Witan

/// Skills as sums that can be taken back, and the accuracy read from them.
@Suite struct SkillTests {
  private static func lesson(_ chance: inout Chance) -> Lesson {
    let depth = 1 + chance.below(4)
    let wrongAt = chance.below(depth + 3)
    let weight = chance.below(2) == 0 ? 1_000_000 : chance.below(500_000)
    let length = min(depth, wrongAt + 1)
    return Lesson(
      expert: ID("m-1"), branch: ["A", "B", "C", ""][chance.below(4)],
      region: ["142", "", "002"][chance.below(3)], depth: depth,
      right: (0..<length).map { $0 == wrongAt ? 0 : weight },
      wrong: (0..<length).map { $0 == wrongAt ? weight : 0 },
      milliBits: chance.below(40_001) - 20_000)
  }

  @Test func `what is taken back in any order was never there`() throws {
    let seed: UInt64 = 61
    var chance = Chance(seed: seed)
    for round in 0..<200 {
      let kept = (0..<chance.below(8)).map { _ in Self.lesson(&chance) }
      let lost = (0..<chance.below(8)).map { _ in Self.lesson(&chance) }
      var plain = Skill(subject: ID("snakes"), expert: ID("m-1"))
      for lesson in kept { plain.learn(lesson, sign: 1) }
      var skill = Skill(subject: ID("snakes"), expert: ID("m-1"))
      var steps = (kept + lost).map { ($0, 1) }
      for place in steps.indices.dropFirst().reversed() {
        steps.swapAt(place, chance.below(place + 1))
      }
      for (lesson, sign) in steps + lost.map({ ($0, -1) }) { skill.learn(lesson, sign: sign) }
      #expect(skill == plain, "seed \(seed), round \(round)")
      #expect(try Canonical.bytes(skill) == Canonical.bytes(plain), "seed \(seed)")
      let cells = skill.cells.map { [$0.region, $0.branch] }
      #expect(cells == cells.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) })
    }
  }

  @Test func `a newcomer has the novice's accuracy at each depth`() {
    let none = Skill(subject: ID("snakes"), expert: ID("m-1"))
    let accuracies = Rule.first.noviceAccuracyPartsPerMillion.map { Double($0) / 1e6 }
    for depth in [1, 2, 3, 4, 30] {
      let accuracy = none.accuracy(
        branch: "A", region: "142", isHome: nil, depth: depth, rule: .first)
      #expect(agree(accuracy.mean, accuracies[min(depth, accuracies.count) - 1]))
      #expect(accuracy.deviation > 0)
    }
  }

  @Test func `the more was seen of somebody, the less their accuracy may deviate`() {
    var last = Double.infinity
    // As often right as is expected of anybody, so that the mean stays.
    let novice = Rule.first.noviceAccuracyPartsPerMillion[0]
    for count in [0, 20, 200, 2_000] {
      let skill = Sample.skill(right: [count * novice], wrong: [count * (1_000_000 - novice)])
      let deviation = skill.accuracy(
        branch: "", region: "", isHome: nil, depth: 1, rule: .first
      ).deviation
      #expect(deviation < last)
      last = deviation
    }
    #expect(last < 0.02)
  }

  /// Steps seen: A in 002: 8 right; B in 142: 3 right, 1 wrong; A in 142: 4 right, 2 wrong.
  private static let travelled: Skill = {
    var skill = Skill(subject: ID("snakes"), expert: ID("m-1"))
    for (branch, region, right, wrong) in [
      ("A", "002", 8, 0), ("B", "142", 3, 1), ("A", "142", 4, 2),
    ] {
      let (right, wrong) = (right * 1_000_000, wrong * 1_000_000)
      skill.learn(
        Lesson(
          expert: ID("m-1"), branch: branch, region: region, depth: 2, right: [right, right],
          wrong: [wrong, wrong], milliBits: 0), sign: 1)
    }
    return skill
  }()

  /// All: 15 right, 3 wrong; in 142: 7 right, 3 wrong; in A: 12 right, 2 wrong.
  @Test(arguments: [nil, true, false] as [Bool?])
  func `a record is pooled from everything, the region and then the branch`(isHome: Bool?) {
    let rule = Rule.first
    let strengths = rule.poolingStrengths.map(Double.init)
    let shift = isHome.map { $0 ? rule.homeShiftPartsPerMillion : rule.awayShiftPartsPerMillion }
    func moved(_ mean: Double) -> Double {
      let odds = mean / (1 - mean) * exp(Double(shift ?? 0) / 1e6)
      return odds / (1 + odds)
    }
    for depth in [1, 2] {
      let novice = Double(rule.noviceAccuracyPartsPerMillion[depth - 1]) / 1e6
      let expert = (strengths[0] * novice + 15) / (strengths[0] + 18)
      let here = (strengths[1] * moved(expert) + 7) / (strengths[1] + 10)
      // Below the root the branch itself is what is chosen, and has no say.
      let expected = depth == 1 ? here : (strengths[2] * here + 12) / (strengths[2] + 14)
      let found = Self.travelled.accuracy(
        branch: "A", region: "142", isHome: isHome, depth: depth, rule: rule)
      #expect(agree(found.mean, expected), "depth \(depth)")
    }
  }

  @Test func `at home an expert is expected to know more than away, and never for certain`() {
    let rule = Rule.first
    #expect(rule.homeShiftPartsPerMillion > 0 && rule.awayShiftPartsPerMillion < 0)
    for skill in [Skill(subject: ID("snakes"), expert: ID("m-1")), Self.travelled] {
      for region in ["142", "150"] {
        let means = [false, nil, true].map {
          skill.accuracy(branch: "A", region: region, isHome: $0, depth: 2, rule: rule).mean
        }
        #expect(means[0] < means[1] && means[1] < means[2] && means[2] < 1)
      }
    }
    #expect(rule.shifted(1, isHome: true) == 1 && rule.shifted(0, isHome: true) == 0)
  }

  @Test func `where somebody goes on is told by where their answers end`() {
    var skill = Skill(subject: ID("snakes"), expert: ID("m-1"))
    let unknown = skill.goingOn(below: 0)
    for (depth, count) in [(0, 4), (2, 3), (3, 9)] {
      for _ in 0..<count {
        skill.learn(
          Lesson(
            expert: ID("m-1"), branch: "", region: "", depth: depth, right: [], wrong: [],
            milliBits: 0), sign: 1)
      }
    }
    #expect(skill.depths == [4, 0, 3, 9] && skill.cells.isEmpty)
    // As if 9 answers had come that far before, of which 8 went on.
    #expect(agree(unknown, 8.0 / 9))
    #expect(agree(skill.goingOn(below: 0), 20.0 / 25))
    #expect(agree(skill.goingOn(below: 1), 20.0 / 21))
    #expect(agree(skill.goingOn(below: 2), 17.0 / 21))
  }

  @Test func `who was judged in a region is counted by answers`() {
    let skill = Sample.proved(7, region: "142")
    #expect(skill.judged(in: "142") == 7 && skill.judged(in: "") == 0)
    #expect(Self.travelled.judged(in: "142") == 2)
  }

  @Test func `a right step never lowers an accuracy, a wrong one never raises it`() {
    let seed: UInt64 = 67
    var chance = Chance(seed: seed)
    var skill = Skill(subject: ID("snakes"), expert: ID("m-1"))
    for _ in 0..<300 {
      let lesson = Self.lesson(&chance)
      let before = skill
      skill.learn(lesson, sign: 1)
      for branch in ["A", "B"] {
        for region in ["142", ""] {
          for depth in 1...4 {
            let was = before.accuracy(
              branch: branch, region: region, isHome: nil, depth: depth, rule: .first)
            let now = skill.accuracy(
              branch: branch, region: region, isHome: nil, depth: depth, rule: .first)
            let isRight = depth <= lesson.right.count && lesson.right[depth - 1] > 0
            let isWrong = depth <= lesson.wrong.count && lesson.wrong[depth - 1] > 0
            if !isWrong { #expect(now.mean >= was.mean - 1e-12, "seed \(seed)") }
            if !isRight { #expect(now.mean <= was.mean + 1e-12, "seed \(seed)") }
            #expect((0...1).contains(now.mean))
          }
        }
      }
    }
  }

  @Test func `reputation is the mean of the bits with its 95 per cent interval`() throws {
    var worth = Worth()
    #expect(worth.perAnswer == nil)
    for milliBits in [1_000, 3_000] { worth.learn(milliBits: milliBits, sign: 1) }
    let shown = try #require(worth.perAnswer)
    #expect(shown.answers == 2 && agree(shown.bits, 4) && agree(shown.bitsPerAnswer, 2))
    // Squares about the mean: 2; one more for the shrinking; over 2 answers: 1.5; 1.96 sqrt(0.75).
    #expect(agree(shown.high - 2, 1.96 * 0.75.squareRoot()))
    #expect(agree(2 - shown.low, 1.96 * 0.75.squareRoot()))
    for milliBits in [3_000, 1_000] { worth.learn(milliBits: milliBits, sign: -1) }
    #expect(worth == Worth())
  }

  @Test func `the interval narrows with the answers`() throws {
    var worth = Worth()
    var last = Double.infinity
    for number in 1...200 {
      worth.learn(milliBits: number % 2 == 0 ? 500 : 1_500, sign: 1)
      let shown = try #require(worth.perAnswer)
      #expect(shown.high - shown.low < last)
      last = shown.high - shown.low
    }
    #expect(last < 0.2)
  }
}
