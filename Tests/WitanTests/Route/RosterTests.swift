import Testing

@testable import Witan

/// A roster that followed every change gives what one made afresh gives.
@Suite struct RosterTests {
  private let rule = Rule.first
  private let hours = (0..<400).map { Sample.noon.adding(seconds: $0 * 1_800) }

  @Test("A reason's place is its place among all reasons")
  func reasons() {
    #expect(Exclusion.allCases.map(\.place) == Array(Exclusion.allCases.indices))
  }

  /// One state of the records of some people.
  private struct Records {
    var members: [ID<Member>: Member] = [:]
    var loads: [ID<Member>: Load] = [:]
    var rhythms: [ID<Member>: Rhythm] = [:]
    var skills: [ID<Member>: Skill] = [:]

    func roster(_ rule: Rule) -> Roster {
      var roster = Roster(subject: ID("snakes"), rule: rule)
      for id in members.keys { put(id, in: &roster) }
      return roster
    }

    func put(_ id: ID<Member>, in roster: inout Roster) {
      guard let member = members[id] else { return roster.remove(id) }
      roster.put(
        member, load: loads[id] ?? Load(expert: id), rhythm: rhythms[id] ?? Rhythm(expert: id),
        skill: skills[id] ?? Skill(subject: ID("snakes"), expert: id))
    }
  }

  private func change(
    _ id: ID<Member>, _ records: inout Records, _ chance: inout Chance, at now: Instant
  ) throws {
    switch chance.below(6) {
    case 0:
      records.members[id] = Member(
        id: id, handle: nil, name: nil, roles: [.expert], subjects: [ID("snakes")],
        home: try [nil, Place("IN"), Place("BR")][chance.below(3)], languages: [],
        availability: Availability(
          zone: ["UTC", "Asia/Kolkata", "America/Lima"][chance.below(3)],
          quiet: [nil, "22:00-06:00"][chance.below(2)], budgetPerDay: 5 + chance.below(40)),
        joinedAt: now)
    case 1: records.members[id] = nil
    case 2: records.loads[id, default: Load(expert: id)].offer(at: now)
    case 3:
      records.rhythms[id, default: Rhythm(expert: id)].respond(
        hour: chance.below(168), wasHere: false, seconds: 1 + chance.below(200))
    case 4:
      records.rhythms[id, default: Rhythm(expert: id)].miss(
        hour: chance.below(168), wasHere: false, seconds: chance.below(200), rule: rule)
    default:
      let right = chance.below(2) * 1_000_000
      records.skills[id, default: Skill(subject: ID("snakes"), expert: id)].learn(
        Lesson(
          expert: id, branch: ["Viperidae", "Elapidae"][chance.below(2)], region: "142", depth: 2,
          right: [right, right], wrong: [1_000_000 - right, 1_000_000 - right], milliBits: 100),
        sign: 1)
    }
  }

  @Test(arguments: 1...8)
  func `following each change is the same as reading all anew`(seed: Int) throws {
    var chance = Chance(seed: UInt64(seed))
    var records = Records()
    var followed = Roster(subject: ID("snakes"), rule: rule)
    for (step, now) in hours.enumerated() {
      let id = ID<Member>("m-\(100 + chance.below(30))")
      try change(id, &records, &chance, at: now)
      records.put(id, in: &followed)
      guard step % 5 == 0 else { continue }
      var anew = records.roster(rule)
      let need = Router.Need(
        question: Sample.question(place: try Place("IN"), urgency: .today),
        branches: [
          .init(taxon: "Viperidae", partsPerMillion: 700_000),
          .init(taxon: "Elapidae", partsPerMillion: 200_000),
        ], depth: 2)
      let draw = chance.next()
      #expect(
        Router.dispatch(need, roster: &followed, rule: rule, seed: draw, now: now)
          == Router.dispatch(need, roster: &anew, rule: rule, seed: draw, now: now))
    }
  }

  @Test func `the best of many are those that sorting gives`() {
    var chance = Chance(seed: 3)
    for limit in [0, 1, 7, 200] {
      var best = Best(limit: limit)
      let all = (0..<500).map { place in
        Candidate(
          place: place, skill: 0, exploration: 0, timely: 0, price: 1, score: chance.below(60))
      }
      for each in all { best.offer(each) }
      let sorted = all.sorted(by: Candidate.isBefore).prefix(limit)
      #expect(best.sorted.map(\.place) == sorted.map(\.place))
      #expect(best.total == 500)
    }
  }
}
