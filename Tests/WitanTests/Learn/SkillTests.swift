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
      region: ["142", "", "002"][chance.below(3)],
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
    for (depth, mean) in [(1, 0.85), (2, 0.75), (3, 0.65), (4, 0.65), (30, 0.65)] {
      let accuracy = none.accuracy(branch: "A", region: "142", depth: depth, rule: .first)
      #expect(agree(accuracy.mean, mean))
      #expect(accuracy.deviation > 0.1)
    }
  }

  /// Strengths 4, 6, 6: ((4 x 0.85 + 8) / 12 x 6 + 3) / 10 and so on, by hand.
  @Test func `a record is pooled from other regions, other branches and the cell itself`() {
    var skill = Skill(subject: ID("snakes"), expert: ID("m-1"))
    for (branch, region, right, wrong) in [
      ("A", "002", 8, 0), ("B", "142", 3, 1), ("A", "142", 4, 2),
    ] {
      skill.learn(
        Lesson(
          expert: ID("m-1"), branch: branch, region: region, right: [right * 1_000_000],
          wrong: [wrong * 1_000_000], milliBits: 0), sign: 1)
    }
    let elsewhere = (4 * 0.85 + 8) / 12
    let region = (6 * elsewhere + 3) / 10
    let cell = (6 * region + 4) / 12
    let found = skill.accuracy(branch: "A", region: "142", depth: 1, rule: .first)
    #expect(agree(found.mean, cell))
    #expect(agree(found.deviation, (cell * (1 - cell) / 13).squareRoot()))
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
            let was = before.accuracy(branch: branch, region: region, depth: depth, rule: .first)
            let now = skill.accuracy(branch: branch, region: region, depth: depth, rule: .first)
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
