import Inference
import Testing

@testable import Witan

/// What a question teaches about those who answered it.
@Suite struct LearnTests {
  private static let full = 1_000_000

  private func lessons(_ votes: [String?], truth: String) throws -> [Lesson] {
    try Sample.file(Sample.taxonomy(), votes: votes).lessons(truth: truth, source: .outcome).lessons
  }

  @Test(arguments: [
    ("Daboia russelii", [1, 1, 1], [0, 0, 0]), ("Daboia", [1, 1], [0, 0]), ("Viperidae", [1], [0]),
    ("Echis carinatus", [1, 0], [0, 1]), ("Echis", [1, 0], [0, 1]),
    ("Lycodon aulicus", [0], [1]), ("Colubridae", [0], [1]),
  ])
  func `each step is right or wrong until the first that is wrong`(
    said: String, right: [Int], wrong: [Int]
  ) throws {
    let lesson = try #require(try lessons([said], truth: "Daboia russelii").first)
    #expect(lesson.right == right.map { $0 * Self.full })
    #expect(lesson.wrong == wrong.map { $0 * Self.full })
    // The branch is the one that was named, as it is there that the expert errs.
    #expect(lesson.branch == (right[0] == 1 ? "Viperidae" : "Colubridae"))
    #expect(lesson.expert.text == "m-1")
    if wrong.last == 0 { #expect(lesson.milliBits > 0) }
    if right[0] == 0 { #expect(lesson.milliBits < 0) }
  }

  @Test func `a coarse truth judges only the steps that it has`() throws {
    let lesson = try #require(try lessons(["Daboia russelii"], truth: "Viperidae").first)
    #expect(lesson.right == [Self.full])
    #expect(lesson.wrong == [0])
  }

  @Test func `can't tell teaches nothing but that it was said`() throws {
    let lessons = try lessons([nil, nil], truth: "Daboia russelii")
    #expect(lessons.map(\.expert.text) == ["m-1", "m-2"])
    for lesson in lessons {
      #expect(lesson.depth == 0 && lesson.milliBits == 0)
      #expect(lesson.right.isEmpty && lesson.wrong.isEmpty)
    }
    let skill = lessons.reduce(into: Skill(subject: ID("snakes"), expert: ID("m-1"))) {
      $0.learn($1, sign: 1)
    }
    #expect(skill.cells.isEmpty && skill.depths == [2])
    let newcomer = Skill(subject: ID("snakes"), expert: ID("m-1"))
    #expect(skill.goingOn(below: 0) < newcomer.goingOn(below: 0))
  }

  @Test func `a truth out of the taxonomy teaches nothing`() throws {
    let moved = try Sample.file(Sample.taxonomy(), votes: ["Daboia russelii"])
      .lessons(truth: "Felis catus", source: .outcome)
    #expect(moved.lessons.isEmpty && moved.found.isEmpty)
  }

  @Test func `a species that is known to be the truth was found, and nothing else`() throws {
    let file = try Sample.file(Sample.taxonomy(), votes: ["Lycodon aulicus", nil])
    #expect(
      try file.lessons(truth: "Daboia russelii", source: .outcome).found
        == [.init(taxon: "Daboia russelii", partsPerMillion: 1_000_000)])
    #expect(try file.lessons(truth: "Daboia", source: .outcome).found.isEmpty)
    let options = try Sample.file(Taxonomy(options: ["yes", "no"]), votes: ["yes"])
    #expect(try options.lessons(truth: "yes", source: .known).found.isEmpty)
    #expect(try options.lessonsFromConsensus().found.isEmpty)
  }

  @Test func `where nobody knows the truth, what was found is what is believed`() throws {
    let votes = ["Daboia russelii", "Daboia russelii", "Echis carinatus", "Viperidae"]
    let file = try Sample.file(Sample.taxonomy(), votes: votes)
    let found = try file.lessonsFromConsensus().found
    #expect(found.map(\.taxon) == ["Daboia russelii", "Echis carinatus"])
    let belief = try file.belief()
    for each in found {
      let node = try file.taxonomy.node(named: each.taxon)
      #expect(each.partsPerMillion == partsPerMillion(belief.probability(of: node)))
    }
    #expect(found[0].partsPerMillion > found[1].partsPerMillion)
    #expect(try Sample.file(Sample.taxonomy(), votes: [nil]).lessonsFromConsensus().found.isEmpty)
  }

  @Test func `an easy question earns little, a hard one much, an error costs`() throws {
    let alone = try lessons(["Daboia russelii"], truth: "Daboia russelii")[0].milliBits
    let crowd = try lessons(
      [String](repeating: "Daboia russelii", count: 8), truth: "Daboia russelii")
    #expect(alone > 1_000)
    #expect(crowd.allSatisfy { (0..<100).contains($0.milliBits) })
    let error = try lessons(["Lycodon aulicus"], truth: "Daboia russelii")[0].milliBits
    #expect(error < 0)
  }

  /// Each is right with the belief of the others in what they said, and wrong with the rest.
  @Test func `where nobody knows the truth each is judged by all the others`() throws {
    let taxonomy = try Taxonomy(options: ["yes", "no"])
    let votes = ["yes", "yes", "yes", "yes", "yes", "no"]
    let moved = try Sample.file(taxonomy, votes: votes).lessonsFromConsensus()
    #expect(moved.source == .consensus && moved.truth == nil)
    #expect(moved.lessons.count == 6)
    let novice = Double(Rule.first.noviceAccuracyPartsPerMillion[0]) / 1e6
    for (place, lesson) in moved.lessons.enumerated() {
      let isYes = place < 5
      let others = FlatBelief.of([
        [Double](repeating: novice, count: isYes ? 4 : 5),
        [Double](repeating: novice, count: isYes ? 1 : 0),
      ])
      let right = others[isYes ? 0 : 1]
      #expect(abs(Double(lesson.right[0]) / 1e6 - right) < 1e-6)
      #expect(lesson.right[0] + lesson.wrong[0] == 1_000_000)
      #expect(isYes ? right > 0.9 : right < 0.1)
    }
  }

  @Test func `where the others believe in nothing, an answer teaches nothing but its depth`() throws
  {
    let taxonomy = try Sample.taxonomy()
    // A lone voice; one beside somebody who can't tell; two beside a family alone.
    for votes in [["Daboia russelii"], ["Daboia russelii", nil], ["Viperidae", nil]] as [[String?]]
    {
      let moved = try Sample.file(taxonomy, votes: votes).lessonsFromConsensus()
      #expect(moved.lessons.count == votes.count)
      #expect(moved.lessons.allSatisfy { $0.right.isEmpty && $0.wrong.isEmpty })
      #expect(moved.lessons.allSatisfy { $0.milliBits == 0 })
      #expect(moved.lessons[0].depth == (votes[0] == "Viperidae" ? 1 : 3))
    }
    #expect(try Sample.file(taxonomy, votes: []).lessonsFromConsensus().lessons.isEmpty)
  }

  @Test func `one's own answer is left out of what one is judged by`() throws {
    let taxonomy = try Taxonomy(options: ["yes", "no"])
    // The proved expert settles it alone; the others alone believe the contrary.
    let proved = Sample.skill(right: [900_000_000], wrong: [0])
    let answers = [Sample.answer(1, "yes")] + (2...5).map { Sample.answer($0, "no") }
    let file = try Sample.file(taxonomy, answers, skills: [0: proved])
    let moved = try file.lessonsFromConsensus()
    let own = try #require(moved.lessons.first { $0.expert.text == "m-1" })
    #expect(own.wrong[0] > 900_000 && own.right[0] < 100_000)
  }
}
