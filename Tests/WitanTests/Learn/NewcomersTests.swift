import Inference
import Testing

@testable import Witan

/// What newcomers are held for, by what the latest of them turned out to be.
@Suite struct `Newcomers` {
  /// Questions in each of which one newcomer gives a first answer, right or wrong.
  private static func share(_ areRight: [Bool], rule: Rule = .first) throws -> Int? {
    let taxonomy = try Sample.taxonomy()
    let prior = try taxonomy.prior(at: nil, rule: rule)
    var (closed, lessons): ([Estimation.Closed], [SkillsMoved]) = ([], [])
    for (number, isRight) in areRight.enumerated() {
      let question = Question(
        recorded: ID("q-\(10_000 + number)"), subject: ID("snakes"), asker: ID("m-asker"),
        place: nil, urgency: .today, at: Sample.noon.adding(seconds: number * 60))
      closed.append(
        Estimation.Closed(question: question, taxonomy: taxonomy, basePrior: prior, answers: []))
      let (right, wrong) = isRight ? (1_000_000, 0) : (0, 1_000_000)
      lessons.append(
        SkillsMoved(
          question: question.id, source: .known, truth: "Lycodon aulicus",
          lessons: (0..<3).map { _ in
            Lesson(
              expert: ID("m-\(10_000 + number)"), branch: "Colubridae", region: "142", depth: 1,
              right: [right], wrong: [wrong], milliBits: 0)
          }, found: []))
    }
    return Estimation.unfit(closed, lessons, rule)
  }

  private static func learned(_ share: Int) -> Rule {
    var calibration = Calibration(.first)
    calibration.unfitPartsPerMillion = share
    return Rule.first.learned(by: calibration)
  }

  @Test func `are held for what the latest of them were, and a flood is forgotten`() throws {
    let honest = [Bool](repeating: true, count: 60)
    let liars = [Bool](repeating: false, count: 60)
    let before = try #require(try Self.share(honest))
    let flooded = try #require(try Self.share(honest + liars))
    let after = try #require(try Self.share(honest + liars + honest + honest))
    #expect(before < 20_000, "\(before)")
    #expect(flooded > 500_000, "\(flooded)")
    #expect(after < 50_000, "\(after)")
  }

  @Test func `count by their first answers alone, in the order of asking`() throws {
    let rule = Rule.first
    let taxonomy = try Sample.taxonomy()
    let prior = try taxonomy.prior(at: nil, rule: rule)
    // One person is right five times, and wrong in a hundred questions after.
    let pairs = (0..<105).map { number -> (Estimation.Closed, SkillsMoved) in
      let question = Question(
        recorded: ID("q-\(10_000 + number)"), subject: ID("snakes"), asker: ID("m-asker"),
        place: nil, urgency: .today, at: Sample.noon.adding(seconds: number * 60))
      let (right, wrong) = number < 5 ? (1_000_000, 0) : (0, 1_000_000)
      let lesson = Lesson(
        expert: ID("m-1"), branch: "Colubridae", region: "142", depth: 1, right: [right],
        wrong: [wrong], milliBits: 0)
      return (
        Estimation.Closed(question: question, taxonomy: taxonomy, basePrior: prior, answers: []),
        SkillsMoved(
          question: question.id, source: .consensus, truth: nil, lessons: [lesson], found: [])
      )
    }
    let forwards = Estimation.unfit(pairs.map(\.0), pairs.map(\.1), rule)
    let backwards = Estimation.unfit(
      pairs.reversed().map(\.0), pairs.reversed().map(\.1), rule)
    #expect(forwards == backwards)
    #expect(try #require(forwards) < 20_000)
  }

  @Test func `of a flood weigh next to nothing, and those who are right soon as before`() throws {
    let flooded = Self.learned(900_000)
    let unknown = Skill(subject: ID("snakes"), expert: ID("m-1"))
    let trusted = unknown.accuracy(
      branch: "Colubridae", region: "", isHome: nil, depth: 1, rule: .first)
    let doubted = unknown.accuracy(
      branch: "Colubridae", region: "", isHome: nil, depth: 1, rule: flooded)
    #expect(trusted.mean > 0.8 && doubted.mean < 0.3)
    let able = Sample.proved(5).accuracy(
      branch: "Colubridae", region: "", isHome: nil, depth: 1, rule: flooded)
    #expect(able.mean > 0.8)
    #expect(Sample.proved(5).unfitShare(flooded) < 0.1)
    // In usual times nobody is doubted for being new.
    #expect(unknown.unfitShare(.first) == 0 && unknown.unfitShare(Self.learned(20_000)) == 0)
    #expect(unknown.unfitShare(flooded) > 0.85)
    #expect(Sample.proved(5).isProved(in: "", depth: 3, rule: flooded))
  }

  @Test func `of a flood move a belief by little, and never against what they name`() throws {
    let taxonomy = try Sample.taxonomy()
    let flooded = Self.learned(900_000)
    let node = try #require(taxonomy.node(accepted: "Daboia russelii"))
    func belief(_ rule: Rule, _ answers: [Answer]) throws -> Double {
      try Sample.file(taxonomy, answers, rule: rule).belief().probability(of: node)
    }
    let before = try belief(flooded, [])
    let after = try belief(flooded, [Sample.answer(1, "Daboia russelii")])
    let trusted = try belief(.first, [Sample.answer(1, "Daboia russelii")])
    #expect(after >= before - 0.01, "\(before) \(after)")
    #expect(after - before < (trusted - before) / 2, "\(before) \(after) \(trusted)")
  }

  @Test func `are as anybody under rules that do not ask`() throws {
    var rule = Rule.first
    rule.newcomers = nil
    #expect(try Self.share([false, false], rule: rule) == nil)
    #expect(Skill(subject: ID("snakes"), expert: ID("m-1")).unfitShare(rule) == 0)
    #expect(Calibration(rule).unfitPartsPerMillion == nil)
  }
}
