import Testing

@testable import Witan

@Suite struct CoverageTests {
  /// Thursday the first of January 2026, noon.
  static let now = Sample.noon
  static let subject = Subject(id: ID("snakes"), title: "Snakes", taxonomy: "x", taxa: 11)

  /// Somebody from Asia, by default at any hour.
  static func person(
    _ number: Int, zone: String = "UTC", quiet: String? = nil, budget: Int = 40,
    home: String? = "IN", skill: Skill? = nil, rhythm: Rhythm? = nil,
    roles: [Role] = [.expert]
  ) throws -> Coverage.Person {
    let member = Member(
      id: ID("m-\(number)"), handle: "e-\(number)", name: nil, roles: roles,
      subjects: [ID("snakes")], home: try home.map { try Place($0) }, languages: [],
      availability: Availability(zone: zone, quiet: quiet, budgetPerDay: budget), joinedAt: now)
    return Coverage.Person(member: member, skill: skill, rhythm: rhythm)
  }

  /// A viper was found in Asia ten times.
  static let vipers: Demand = {
    var sightings = Sightings(subject: ID("snakes"), region: "142")
    sightings.learn(
      [.init(taxon: "Daboia russelii", partsPerMillion: 10_000_000)], sign: 1)
    return Demand(questions: ["142": 10], sightings: [sightings])
  }()

  static func coverage(
    _ people: [Coverage.Person], demand: Demand = vipers, least: Int = 1,
    at now: Instant = now, taxonomy: Taxonomy? = try? Sample.taxonomy()
  ) throws -> Coverage {
    try Coverage(
      subject: subject, taxonomy: taxonomy, people: people, demand: demand, rule: .first,
      least: least, at: now)
  }

  static let proved = Sample.proved(branch: "Viperidae", region: "142")

