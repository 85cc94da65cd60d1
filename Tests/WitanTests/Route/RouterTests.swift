import Testing

@testable import Witan

/// Who is asked, who is not and why, and what the receipt says.
@Suite struct RouterTests {
  private static func person(
    _ number: Int, answers: Int = 0, pending: Int = 0, offered: Int = 0, home: Place? = nil,
    availability: Availability = .always, group: String? = nil, languages: [String] = [],
    branch: String = "Viperidae", rhythm: (inout Rhythm) -> Void = { _ in }, id: String? = nil
  ) -> Person {
    let name = ID<Member>(id ?? "m-\(1000 + number)")
    var load = Load(expert: name)
    for _ in 0..<offered { load.offer(at: Sample.noon) }
    load.pending = pending
    var known = Rhythm(expert: name)
    rhythm(&known)
    var member = Member(
      id: name, handle: nil, name: nil, roles: [.expert], subjects: [ID("snakes")], home: home,
      languages: languages, availability: availability, joinedAt: Sample.noon)
    member.group = group
    let skill = Sample.proved(answers, branch: branch, region: "142", expert: name.text)
    return Person(member: member, load: load, rhythm: known, skill: skill)
  }

  struct Person {
    let member: Member
    let load: Load
    let rhythm: Rhythm
    let skill: Skill
  }

  private static let place = try? Place("IN")

  private func dispatch(
    _ people: [Person], question: Question = Sample.question(place: Self.place),
    branches: [(String, Int)] = [("Viperidae", 900_000)], asker: Member? = nil,
    asked: Set<ID<Member>> = [], pending: [ID<Member>: Instant] = [:], assignments: Int? = nil,
    isFounding: Bool = false, seed: UInt64 = 1, rule: Rule = .first
  ) -> QuestionDispatched {
    var roster = Roster(subject: ID("snakes"), rule: rule)
    for each in people {
      roster.put(each.member, load: each.load, rhythm: each.rhythm, skill: each.skill)
    }
    let need = Router.Need(
      question: question, asker: asker,
      branches: branches.map { .init(taxon: $0, partsPerMillion: $1) }, depth: 3, asked: asked,
      pending: pending, assignments: assignments, isFounding: isFounding)
    return Router.dispatch(need, roster: &roster, rule: rule, seed: seed, now: Sample.noon)
  }

  /// Without chance and without extra seats, so that the scores alone decide.
  private static var plain: Rule {
    var rule = Rule.first
    rule.explorationPartsPerMillion = 0
    rule.reach.newcomerSeats = 0
    return rule
  }

