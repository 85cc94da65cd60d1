import Testing

@testable import Witan

/// Pooling strengths by how much skills differ.
@Suite struct SkillSpreadTests {
  /// An expert with so many right and wrong first steps in each region.
  private func skill(_ number: Int, _ cells: [(region: String, right: Int, wrong: Int)]) -> Skill {
    var skill = Skill(subject: ID("s-1"), expert: ID("m-\(number)"))
    for cell in cells {
      for isRight in [Bool](repeating: true, count: cell.right)
        + [Bool](repeating: false, count: cell.wrong)
      {
        skill.learn(
          Lesson(
            expert: skill.expert, branch: "Viperidae", region: cell.region, depth: 1,
            right: [isRight ? 1_000_000 : 0], wrong: [isRight ? 0 : 1_000_000], milliBits: 0),
          sign: 1)
      }
    }
    return skill
  }

  private func strengths(_ skills: [Skill]) -> [Int] {
    SkillSpread(skills, rule: .first, isHome: { _, _ in nil }).strengths
  }

  @Test func `nobody seen leaves the rule's strengths`() {
    #expect(strengths([]) == Rule.first.poolingStrengths)
    #expect(strengths([skill(1, [("142", 1, 0)])]) == Rule.first.poolingStrengths)
    var flat = Rule.first
    flat.poolingStrengths = []
    let seen = [skill(1, [("142", 17, 3), ("002", 2, 2)])]
    #expect(SkillSpread(seen, rule: flat, isHome: { _, _ in nil }).strengths == [])
  }

  @Test func `who are all alike are drawn together, who differ are left apart`() {
    // As good as a newcomer is expected to be, 85 of 100; or always right, or always wrong.
    let alike = strengths((0..<600).map { skill($0, [("142", 17, 3)]) })
    let apart = strengths(
      (0..<600).map { skill($0, [("142", $0 % 5 == 0 ? 0 : 20, $0 % 5 == 0 ? 20 : 0)]) })
    #expect(alike[0] > 2 * Rule.first.poolingStrengths[0])
    #expect(apart[0] < Rule.first.poolingStrengths[0])
  }

  @Test func `regions that say the same of somebody count for each other`() {
    func crowd(_ second: (Int) -> (right: Int, wrong: Int)) -> [Skill] {
      (0..<600).map { number in
        let there = second(number)
        return skill(number, [("142", 17, 3), ("002", there.right, there.wrong)])
      }
    }
    let same = strengths(crowd { _ in (17, 3) })
    let other = strengths(crowd { $0 % 2 == 0 ? (20, 0) : (4, 16) })
    #expect(same[1] > Rule.first.poolingStrengths[1])
    #expect(other[1] < Rule.first.poolingStrengths[1])
    #expect(same[1] > 2 * other[1])
  }

  @Test func `a few people move the strengths but little`() {
    let few = strengths((0..<5).map { skill($0, [("142", 17, 3)]) })
    #expect(abs(few[0] - Rule.first.poolingStrengths[0]) <= 1)
  }

  @Test func `a decision draws skills together as the record has it`() throws {
    var progress = Progress(subject: ID("s-1"))
    var calibration = Calibration(.first)
    calibration.poolingStrengths = [9, 8, 7]
    progress.estimated(calibration)
    #expect(Rule.first.learned(by: progress.calibration).poolingStrengths == [9, 8, 7])
    #expect(Rule.first.learned(by: nil) == Rule.first)
  }
}