  @Test func `without anybody is one hole at any hour`() throws {
    let map = try Self.coverage([])
    #expect(map.experts == 0 && map.available == 0 && map.awake == [Int](repeating: 0, count: 168))
    #expect(map.rows.map(\.branch) == ["Viperidae"])
    let hole = try #require(map.holes.first)
    #expect(map.holes.count == 1 && hole.hoursPerWeek == 168 && hole.hours == 168)
    #expect(
      hole.sentence == "No one is proved for dangerous Viperidae (Vipers) in Asia at any hour.")
    let gap = try #require(map.forecast.first)
    #expect(map.forecast.count == 1 && gap.from == Self.now && gap.until == map.until)
    #expect(gap.goesOn && map.until == Self.now.adding(seconds: 7 * 86_400))
  }

  @Test func `of nothing asked and nobody judged has no rows`() throws {
    let map = try Self.coverage(
      [Self.person(1)], demand: Demand(questions: [:], sightings: []))
    #expect(map.rows.isEmpty && map.holes.isEmpty && map.forecast.isEmpty)
    #expect(map.awake == [Int](repeating: 1, count: 168))
  }

  @Test func `names quiet hours that cross midnight once for every day`() throws {
    // 22:30 to 06:00 in Bangkok is 15:30 to 23:00 UTC; half an hour is not all of it.
    let map = try Self.coverage([
      Self.person(1, zone: "Asia/Bangkok", quiet: "22:30-06:00", skill: Self.proved)
    ])
    #expect(
      map.holes.map(\.sentence) == [
        "No one is proved for dangerous Viperidae (Vipers) in Asia"
          + " between 15 and 23 UTC, every day."
      ])
    #expect(map.holes[0].hoursPerWeek == 56 && map.holes[0].days.count == 7)
    #expect(map.forecast.count == 7)
    #expect(map.forecast[0].from == Instant("2026-01-01T15:00:00.000Z"))
    #expect(map.forecast[0].until == Instant("2026-01-01T23:00:00.000Z"))
    #expect(!map.forecast.contains { $0.goesOn })
    #expect(map.rows[0].strips.count == 1 && map.rows[0].provedPeople == 1)
  }

  @Test func `by subregion counts who was judged in Southern Asia apart from others`() throws {
    func taught(_ number: Int, _ place: String) throws -> (place: Place?, lessons: SkillsMoved) {
      let question = ID<Question>("q-\(number)")
      return (
        place: try Place(place),
        lessons: SkillsMoved(
          question: question, source: .known, truth: "Daboia russelii",
          lessons: [
            Lesson(
              expert: ID("m-1"), branch: "Viperidae", region: "142", depth: 3,
              right: [1_000_000, 1_000_000, 1_000_000], wrong: [0, 0, 0], milliBits: 500)
          ], found: [.init(taxon: "Daboia russelii", partsPerMillion: 1_000_000)])
      )
    }
    let lessons = try (0..<12).map { try taught($0, "IN-KA") } + [taught(20, "TH")]
    let book = SkillBook(subject: ID("snakes"), lessons, by: .subregion)
    let person = try Self.person(1, skill: book.skills[ID("m-1")])
    let map = try Coverage(
      subject: Self.subject, taxonomy: Sample.taxonomy(), people: [person],
      demand: Demand(
        questions: ["034": 12, "035": 1],
        sightings: book.sightings.values.sorted { $0.region < $1.region }),
      rule: .first, least: 1, scale: .subregion, at: Self.now)
    let vipers = map.rows.filter { $0.branch == "Viperidae" }
    #expect(vipers.map(\.regionName) == ["Southern Asia", "South-Eastern Asia"])
    #expect(vipers.map(\.provedPeople) == [1, 0])
    #expect(
      map.holes.map(\.sentence).contains {
        $0.hasPrefix("No one is proved for dangerous Viperidae (Vipers) in South-Eastern Asia")
      })
    #expect(map.scale == .subregion)
  }

  @Test func `has for every country a subregion within its region`() throws {
    for (country, region) in Place.regionsByCountry {
      let subregion = try Place(country).subregion
      #expect(Place.region(of: subregion) == region, "\(country)")
      // South America is no finer in M49.
      #expect((subregion == region) == (region == "005"), "\(country)")
      #expect(Place.areaName(subregion) != subregion)
    }
    #expect(try Place("IN-KA").subregion == "034" && Place("142").subregion == "142")
    #expect(Place.areaName("145") == "Western Asia" && Place.areaName("142") == "Asia")
  }

  @Test func `does not count on somebody at hours at which they never answer`() throws {
    // Bangkok is seven hours ahead of UTC: 10 there is 03 UTC.
    var rhythm = Rhythm(expert: ID("m-1"))
    for day in 0..<7 {
      for _ in 0..<10 {
        rhythm.miss(hour: day * 24 + 10, wasHere: false, seconds: 3_600, rule: .first)
        rhythm.respond(hour: day * 24 + 20, wasHere: false, seconds: 30)
      }
    }
    let person = try Self.person(
      1, zone: "Asia/Bangkok", skill: Self.proved, rhythm: rhythm)
    let map = try Self.coverage([person])
    let proved = map.rows[0].proved
    #expect(proved.indices.filter { proved[$0] == 0 }.allSatisfy { (2...4).contains($0 % 24) })
    #expect((0..<7).allSatisfy { proved[$0 * 24 + 3] == 0 && proved[$0 * 24 + 13] == 1 })
    #expect(map.holes.first?.sentence.contains("UTC, every day.") == true, "\(map.holes)")
    let trusted = try Self.coverage([
      Self.person(1, zone: "Asia/Bangkok", skill: Self.proved)
    ])
    #expect(trusted.holes.isEmpty)
  }

  @Test func `is looked at by real instants when clocks are moved`() throws {
    // Berlin goes to summer time on Sunday the 29th of March 2026 at 01:00 UTC.
    let now = try #require(Instant("2026-03-26T09:30:00.000Z"))
    let map = try Self.coverage(
      [Self.person(1, zone: "Europe/Berlin", quiet: "22:00-06:00", skill: Self.proved)], at: now)
    let first = map.forecast[0], last = map.forecast[6]
    #expect(map.forecast.count == 7)
    #expect(first.from == Instant("2026-03-26T21:00:00.000Z"))
    #expect(first.until == Instant("2026-03-27T05:00:00.000Z"))
    #expect(map.forecast[2].from == Instant("2026-03-28T21:00:00.000Z"))
    #expect(map.forecast[2].until == Instant("2026-03-29T04:00:00.000Z"))
    #expect(last.from == Instant("2026-04-01T20:00:00.000Z"))
    #expect(last.until == Instant("2026-04-02T04:00:00.000Z"))
    #expect(
      map.holes.map { Coverage.Hole.when($0.days, startHour: $0.startHour, hours: $0.hours) } == [
        "between 20 and 04 UTC, Sun to Wed", "between 21 and 05 UTC, Thu and Fri",
        "between 21 and 04 UTC, Sat",
      ])
  }

  @Test func `whoever takes no questions, is no expert or of another subject is not there`()
    throws
  {
    let away = try Self.person(1, budget: 0, skill: Self.proved)
    let asker = try Self.person(2, skill: Self.proved, roles: [.asker])
    let map = try Self.coverage([away, asker])
    #expect(map.experts == 1 && map.available == 0)
    #expect(map.holes.map(\.hoursPerWeek) == [168])
    #expect(map.rows[0].provedPeople == 1 && map.rows[0].proved.max() == 0)
  }

  @Test func `a hole begins now, and one that reaches the end goes on`() throws {
    let now = try #require(Instant("2026-01-01T12:20:00.000Z"))
    let map = try Self.coverage(
      [Self.person(1, quiet: "10:00-14:00", skill: Self.proved)], at: now)
    #expect(map.forecast.count == 8)
    #expect(map.forecast[0].from == now)
    #expect(map.forecast[0].until == Instant("2026-01-01T14:00:00.000Z"))
    #expect(map.forecast[7].until == map.until && map.forecast[7].goesOn)
  }

  @Test func `more proved people can be wanted at a time`() throws {
    let people = [
      try Self.person(1, skill: Self.proved),
      try Self.person(2, quiet: "02:00-05:00", skill: Self.proved), try Self.person(3),
    ]
    #expect(try Self.coverage(people).holes.isEmpty)
    let map = try Self.coverage(people, least: 2)
    #expect(
      map.holes.map(\.sentence) == [
        "Fewer than 2 people are proved for dangerous Viperidae (Vipers) in Asia"
          + " between 02 and 05 UTC, every day. One other awake then may be able."
      ])
    #expect(map.holes[0].proved == 1 && map.holes[0].able == 1)
    #expect(map.rows[0].ablePeople == 1)
  }

  @Test func `grave branches come first, then what is asked most`() throws {
    var asia = Sightings(subject: ID("snakes"), region: "142")
    asia.learn([.init(taxon: "Lycodon aulicus", partsPerMillion: 30_000_000)], sign: 1)
    var africa = Sightings(subject: ID("snakes"), region: "002")
    africa.learn([.init(taxon: "Echis", partsPerMillion: 2_000_000)], sign: 1)
    let map = try Self.coverage(
      [], demand: Demand(questions: ["142": 30, "002": 2], sightings: [africa, asia]))
    #expect(map.rows.map(\.region) == ["142", "002"])
    #expect(map.holes.map(\.region) == ["002", "142"])
    #expect(map.holes.map(\.isGrave) == [true, false])
    #expect(map.holes.map(\.askedThousandths) == [2_000, 30_000])
  }

  @Test func `what nobody could tell counts where it is to be expected`() throws {
    let map = try Self.coverage(
      [], demand: Demand(questions: ["142": 8, "": 1], sightings: []))
    let asia = map.rows.filter { $0.region == "142" }
    #expect(abs(asia.reduce(0) { $0 + $1.askedThousandths } - 8_000) < 400)
    #expect(asia.map(\.branch) == ["Viperidae", "Colubridae"])
    #expect(map.holes.contains { $0.sentence.contains("where no place is told") })
  }

  @Test func `a plain subject has one branch that bears its title`() throws {
    let plain = try Coverage(
      subject: Subject(id: ID("workshop"), title: "Workshop", taxonomy: nil, taxa: 0),
      taxonomy: nil, people: [], demand: Demand(questions: ["": 3], sightings: []), rule: .first,
      least: 1, at: Self.now)
    #expect(plain.rows.map(\.name) == ["Workshop"])
    #expect(plain.rows[0].branch.isEmpty && plain.rows[0].askedThousandths == 3_000)
    #expect(plain.holes[0].sentence == "No one is proved for Workshop at any hour.")
  }

  @Test func `proved means what a verdict means by it`() throws {
    let taxonomy = try Sample.taxonomy()
    for (count, region) in [(4, "142"), (5, "142"), (40, "142"), (40, "002")] {
      let skill = Sample.proved(count, branch: "Viperidae", region: region)
      let map = try Self.coverage([Self.person(1, skill: skill)])
      let row = try #require(map.rows.first { $0.branch == "Viperidae" && $0.region == "142" })
      let question = Sample.question(place: try Place("IN"))
      let file = Case(
        question: question, taxonomy: taxonomy,
        prior: try taxonomy.prior(at: question.place, rule: .first), rule: .first, evidence: [])
      let isProved = file.isProvedHere(
        .init(answer: Sample.answer(1, "Daboia russelii"), skill: skill, isHome: true))
      #expect((row.provedPeople == 1) == isProved, "\(count) in \(region)")
    }
  }
}
