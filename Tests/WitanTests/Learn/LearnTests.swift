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
    #expect(lesson.branch == "Viperidae")
    #expect(lesson.expert.text == "m-1")
    if wrong.last == 0 { #expect(lesson.milliBits > 0) }
    if right[0] == 0 { #expect(lesson.milliBits < 0) }
  }

  @Test func `a coarse truth judges only the steps that it has`() throws {
    let lesson = try #require(try lessons(["Daboia russelii"], truth: "Viperidae").first)
    #expect(lesson.right == [Self.full])
    #expect(lesson.wrong == [0])
  }

  @Test func `can't tell teaches nothing, and a truth out of the taxonomy nothing`() throws {
    #expect(try lessons([nil, nil], truth: "Daboia russelii").isEmpty)
    #expect(try lessons(["Daboia russelii"], truth: "Felis catus").isEmpty)
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

  @Test func `where nobody knows the truth each is judged by all the others`() throws {
    let taxonomy = try Taxonomy(options: ["yes", "no"])
    let votes = ["yes", "yes", "yes", "yes", "yes", "no"]
    let moved = try Sample.file(taxonomy, votes: votes).lessonsFromConsensus()
    #expect(moved.source == .consensus && moved.truth == nil)
    #expect(moved.lessons.count == 6)
    for (place, lesson) in moved.lessons.enumerated() {
      let (right, wrong) = (lesson.right[0], lesson.wrong[0])
      #expect(place < 5 ? right > 0 && wrong == 0 : right == 0 && wrong > 0)
      // At most half an observation, and no more than the others are sure.
      #expect((400_000..<500_000).contains(right + wrong))
    }
    // Two against each other, and a lone voice: the others are not sure of anything.
    #expect(try Sample.file(taxonomy, votes: ["yes", "no"]).lessonsFromConsensus().lessons.isEmpty)
    #expect(try Sample.file(taxonomy, votes: ["yes"]).lessonsFromConsensus().lessons.isEmpty)
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
    #expect(own.wrong[0] > 0 && own.right[0] == 0)
  }
}
