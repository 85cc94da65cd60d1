import Testing

@testable import Witan

/// Who is asked, who is not and why, and what the receipt says.
@Suite struct RouterTests {
  private static func candidate(
    _ number: Int, skill: Int = 700_000, deviation: Int = 100_000, pending: Int = 0,
    offered: Int = 0, home: Place? = nil, roles: [Role] = [.expert],
    subjects: [ID<Subject>] = [ID("snakes")], availability: Availability = .always,
    wasAsked: Bool = false, id: String? = nil
  ) -> Candidate {
    let name = ID<Member>(id ?? "m-\(number)")
    var load = Load(expert: name)
    for _ in 0..<offered { load.offer(at: Sample.noon) }
    load.pending = pending
    return Candidate(
      member: Member(
        id: name, handle: nil, name: nil, roles: roles, subjects: subjects, home: home,
        languages: [], availability: availability, joinedAt: Sample.noon),
      load: load,
      prospect: Prospect(skillPartsPerMillion: skill, deviationPartsPerMillion: deviation),
      wasAsked: wasAsked)
  }

  private func dispatch(
    _ candidates: [Candidate], question: Question = Sample.question(), asked: Int = 0,
    seed: UInt64 = 1, rule: Rule = .first
  ) -> QuestionDispatched {
    Router.dispatch(
      question, candidates: candidates, branches: [], asked: asked, rule: rule, seed: seed,
      now: Sample.noon)
  }