  @Test func `each reason for not asking somebody is counted`() {
    var question = Sample.question(place: Self.place)
    question.barred = [ID("m-1007")]
    question.language = "de-AT"
    let away = Availability(awayUntil: Sample.noon.adding(seconds: 1))
    let asker = Self.person(0, group: "clinic", id: "m-asker").member
    let fact = dispatch(
      [
        Self.person(0, id: "m-asker"), Self.person(1),
        Self.person(2, availability: Availability(quiet: "11:00-13:00")),
        Self.person(3, offered: 3, availability: Availability(budgetPerDay: 3)),
        Self.person(4, availability: Availability(budgetPerDay: 0)),
        Self.person(5, availability: away), Self.person(6, group: "clinic"), Self.person(7),
        Self.person(8, languages: ["en", "kn"]), Self.person(9, languages: ["de"]),
        Self.person(10, availability: Availability(awayUntil: Sample.noon)),
      ], question: question, asker: asker, asked: [ID("m-1001")])
    #expect(
      fact.excluded == [
        "asker": 1, "alreadyAsked": 1, "asleep": 1, "budgetSpent": 2, "away": 1, "sameGroup": 1,
        "barred": 1, "language": 1,
      ])
    #expect(Set(fact.offers.map(\.expert.text)) == ["m-1009", "m-1010"])
    #expect(fact.eligible == 2)
    #expect(fact.wave == 1)
  }

  @Test func `of those who are held to copy one is asked, and no second after them`() {
    func copier(_ number: Int) -> Person {
      let person = Self.person(number, answers: 40)
      var skill = person.skill
      skill.copying = 9_000
      return Person(
        member: person.member, load: person.load, rhythm: person.rhythm, skill: skill)
    }
    let crowd = (1...4).map(copier) + [Self.person(5, answers: 20), Self.person(6, answers: 20)]
    let first = dispatch(crowd, rule: Self.plain)
    let asked = first.offers.map(\.expert.text)
    #expect(asked.count == 3 && asked.suffix(2).sorted() == ["m-1005", "m-1006"])
    let second = dispatch(crowd, asked: [ID("m-1001")], rule: Self.plain)
    #expect(second.excluded == ["alreadyAsked": 1, "copies": 3])
    #expect(Set(second.offers.map(\.expert.text)) == ["m-1005", "m-1006"])
    var trusting = Self.plain
    trusting.copyingPartsPerMillion = 0
    #expect(dispatch(crowd, asked: [ID("m-1001")], rule: trusting).excluded == ["alreadyAsked": 1])
  }

  @Test func `the last of a budget is kept for what the first answers do not settle`() {
    let busy = Availability(budgetPerDay: 100)
    let crowd =
      [Self.person(0, answers: 90, offered: 90, availability: busy)]
      + (1...4).map { Self.person($0, offered: 80, availability: busy) }
    let today = Sample.question(place: Self.place, urgency: .today)
    var rule = Self.plain
    rule.reach.fairOffers = 1_000
    let first = dispatch(crowd, question: today, rule: rule)
    #expect(!first.offers.map(\.expert.text).contains("m-1000"))
    #expect(first.excluded == ["budgetReserved": 1])
    let second = dispatch(crowd, question: today, assignments: 3, rule: rule)
    #expect(second.offers.map(\.expert.text).contains("m-1000"))
    #expect(second.excluded.isEmpty)
    let emergency = dispatch(crowd, rule: rule)
    #expect(emergency.offers.map(\.expert.text).contains("m-1000"))
  }

  @Test func `where nobody else is left the reserve is open to all`() {
    let busy = Availability(budgetPerDay: 100)
    let crowd =
      [Self.person(0, answers: 90, offered: 90, availability: busy)]
      + (1...2).map { Self.person($0, offered: 10, availability: busy) }
    let first = dispatch(crowd, question: Sample.question(place: Self.place, urgency: .today))
    #expect(first.offers.count == 3)
    #expect(first.excluded.isEmpty)
  }

  @Test func `nobody is asked more than a fair share while others are there`() {
    let busy = Availability(budgetPerDay: 1_000)
    let crowd =
      [Self.person(0, answers: 90, offered: 60, availability: busy)]
      + (1...99).map { Self.person($0, offered: 10, availability: busy) }
    // 1,050 offers today: a share of 5 % is 52.
    let fact = dispatch(crowd)
    #expect(!fact.offers.map(\.expert.text).contains("m-1000"))
    #expect(fact.excluded == ["fairShare": 1])
    var generous = Rule.first
    generous.reach.fairSharePartsPerMillion = 100_000
    #expect(dispatch(crowd, rule: generous).offers.first?.expert.text == "m-1000")
  }

  @Test(arguments: [(0, 15, 3), (1, 15, 12), (2, 15, 72), (3, 77, 10), (3, 87, 0), (50, 90, 0)])
  func `waves widen from 3 to 12 to 72, and by what they left out`(
    wave: Int, before: Int, size: Int
  ) {
    let crowd = (0..<500).map { Self.person($0) }
    let fact = dispatch(
      crowd, question: Sample.question(wave: wave), assignments: before, isFounding: true)
    #expect(fact.offers.count == size)
    let names = (before + 1..<before + 1 + size).map { "a-0-\($0)" }
    #expect(fact.offers.map(\.assignment.text) == names)
    #expect(Set(fact.offers.map(\.expert)).count == size)
    #expect(fact.considered.count == (size > 0 ? max(size, Router.receiptLength) : 0))
    #expect(fact.eligible == (size > 0 ? 500 : 0))
    #expect(fact.excluded == (size > 0 ? [:] : ["wavesOver": 500]) && fact.nextAt == nil)
  }

  @Test func `no more people are asked than a verdict can name`() {
    let crowd = (0..<500).map { Self.person($0) }
    for asked in [Router.askedLimit - 5, Router.askedLimit, Router.askedLimit + 9] {
      let fact = dispatch(
        crowd, question: Sample.question(wave: 2), assignments: asked, isFounding: true)
      #expect(fact.offers.count == max(0, Router.askedLimit - asked))
    }
  }

  @Test func `the same seed gives the same dispatch, another another`() {
    let crowd = (0..<60).map { Self.person($0, answers: $0 % 3) }
    let today = Sample.question(place: Self.place, urgency: .today)
    let first = dispatch(crowd, question: today, seed: 5)
    #expect(first == dispatch(crowd.reversed(), question: today, seed: 5))
    #expect(first.offers != dispatch(crowd, question: today, seed: 6).offers)
    #expect(dispatch(crowd, seed: 255).seed == "00000000000000ff")
    #expect(dispatch(crowd, seed: .max).seed == "ffffffffffffffff")
  }

  @Test func `the receipt's scores follow from their parts, best first`() throws {
    var chance = Chance(seed: 77)
    let crowd = try (0..<40).map { number in
      Self.person(
        number, answers: chance.below(30), pending: chance.below(4), offered: chance.below(30),
        home: try [nil, Place("LK"), Place("BR")][chance.below(3)])
    }
    let today = Sample.question(place: Self.place, urgency: .today)
    let fact = dispatch(crowd, question: today, seed: 77)
    for score in fact.considered {
      let person = try #require(crowd.first { $0.member.id == score.expert })
      let load = person.load
      #expect(score.price == 1_000_000 * (1 + load.pending) + 150_000 * load.offered / 40)
      #expect(
        score.score == max(0, score.skill + score.exploration) * score.timely / score.price)
    }
    #expect(fact.considered.map(\.score) == fact.considered.map(\.score).sorted(by: >))
    #expect(fact.offers.first?.expert == fact.considered.first?.expert)
    #expect(fact.considered.contains { $0.exploration != 0 })
    let emergency = dispatch(crowd, seed: 77)
    #expect(emergency.considered.allSatisfy { $0.exploration == 0 })
  }

  @Test func `people who know different branches go together`() {
    // All are sure to respond, so that two who know vipers leave little to a third.
    let prompt: (inout Rhythm) -> Void = { rhythm in
      for _ in 0..<90 { rhythm.respond(hour: 84, wasHere: true, seconds: 5) }
      rhythm.act(at: Sample.noon)
    }
    let vipers = (0..<3).map {
      Self.person($0, answers: 60, branch: "Viperidae", rhythm: prompt)
    }
    let cobra = Self.person(9, answers: 60, branch: "Elapidae", rhythm: prompt)
    var rule = Self.plain
    rule.answersAtMost = 100
    (rule.answerPricePartsPerMillion, rule.reach.requestPricePartsPerMillion) = (0, 0)
    let open = [("Viperidae", 520_000), ("Elapidae", 480_000)]
    let fact = dispatch(vipers + [cobra], branches: open, rule: rule)
    #expect(fact.offers.map(\.expert.text).contains("m-1009"))
    #expect(fact.offers[0].gain >= fact.offers[1].gain)
    let closed = dispatch(vipers + [cobra], branches: [("Viperidae", 999_000)], rule: rule)
    #expect(!closed.offers.map(\.expert.text).contains("m-1009"))
  }

  @Test func `a wave ends where one more answer is not worth its price`() {
    let crowd = (0..<500).map { Self.person($0, answers: 40) }
    let second = Sample.question(place: Self.place, wave: 1)
    let whole = dispatch(crowd, question: second)
    #expect(whole.offers.count == 12 && !whole.isEnough)
    var dear = Rule.first
    dear.answerPricePartsPerMillion = 300_000
    let narrow = dispatch(crowd, question: second, rule: dear)
    #expect((2..<12).contains(narrow.offers.count) && narrow.isEnough)
    #expect(narrow.offers.map(\.gain) == narrow.offers.map(\.gain).sorted(by: >))
    var enough = Rule.first
    enough.answersAtMost = 1
    #expect(dispatch(crowd, question: second, rule: enough).isEnough)
  }

  @Test func `people of one group are not asked together`() {
    let household = (0..<4).map { Self.person($0, answers: 50, group: "the-smiths") }
    let others = (5..<8).map { Self.person($0) }
    let fact = dispatch(household + others)
    let asked = Set(fact.offers.map(\.expert.text))
    #expect(asked.intersection(household.map(\.member.id.text)).count == 1)
    #expect(asked.count == 3)
    let today = Sample.question(place: Self.place, urgency: .today)
    let proved = (5..<8).map { Self.person($0, answers: 50, group: "house \($0)") }
    let seats = dispatch(proved + [Self.person(9)], question: today).offers.map(\.seat)
    #expect(seats == [.score, .score, .newcomer])
    let kin = dispatch(proved + [Self.person(9, group: "house 5")], question: today)
    #expect(kin.offers.map(\.seat) == [.score, .score, .score], "nor as a newcomer")
    var pinned = Sample.question(place: Self.place)
    pinned.pinned = household.map(\.member.id)
    let steered = dispatch(household + others, question: pinned)
    #expect(steered.offers.map(\.seat) == [.pinned, .score, .score], "nor by a steward's choice")
  }

  @Test func `who never responds at this hour is asked after others`() {
    let hour = Availability.always.hourOfWeek(at: Sample.noon)
    let silent = (0..<3).map { number in
      Self.person(number, answers: 30) { rhythm in
        for _ in 0..<40 { rhythm.miss(hour: hour, wasHere: false, seconds: 160, rule: .first) }
      }
    }
    let prompt = (3..<6).map { number in
      Self.person(number, answers: 10) { rhythm in
        for _ in 0..<10 { rhythm.respond(hour: hour, wasHere: false, seconds: 20) }
      }
    }
    let fact = dispatch(silent + prompt, rule: Self.plain)
    #expect(Set(fact.offers.map(\.expert.text)) == ["m-1003", "m-1004", "m-1005"])
    let here = Self.person(9, answers: 10) { $0.act(at: Sample.noon) }
    let both = dispatch([Self.person(8, answers: 10), here], rule: Self.plain)
    #expect(both.offers.first?.expert.text == "m-1009")
  }

  @Test func `a newcomer has a seat where it is safe`() {
    let proved = (0..<6).map { Self.person($0, answers: 50) }
    let crowd = proved + [Self.person(6)]
    let today = Sample.question(place: Self.place, urgency: .today)
    let fact = dispatch(crowd, question: today)
    #expect(fact.offers.map(\.seat) == [.score, .score, .newcomer], "within the wave")
    #expect(fact.offers.last?.expert.text == "m-1006")
    #expect(dispatch(crowd).offers.allSatisfy { $0.seat == .score })
    let founders = (0..<9).map { Self.person($0) }
    #expect(dispatch(founders, question: today).offers.count == 3)
  }

  @Test func `where new names were worth nothing, few of the next have a seat`() {
    let crowd = (0..<6).map { Self.person($0, answers: 50) } + [Self.person(6)]
    let today = Sample.question(place: Self.place, urgency: .today)
    var calibration = Calibration(.first)
    func seats() -> Int {
      let rule = Rule.first.learned(by: calibration)
      return (1...200).count { seed in
        dispatch(crowd, question: today, seed: UInt64(seed), rule: rule).offers.contains {
          $0.seat == .newcomer
        }
      }
    }
    #expect(seats() == 200)
    calibration.unfitPartsPerMillion = 900_000
    let few = seats()
    #expect(few > 5 && few < 50, "\(few)")
  }

  @Test func `a steward's choice comes first, and within the rules`() {
    var question = Sample.question(place: Self.place)
    question.pinned = [ID("m-1005"), ID("m-1006"), ID("m-none")]
    let crowd =
      (0..<4).map { Self.person($0, answers: 50) }
      + [
        Self.person(5, availability: Availability(budgetPerDay: 0)),
        Self.person(6, availability: Availability(quiet: "11:00-13:00")),
      ]
    let fact = dispatch(crowd, question: question)
    #expect(fact.offers.map(\.seat) == [.pinned, .score, .score])
    #expect(fact.offers.first?.expert.text == "m-1005")
    #expect(fact.excluded == ["asleep": 1])
  }

  @Test func `who holds questions already is asked later`() {
    let busy = (0..<3).map { Self.person($0, answers: 60, pending: 3) }
    let free = (3..<6).map { Self.person($0, answers: 20) }
    let asked = dispatch(busy + free).offers.map(\.expert.text)
    #expect(Set(asked) == ["m-1003", "m-1004", "m-1005"])
  }

  @Test func `the longer those asked are silent, the more others are asked`() {
    let crowd = (0..<60).map { Self.person($0, answers: 20) { $0.act(at: Sample.noon) } }
    let names = crowd.prefix(4).map(\.member.id)
    var rule = Self.plain
    rule.waveSizes = [48]
    func offers(_ silence: Int?) -> Int {
      let since = Sample.noon.adding(seconds: -(silence ?? 0))
      let pending = silence.map { _ in names.map { ($0, since) } } ?? []
      return dispatch(
        crowd, asked: Set(names), pending: Dictionary(uniqueKeysWithValues: pending), rule: rule
      ).offers.count
    }
    let counts = [0, 20, 40, 110, 3_600].map(offers)
    #expect(counts == counts.sorted() && (counts.first ?? 0) < (counts.last ?? 0), "\(counts)")
    #expect(counts.last == offers(nil))
  }

  @Test func `nobody at all gives a wave without offers`() {
    let fact = dispatch([])
    #expect(fact.offers.isEmpty && fact.considered.isEmpty)
    #expect(fact.eligible == 0)
    #expect(fact.excluded.isEmpty)
  }
}
