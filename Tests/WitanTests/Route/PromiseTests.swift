import Testing

@testable import Witan

/// What an asker is promised, by the roster alone.
@Suite struct PromiseTests {
  private static let place = try? Place("IN")
  private let rule = Rule.first

  private func promise(
    _ count: Int, awake: Int? = nil, here: Int = 0, proved: Int = 0, urgency: Urgency = .emergency,
    asker: ID<Member> = ID("m-asker"), at now: Instant = Sample.noon
  ) -> Promise {
    var roster = Roster(subject: ID("snakes"), rule: rule)
    for number in 0..<count {
      let name = ID<Member>("m-\(1000 + number)")
      let isAwake = number < awake ?? count
      let member = Member(
        id: name, handle: nil, name: nil, roles: [.expert], subjects: [ID("snakes")], home: nil,
        languages: [],
        availability: Availability(quiet: isAwake ? nil : "11:00-17:00"), joinedAt: Sample.noon)
      var rhythm = Rhythm(expert: name)
      if number < here { rhythm.act(at: now) }
      roster.put(
        member, load: Load(expert: name), rhythm: rhythm,
        skill: number < proved
          ? Sample.proved(12, branch: "Viperidae", region: "142", expert: name.text)
          : Skill(subject: ID("snakes"), expert: name))
    }
    var question = Sample.question(place: Self.place, urgency: urgency)
    question.deadline = now.adding(seconds: rule.clock(urgency).deadlineSeconds)
    let need = Router.Need(
      question: question, branches: [.init(taxon: "Viperidae", partsPerMillion: 900_000)],
      depth: 3)
    return Promise(need, roster: &roster, rule: rule, now: now)
  }

  private func odds(_ promise: Promise) -> [Int] { promise.odds.map(\.partsPerMillion) }

  @Test func `without people there are no odds, and the wait is all there is`() {
    for urgency in Urgency.allCases {
      let promise = promise(0, urgency: urgency)
      #expect(odds(promise) == [0, 0, 0] && promise.isEmpty)
      #expect(promise.expectedWaitSeconds == rule.clock(urgency).deadlineSeconds)
      #expect([promise.experts, promise.awake, promise.here, promise.proved] == [0, 0, 0, 0])
    }
  }

  @Test func `whoever sleeps counts as an expert and adds nothing to the odds`() {
    let asleep = promise(5, awake: 0, here: 5, proved: 5)
    #expect(odds(asleep) == [0, 0, 0])
    #expect([asleep.experts, asleep.awake, asleep.here] == [5, 0, 0])
    #expect([asleep.proved, asleep.provedAwake, asleep.provedHere] == [5, 0, 0])
    #expect(odds(promise(5, awake: 2)) == odds(promise(2)))
  }

  @Test func `one person has the odds of one person`() {
    for (here, chance) in [(0, 0.2), (1, 0.65)] {
      let median = Rhythm(expert: ID("m")).medianSeconds(rule: rule)
      let promise = promise(1, here: here)
      let wanted = Promise.horizonsSeconds.map {
        Int((chance * Rhythm.share(within: Double($0), median: median) * 1e6).rounded())
      }
      #expect(odds(promise) == wanted)
      #expect(promise.here == here && promise.awake == 1)
      #expect((1..<110).contains(promise.expectedWaitSeconds))
    }
    // Median 30 s, of whom 92 % within five times that: 65 % x 8/9 within two minutes.
    #expect(abs(odds(promise(1, here: 1))[0] - 577_000) < 5_000)
  }

  @Test(arguments: Urgency.allCases) func `odds grow with time and with people`(_ urgency: Urgency)
  {
    var last = [0, 0, 0]
    var wait = Int.max
    for count in [1, 2, 3, 5, 9, 30, 120] {
      let promise = promise(count, urgency: urgency)
      let now = odds(promise)
      #expect(now == now.sorted() && now[0] > 0, "\(count)")
      for (one, other) in zip(last, now) { #expect(one <= other, "\(count)") }
      #expect(promise.expectedWaitSeconds <= wait, "\(count)")
      (last, wait) = (now, promise.expectedWaitSeconds)
    }
    #expect(odds(promise(3, here: 3, urgency: urgency))[0] > odds(promise(3))[0])
  }

  @Test func `those who have proved themselves are counted where they have`() {
    let promise = promise(9, awake: 6, here: 2, proved: 8)
    #expect([promise.proved, promise.provedAwake, promise.provedHere] == [8, 6, 2])
    #expect([promise.experts, promise.awake, promise.here] == [9, 6, 2])
    #expect(
      promise.sentence(about: "Snakes, Asia").hasPrefix(
        "6 experts who have proved themselves (Snakes, Asia) are awake, 2 are here now. "
          + "An answer within 2 minutes: "))
  }

  @Test func `the asker is not among those who are there`() {
    #expect(promise(1, here: 1, asker: ID("m-1000")).experts == 1)
    var roster = Roster(subject: ID("snakes"), rule: rule)
    let name = ID<Member>("m-asker")
    roster.put(
      Member(
        id: name, handle: nil, name: nil, roles: [.expert], subjects: [ID("snakes")], home: nil,
        languages: [], availability: .always, joinedAt: Sample.noon),
      load: Load(expert: name), rhythm: Rhythm(expert: name),
      skill: Skill(subject: ID("snakes"), expert: name))
    let need = Router.Need(
      question: Sample.question(), branches: [.init(taxon: "", partsPerMillion: 999_999)], depth: 1)
    let promise = Promise(need, roster: &roster, rule: rule, now: Sample.noon)
    #expect(promise.isEmpty && promise.experts == 0)
  }

