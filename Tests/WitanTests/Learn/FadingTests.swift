import Testing

@testable import Witan

/// What was learned long ago counts less.
@Suite struct FadingTests {
  private func closed(daysAgo days: Int) throws -> Estimation.Closed {
    let taxonomy = try Sample.taxonomy()
    let question = Question(
      recorded: ID("q-\(days)"), subject: ID("snakes"), asker: ID("m-asker"), place: nil,
      urgency: .today, at: Sample.noon.adding(seconds: -days * 86_400))
    return Estimation.Closed(
      question: question, taxonomy: taxonomy,
      basePrior: try taxonomy.prior(at: nil, rule: .first),
      answers: (1...2).map {
        Case.Evidence(answer: Sample.answer($0, "Daboia russelii"), skill: nil)
      },
      truth: ("Daboia russelii", .outcome))
  }

  @Test func `half is left after a half-life, and all of what was asked last`() throws {
    let rule = Rule.first
    let half = rule.skillHalfLifeDays
    for (days, share) in [(0, 1.0), (half, 0.5), (3 * half, 0.125)] {
      #expect(abs(try rule.freshness(closed(daysAgo: days), of: Sample.noon) - share) < 1e-12)
    }
    var lasting = rule
    lasting.skillHalfLifeDays = 0
    #expect(try lasting.freshness(closed(daysAgo: 9_999), of: Sample.noon) == 1)
  }

  @Test func `an estimate counts an old question less, and forgets nothing that was found`() throws
  {
    let book = SkillBook(subject: ID("snakes"))
    let days = [Rule.first.skillHalfLifeDays, 0]
    let (lessons, _) = try Estimation.run(
      try days.map(closed), taught: [nil, nil], book: book, rule: .first)
    let (old, new) = (lessons[0], lessons[1])
    for (one, other) in zip(old.lessons, new.lessons) {
      #expect(one.right == other.right.map { $0 / 2 } && one.right.first == 500_000)
      #expect(one.misses.met == 500_000 && other.misses.met == 1_000_000)
      #expect(abs(one.milliBits) < abs(other.milliBits))
    }
    #expect(old.found == new.found)
  }
}

/// A long good record does not outweigh what somebody has turned to.
@Suite struct TurningTests {
  /// What one expert's answers taught, one after another.
  private func lessons(right: Int, then wrong: Int, again: Int = 0) -> [SkillsMoved?] {
    (0..<right + wrong + again).map { number in
      SkillsMoved(
        question: ID("q-\(number)"), source: .consensus, truth: nil,
        lessons: ["m-1", "m-2"].map { name in
          let isRight = number < right || number >= right + wrong || name == "m-2"
          return Lesson(
            expert: ID(name), branch: "Colubridae", region: "", depth: 1,
            right: [isRight ? 1_000_000 : 0], wrong: [isRight ? 0 : 1_000_000], milliBits: 100)
        }, found: [])
    }
  }

  private func accuracy(_ lessons: [SkillsMoved?], _ name: String) -> Double {
    var book = SkillBook(subject: ID("snakes"))
    for each in lessons.compactMap({ $0 }) { book.learn(each, region: "", sign: 1) }
    return book.skill(ID(name))
      .accuracy(branch: "Colubridae", region: "", isHome: nil, depth: 1, rule: .first).mean
  }

  @Test func `who turned is weighed by what they do now, and nobody else is touched`() {
    let given = lessons(right: 60, then: 8)
    let after = Turning.apply(given, .first)
    #expect(accuracy(given, "m-1") > 0.8 && accuracy(after, "m-1") < 0.5)
    #expect(accuracy(after, "m-2") == accuracy(given, "m-2"))
    let steady = lessons(right: 60, then: 1)
    #expect(Turning.apply(steady, .first) == steady)
    #expect(Turning.apply([nil], .first) == [nil])
  }

  @Test func `who is better again after that is followed, and what they did is not forgotten`() {
    let given = lessons(right: 60, then: 15, again: 30)
    let fallen = Turning.apply(lessons(right: 60, then: 15, again: 2), .first)
    let mended = Turning.apply(given, .first)
    #expect(accuracy(fallen, "m-1") < 0.5)
    #expect(accuracy(mended, "m-1") > 0.75)
    // The lies weigh half, the record before them a tenth.
    let wrong = mended.compactMap { $0?.lessons[0].wrong[0] }.reduce(0, +)
    #expect(wrong == 15 * 500_000)
    let before = mended.prefix(60).compactMap { $0?.lessons[0].right[0] }.reduce(0, +)
    #expect(before == 60 * 100_000)
    #expect(accuracy(mended, "m-2") == accuracy(given, "m-2"))
  }
}
