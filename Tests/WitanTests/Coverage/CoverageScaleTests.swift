import Testing

@testable import Witan

@Suite struct `A large community's coverage` {
  @Test func `is what looking at each person and hour gives`() throws {
    let taxonomy = try Sample.taxonomy()
    let seed: UInt64 = 5
    var chance = Chance(seed: seed)
    let zones = ["UTC", "Asia/Kolkata", "Europe/Berlin", "America/Sao_Paulo"]
    let regions = ["142", "002", ""]
    let people = try (0..<120).map { number in
      var skill = Skill(subject: ID("snakes"), expert: ID("m-\(number)"))
      for _ in 0..<chance.below(12) {
        let isRight = chance.below(4) > 0
        skill.learn(
          Lesson(
            expert: skill.expert, branch: ["Viperidae", "Colubridae"][chance.below(2)],
            region: regions[chance.below(3)], depth: 3,
            right: [1_000_000, 1_000_000, isRight ? 1_000_000 : 0],
            wrong: [0, 0, isRight ? 0 : 1_000_000], milliBits: 0), sign: 1)
      }
      return try CoverageTests.person(
        number, zone: zones[chance.below(4)],
        quiet: [nil, "22:00-06:00", "09:30-17:00"][chance.below(3)], budget: chance.below(5) * 10,
        home: [nil, "IN", "KE"][chance.below(3)], skill: skill.cells.isEmpty ? nil : skill)
    }
    let demand = Demand(questions: ["142": 5, "002": 3, "": 2], sightings: [])
    let map = try CoverageTests.coverage(people, demand: demand)
    #expect(map.rows.count == 6)
    for row in map.rows {
      let counted = people.filter { person in
        let isHome = row.region.isEmpty ? nil : person.member.home.map { $0.region == row.region }
        return person.skill?.standing(
          branch: row.branch, region: row.region, isHome: isHome, depth: 3, rule: .first) == .proved
      }
      #expect(row.provedPeople == counted.count, "seed \(seed)")
      let able = people.filter { person in
        let isHome = row.region.isEmpty ? nil : person.member.home.map { $0.region == row.region }
        let skill = person.skill ?? Skill(subject: ID("snakes"), expert: person.member.id)
        return skill.standing(
          branch: row.branch, region: row.region, isHome: isHome, depth: 3, rule: .first) == .able
      }
      #expect(row.ablePeople == able.count, "seed \(seed)")
      let shown = try #require(taxonomy.node(accepted: row.branch))
      #expect(row.action == taxonomy.action(of: shown))
      for step in 0..<168 {
        let hour = CoverageTests.now.adding(seconds: step * 3600)
        let awake = counted.filter { person in
          person.member.availability.budgetPerDay > 0
            && person.member.availability.isAwake(at: hour)
            && person.member.availability.isAwake(at: hour.adding(seconds: 1800))
        }
        #expect(row.proved[WeekHours.hour(of: hour)] == awake.count)
      }
    }
  }

  @Test func `of ten thousand people is told in a moment`() throws {
    let (taxa, parents) = CoverageScale.taxonomy(branches: 24)
    let taxonomy = try Taxonomy(taxa: taxa, parents: parents)
    let people = try CoverageScale.people(10_000, branches: 24)
    let demand = Demand(
      questions: Dictionary(
        uniqueKeysWithValues: CoverageScale.regions.map { ($0, 1_000) }), sightings: [])
    let clock = ContinuousClock()
    var map: Coverage?
    let took = try clock.measure {
      map = try CoverageTests.coverage(people, demand: demand, taxonomy: taxonomy)
    }
    print("coverage of 10,000 people, 24 branches, 6 regions: \(took)")
    #expect(map?.rows.count == 24 * 6 && map?.experts == 10_000)
  }
}

/// A made up community as large as we promise to be quick for.
enum CoverageScale {
  static let regions = ["002", "003", "005", "009", "142", "150"]

  /// A root, branches, five genera in each, five species in each of those.
  static func taxonomy(branches: Int) -> (taxa: [Taxon], parents: [Int32]) {
    var taxa = [Taxon(name: "Root", rank: "order", action: nil)]
    var parents: [Int32] = [-1]
    for branch in 0..<branches {
      let top = Int32(taxa.count)
      taxa.append(
        Taxon(
          name: "B\(branch)", rank: "family", action: branch % 3 == 0 ? "dangerous" : "harmless"))
      parents.append(0)
      for genus in 0..<5 {
        let node = Int32(taxa.count)
        taxa.append(Taxon(name: "G\(branch)-\(genus)", rank: "genus", action: nil))
        parents.append(top)
        for species in 0..<5 {
          taxa.append(Taxon(name: "S\(branch)-\(genus)-\(species)", rank: "species", action: nil))
          parents.append(node)
        }
      }
    }
    return (taxa, parents)
  }

  /// People of many zones and quiet hours, each judged in six branches and two regions.
  static func people(_ count: Int, branches: Int) throws -> [Coverage.Person] {
    var chance = Chance(seed: 9)
    let zones = ["Asia/Kolkata", "Europe/Berlin", "America/New_York", "Africa/Nairobi", "UTC"]
    return try (0..<count).map { number in
      var skill = Skill(subject: ID("snakes"), expert: ID("m-\(number)"))
      for _ in 0..<12 {
        skill.learn(
          Lesson(
            expert: skill.expert, branch: "B\(chance.below(6) * 4 % branches)",
            region: regions[chance.below(2)], depth: 3,
            right: [1_000_000, 1_000_000, 1_000_000], wrong: [0, 0, 0], milliBits: 100), sign: 1)
      }
      let start = "\(10 + chance.below(14)):\(["00", "30"][chance.below(2)])"
      return try CoverageTests.person(
        number, zone: zones[chance.below(5)], quiet: "\(start)-06:00",
        home: ["IN", "KE", "US", "BR", "AU", "DE"][chance.below(6)], skill: skill)
    }
  }
}