  @Test func `the wait is the area under the chance that it lasts`() {
    // Somebody certain with a median so short that they answer at once, after half of the limit.
    let late = Prospect(people: [.init(startSeconds: 50, chance: 1, medianSeconds: 0.001)])
    #expect(abs(late.expectedWaitSeconds(atMost: 100) - 50) <= 1)
    let never = Prospect(people: [.init(startSeconds: 0, chance: 0, medianSeconds: 30)])
    #expect(never.expectedWaitSeconds(atMost: 86_400) == 86_400)
    #expect(Prospect(people: []).expectedWaitSeconds(atMost: 0) == 0)
    #expect(late.partsPerMillion(within: 50) == 0 && late.partsPerMillion(within: 60) == 999_999)
  }

  @Test func `two who may answer are silent together`() {
    let person = Prospect.Person(startSeconds: 0, chance: 0.5, medianSeconds: 120)
    let both = Prospect(people: [person, person])
    #expect(Prospect(people: [person]).partsPerMillion(within: 120) == 250_000)
    #expect(both.partsPerMillion(within: 120) == 437_500)
  }

  /// A promise of people with these hours, loads and groups.
  private func promise(
    _ people: [(availability: Availability, offered: Int)], urgency: Urgency = .emergency,
    language: String? = nil, at now: Instant = Sample.noon, rule: Rule = .first
  ) -> Promise {
    var roster = Roster(subject: ID("snakes"), rule: rule)
    for (number, person) in people.enumerated() {
      let name = ID<Member>("m-\(1000 + number)")
      var load = Load(expert: name)
      for _ in 0..<person.offered { load.offer(at: now) }
      load.pending = 0
      roster.put(
        Member(
          id: name, handle: nil, name: nil, roles: [.expert], subjects: [ID("snakes")], home: nil,
          languages: ["kn"], availability: person.availability, joinedAt: now),
        load: load, rhythm: Rhythm(expert: name),
        skill: Skill(subject: ID("snakes"), expert: name))
    }
    var question = Sample.question(place: Self.place, urgency: urgency)
    question.language = language
    question.deadline = now.adding(seconds: rule.clock(urgency).deadlineSeconds)
    let need = Router.Need(
      question: question, branches: [.init(taxon: "Viperidae", partsPerMillion: 900_000)],
      depth: 3)
    return Promise(need, roster: &roster, rule: rule, now: now)
  }

  private let asleepUntilFive = Availability(quiet: "11:00-12:05")

  @Test(arguments: Urgency.allCases) func `who wakes within the hour is in the odds, and the wait`(
    _ urgency: Urgency
  ) {
    let waking = promise([(asleepUntilFive, 0), (asleepUntilFive, 0)], urgency: urgency)
    #expect(waking.awake == 0 && waking.soon == 2 && !waking.isEmpty)
    #expect(waking.odds[0].partsPerMillion == 0, "not before they wake")
    #expect(waking.odds[1].partsPerMillion > 300_000)
    #expect(waking.expectedWaitSeconds > 300)
    let awake = promise([(.always, 0), (.always, 0)], urgency: urgency)
    #expect(waking.odds[2].partsPerMillion <= awake.odds[2].partsPerMillion)
    #expect(
      waking.sentence(about: "Snakes").hasPrefix(
        "Nobody who could be asked now is awake (Snakes). 2 experts can be asked within the hour. "
          + "An answer within 2 minutes: 0 %"))
  }

  @Test func `leave that ends and a new day's budget count as waking`() {
    let leave = Availability(awayUntil: Sample.noon.adding(seconds: 240))
    #expect(odds(promise([(leave, 0)]))[1] > 0 && odds(promise([(leave, 0)]))[0] == 0)
    let night = Sample.noon.adding(seconds: 12 * 3_600 - 300)
    let spent = promise([(Availability(budgetPerDay: 2), 2)], at: night)
    #expect(spent.awake == 0 && spent.soon == 1 && odds(spent)[0] == 0 && odds(spent)[1] > 0)
    #expect(odds(promise([(Availability(budgetPerDay: 0), 0)])) == [0, 0, 0])
    let later = promise([(Availability(quiet: "11:00-15:00"), 0)])
    #expect(odds(later) == [0, 0, 0] && later.soon == nil, "nor who wakes after it closed")
    #expect(odds(promise([(Availability(quiet: "11:00-15:00"), 0)], urgency: .whenever))[2] == 0)
  }

  @Test func `who goes to sleep answers no more`() {
    let all = odds(promise([(.always, 0)]))
    let falling = odds(promise([(Availability(quiet: "12:01-20:00"), 0)]))
    #expect(falling[0] < all[0] && falling[0] == falling[2] && falling[0] > 0)
  }

  @Test func `awake are those who can be asked`() {
    let people: [(availability: Availability, offered: Int)] = [
      (.always, 0), (Availability(budgetPerDay: 1), 1), (asleepUntilFive, 0),
    ]
    #expect(promise(people).awake == 1 && promise(people).experts == 3)
    let foreign = promise(people, language: "fr")
    #expect(foreign.awake == 0 && foreign.soon == nil && foreign.isEmpty)
  }

  @Test func `the same roster gives the same promise, and no wave is left in it`() {
    #expect(promise(40, awake: 30, here: 3) == promise(40, awake: 30, here: 3))
    var roster = Roster(subject: ID("snakes"), rule: rule)
    let need = Router.Need(
      question: Sample.question(), branches: [.init(taxon: "", partsPerMillion: 999_999)], depth: 1)
    _ = Promise(need, roster: &roster, rule: rule, now: Sample.noon)
    #expect(need.question.wave == 0)
  }
}
