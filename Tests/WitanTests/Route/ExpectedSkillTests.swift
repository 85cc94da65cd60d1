import Testing

@testable import Witan

/// What is to be expected of somebody before they are asked.
@Suite struct ExpectedSkillTests {
  private static let newcomer = Skill(subject: ID("snakes"), expert: ID("m-1"))

  private func expected(
    _ skill: Skill, _ branch: String = "Viperidae", isHome: Bool? = nil, depth: Int = 3
  ) -> (mean: Double, spread: Double) {
    skill.expected(
      .init(branch: branch, region: "142", depth: depth), isHome: isHome, rule: .first)
  }

  /// Each step right, and going on below each depth with 8 in 9.
  @Test(arguments: [1, 2, 3])
  func `a newcomer has the product of the novice's steps`(depth: Int) {
    let novice = Rule.first.noviceAccuracyPartsPerMillion.map { Double($0) / 1e6 }
    let product = novice.prefix(depth).reduce(1) { $0 * $1 * 8 / 9 }
    let found = expected(Self.newcomer, depth: depth)
    #expect(abs(found.mean - product) <= 1e-12)
    #expect(found.spread > 0)
  }

  @Test func `who is proved in a branch is expected to know more there`() {
    let skill = Sample.proved(30, branch: "Viperidae", region: "142")
    #expect(expected(skill).mean > expected(skill, "Colubridae").mean)
    #expect(expected(skill, "Colubridae").mean > expected(Self.newcomer).mean)
  }

  @Test func `at home more is to be expected than away`() {
    for skill in [Self.newcomer, Sample.proved(30, region: "142")] {
      let means = [false, nil, true].map { expected(skill, isHome: $0).mean }
      #expect(means == means.sorted() && Set(means).count == 3)
    }
  }

  @Test func `who was proved deviates less`() {
    let proved = expected(Sample.proved(200, branch: "Viperidae", region: "142"))
    #expect(proved.spread < expected(Self.newcomer).spread)
  }

  @Test func `who never names a species is not expected to`() {
    var coarse = Self.newcomer
    for _ in 0..<40 {
      coarse.learn(
        Lesson(
          expert: ID("m-1"), branch: "Viperidae", region: "142", depth: 1, right: [1_000_000],
          wrong: [0], milliBits: 0), sign: 1)
    }
    #expect(expected(coarse).mean < expected(Self.newcomer).mean / 3)
    #expect(expected(coarse, depth: 1).mean > expected(Self.newcomer, depth: 1).mean)
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