  @Test func `each reason for not asking somebody is counted`() {
    let asleep = Availability(quiet: "11:00-13:00")
    let fact = dispatch([
      Self.candidate(0, id: "m-asker"), Self.candidate(1, wasAsked: true),
      Self.candidate(2, roles: [.asker, .steward]), Self.candidate(3, subjects: [ID("birds")]),
      Self.candidate(4, availability: asleep),
      Self.candidate(5, offered: 3, availability: Availability(budgetPerDay: 3)),
      Self.candidate(6, availability: Availability(budgetPerDay: 0)), Self.candidate(7),
      Self.candidate(8, offered: 2, availability: Availability(budgetPerDay: 3)),
    ])
    #expect(
      fact.excluded
        == ["asker": 1, "alreadyAsked": 1, "notInSubject": 2, "asleep": 1, "budgetSpent": 2])
    #expect(Set(fact.offers.map(\.expert.text)) == ["m-7", "m-8"])
    #expect(fact.eligible == 2)
    #expect(fact.wave == 1)
  }

  @Test func `the last of a budget is kept for what the first answers do not settle`() {
    let busy = Availability(budgetPerDay: 100)
    let crowd =
      [Self.candidate(0, skill: 999_000, offered: 90, availability: busy)]
      + (1...4).map { Self.candidate($0, skill: 500_000, offered: 80, availability: busy) }
    let first = dispatch(crowd, question: Sample.question(urgency: .today))
    #expect(!first.offers.map(\.expert.text).contains("m-0"))
    #expect(first.excluded == ["budgetReserved": 1])
    let second = dispatch(crowd, question: Sample.question(urgency: .today), asked: 3)
    #expect(second.offers.map(\.expert.text).contains("m-0"))
    #expect(second.excluded.isEmpty)
    let emergency = dispatch(crowd, question: Sample.question(urgency: .emergency))
    #expect(emergency.offers.map(\.expert.text).contains("m-0"))
  }

  @Test func `where nobody else is left the reserve is open to all`() {
    let busy = Availability(budgetPerDay: 100)
    let crowd =
      [Self.candidate(0, skill: 999_000, offered: 90, availability: busy)]
      + (1...2).map { Self.candidate($0, offered: 10, availability: busy) }
    let first = dispatch(crowd, question: Sample.question(urgency: .today))
    #expect(first.offers.count == 3)
    #expect(first.excluded.isEmpty)
  }

  @Test(arguments: [(0, 3), (1, 12), (2, 72), (3, 72), (50, 72)])
  func `waves widen from 3 to 12 to 72`(wave: Int, size: Int) {
    let crowd = (0..<500).map { Self.candidate($0) }
    let fact = dispatch(crowd, question: Sample.question(wave: wave), asked: 15)
    #expect(fact.offers.count == size)
    #expect(fact.offers.map(\.assignment.text) == (16..<16 + size).map { "a-0-\($0)" })
    #expect(Set(fact.offers.map(\.expert)).count == size)
    #expect(fact.considered.count == Router.receiptLength)
    #expect(fact.eligible == 500)
  }

  @Test func `no more people are asked than a verdict can name`() {
    let crowd = (0..<500).map { Self.candidate($0) }
    for asked in [Router.askedLimit - 5, Router.askedLimit, Router.askedLimit + 9] {
      let fact = dispatch(crowd, question: Sample.question(wave: 4), asked: asked)
      #expect(fact.offers.count == max(0, Router.askedLimit - asked))
    }
  }

  @Test func `the same seed gives the same dispatch, another another`() {
    let crowd = (0..<60).map { Self.candidate($0, skill: 500_000 + $0) }
    #expect(dispatch(crowd, seed: 5) == dispatch(crowd, seed: 5))
    #expect(dispatch(crowd, seed: 5).offers != dispatch(crowd, seed: 6).offers)
    #expect(dispatch(crowd, seed: 255).seed == "00000000000000ff")
    #expect(dispatch(crowd, seed: .max).seed == "ffffffffffffffff")
  }

  @Test func `the receipt's scores are the sum of their parts, best first`() throws {
    let place = try Place("IN")
    let seed: UInt64 = 77
    var chance = Chance(seed: seed)
    let crowd = try (0..<40).map { number in
      Self.candidate(
        number, skill: chance.below(1_000_000), deviation: chance.below(300_000),
        pending: chance.below(4), home: try [nil, Place("LK"), Place("BR")][chance.below(3)])
    }
    let fact = dispatch(crowd, question: Sample.question(place: place), seed: seed)
    for score in fact.considered {
      let candidate = try #require(crowd.first { $0.member.id == score.expert })
      #expect(score.skill == candidate.prospect.skillPartsPerMillion)
      #expect(score.pending == candidate.load.pending)
      #expect(score.score == (score.skill + score.exploration) / (1 + score.pending))
    }
    #expect(fact.considered.map(\.score) == fact.considered.map(\.score).sorted(by: >))
    #expect(fact.offers.map(\.expert) == fact.considered.prefix(3).map(\.expert))
  }

  /// A draw of one standard deviation moves the score by the rule's share of the candidate's.
  @Test func `chance moves a score by the rule's share of what is not known`() throws {
    var rule = Rule.first
    let crowd = (0..<20).map { Self.candidate($0, skill: 500_000, deviation: 200_000) }
    func exploration(_ share: Int) -> [String: Int] {
      rule.explorationPartsPerMillion = share
      let considered = dispatch(crowd, seed: 9, rule: rule).considered
      return Dictionary(
        considered.map { ($0.expert.text, $0.exploration) }, uniquingKeysWith: { $1 })
    }
    #expect(Set(exploration(0).values) == [0])
    let (half, whole) = (exploration(500_000), exploration(1_000_000))
    for (expert, moved) in whole {
      // No draw is beyond six standard deviations.
      #expect(abs(moved) <= 1_200_000)
      if let other = half[expert] { #expect(abs(moved - 2 * other) <= 1) }
    }
    #expect(whole.values.contains { abs($0) > 100_000 })
    let known = dispatch([Self.candidate(0, skill: 500_000, deviation: 0)]).considered
    #expect(known.map(\.exploration) == [0] && known.map(\.score) == [500_000])
  }

  @Test func `where somebody lives is no part of the score beside the skill`() throws {
    let homes = try [nil, Place("IN"), Place("BR")]
    let crowd = homes.enumerated().map { place, home in
      Self.candidate(place, skill: 640_000, deviation: 0, home: home)
    }
    let fact = dispatch(crowd, question: Sample.question(place: try Place("IN")))
    #expect(fact.considered.map(\.score) == [640_000, 640_000, 640_000])
  }

  @Test func `the proved go first, and a newcomer has a chance`() {
    let proved = (0..<6).map { Self.candidate($0, skill: 900_000, deviation: 10_000) }
    let newcomer = Self.candidate(6, skill: 860_000, deviation: 200_000)
    let waves = (1...400).map { dispatch(proved + [newcomer], seed: UInt64($0)) }
    let share = waves.count { $0.offers.contains { $0.expert.text == "m-6" } }
    #expect((20...160).contains(share), "of 400: \(share)")
    let poor = Self.candidate(6, skill: 300_000, deviation: 20_000)
    let never = (1...400).map { dispatch(proved + [poor], seed: UInt64($0)) }
    #expect(!never.contains { $0.offers.contains { $0.expert.text == "m-6" } })
  }

  @Test func `who holds questions already is asked later`() {
    let busy = (0..<3).map { Self.candidate($0, skill: 900_000, deviation: 0, pending: 1) }
    let free = (3..<6).map { Self.candidate($0, skill: 600_000, deviation: 0) }
    #expect(Set(dispatch(busy + free).offers.map(\.expert.text)) == ["m-3", "m-4", "m-5"])
  }

  @Test func `nobody at all gives a wave without offers`() {
    let fact = dispatch([])
    #expect(fact.offers.isEmpty && fact.considered.isEmpty)
    #expect(fact.eligible == 0)
    #expect(fact.excluded.isEmpty)
  }
}
