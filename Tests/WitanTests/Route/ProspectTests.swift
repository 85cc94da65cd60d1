import Testing

@testable import Witan

/// What is to be expected of somebody before they are asked.
@Suite struct ProspectTests {
  private static let newcomer = Skill(subject: ID("snakes"), expert: ID("m-1"))

  private func prospect(
    _ skill: Skill,
    _ branches: [(String, Int)] = [("Viperidae", 600_000), ("Colubridae", 400_000)],
    region: String = "142", isHome: Bool? = nil, depth: Int = 3
  ) -> Prospect {
    Prospect(
      skill, branches: branches.map { .init(taxon: $0, partsPerMillion: $1) }, region: region,
      isHome: isHome, depth: depth, rule: .first)
  }

  /// Each step right, and going on below each depth with 8 in 9.
  @Test(arguments: [1, 2, 3])
  func `a newcomer has the product of the novice's steps`(depth: Int) {
    let novice = Rule.first.noviceAccuracyPartsPerMillion.map { Double($0) / 1e6 }
    let expected = novice.prefix(depth).reduce(1) { $0 * $1 * 8 / 9 }
    let found = prospect(Self.newcomer, depth: depth)
    #expect(abs(Double(found.skillPartsPerMillion) - expected * 1e6) <= 1)
    #expect(found.deviationPartsPerMillion > 0)
  }

  @Test func `branches count by how likely they are`() {
    let skill = Sample.proved(30, branch: "Viperidae", region: "142")
    let viper = prospect(skill, [("Viperidae", 1_000_000)]).skillPartsPerMillion
    let colubrid = prospect(skill, [("Colubridae", 1_000_000)]).skillPartsPerMillion
    #expect(viper > colubrid)
    let mixed = prospect(skill, [("Viperidae", 250_000), ("Colubridae", 750_000)])
    #expect(abs(mixed.skillPartsPerMillion - (viper + 3 * colubrid) / 4) <= 2)
  }

  @Test func `at home more is to be expected than away`() {
    for skill in [Self.newcomer, Sample.proved(30, region: "142")] {
      let skills = [false, nil, true].map { prospect(skill, isHome: $0).skillPartsPerMillion }
      #expect(skills == skills.sorted() && Set(skills).count == 3)
    }
  }

  @Test func `who was proved is expected to know more, and deviates less`() {
    let newcomer = prospect(Self.newcomer)
    let proved = prospect(Sample.proved(200, branch: "Viperidae", region: "142"))
    #expect(proved.skillPartsPerMillion > newcomer.skillPartsPerMillion)
    #expect(proved.deviationPartsPerMillion < newcomer.deviationPartsPerMillion)
  }

  @Test func `who never names a species is not expected to`() {
    var coarse = Self.newcomer
    for _ in 0..<40 {
      coarse.learn(
        Lesson(
          expert: ID("m-1"), branch: "Viperidae", region: "142", depth: 1, right: [1_000_000],
          wrong: [0], milliBits: 0), sign: 1)
    }
    let all = prospect(Self.newcomer).skillPartsPerMillion
    #expect(prospect(coarse).skillPartsPerMillion < all / 3)
    let family = prospect(Self.newcomer, depth: 1).skillPartsPerMillion
    #expect(prospect(coarse, depth: 1).skillPartsPerMillion > family)
  }

  @Test func `without a branch nothing is expected`() {
    #expect(
      prospect(Self.newcomer, []) == Prospect(skillPartsPerMillion: 0, deviationPartsPerMillion: 0))
  }

  @Test func `open branches are the likeliest below the root, and none has a name in a list`()
    throws
  {
    let file = try Sample.file(Sample.taxonomy(), votes: ["Daboia russelii", "Viperidae"])
    let branches = file.taxonomy.openBranches(try file.belief())
    #expect(branches.map(\.taxon) == ["Viperidae", "Colubridae"])
    #expect(branches[0].partsPerMillion > 900_000)
    #expect(branches.map(\.partsPerMillion).reduce(0, +) < 1_000_000)
    let demo = try Taxonomy(csv: Sample.fixture("demo/snakes.csv"))
    let none = try Sample.file(demo, votes: [])
    let first = demo.openBranches(try none.belief())
    #expect(first.count <= 5 && first.count > 1)
    let shares = first.map(\.partsPerMillion)
    #expect(shares == shares.sorted(by: >))
    let options = try Sample.file(Taxonomy(options: ["yes", "no"]), votes: ["yes"])
    #expect(options.taxonomy.openBranches(try options.belief()).map(\.taxon) == [""])
  }

  @Test func `somebody is at home in the region of the question, or it is not known`() throws {
    let member = { (home: Place?) in
      Member(
        id: ID("m-1"), handle: nil, name: nil, roles: [.expert], subjects: [], home: home,
        languages: [], availability: .always, joinedAt: Sample.noon)
    }
    let here = Sample.question(place: try Place("IN-KA"))
    #expect(here.isHome(member(try Place("LK"))) == true)
    #expect(here.isHome(member(try Place("BR"))) == false)
    #expect(here.isHome(member(nil)) == nil && here.isHome(nil) == nil)
    #expect(Sample.question().isHome(member(try Place("IN"))) == nil)
  }
}
