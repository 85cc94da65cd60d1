import Inference
import Testing

@testable import Witan

/// Who is held to copy counts once with whoever says the same.
@Suite struct CopiesTests {
  /// A case of votes with a letter for each giver: "c" is held to copy, "p" is proved, "n" is new.
  private func file(_ votes: [(kind: Character, taxon: String?)], rule: Rule = .first) throws
    -> Case
  {
    var skills: [Int: Skill] = [:]
    for (place, vote) in votes.enumerated() where vote.kind != "n" {
      skills[place] = Sample.proved(20, expert: "m-\(place + 1)")
      if vote.kind == "c" { skills[place]?.copying = 6_000 }
    }
    let answers = votes.enumerated().map { Sample.answer($0 + 1, $1.taxon) }
    return try Sample.file(Sample.taxonomy(), answers, rule: rule, skills: skills)
  }

  private func probability(_ file: Case, _ taxon: String) throws -> Double {
    try file.belief().probability(of: file.taxonomy.node(named: taxon))
  }

  private let wolf = "Lycodon aulicus"
  private let viper = "Daboia russelii"

  @Test func `a copy of a good answer or of a bad one adds nothing`() throws {
    for taxon in [wolf, viper] {
      let alone = try file([("p", viper), ("c", taxon)])
      let copied = try file([("p", viper), ("c", taxon), ("c", taxon), ("c", taxon)])
      #expect(try probability(copied, taxon) == probability(alone, taxon))
      let verdict = try copied.consensus(on: .answer, ledgerSize: 0)
      #expect(verdict.reasons.map(\.milliBits).suffix(2) == [0, 0])
      #expect(verdict.reasons.map(\.taxon).suffix(2) == [taxon, taxon])
      let honest = try file([("p", viper), ("p", taxon), ("p", taxon), ("p", taxon)])
      #expect(try probability(honest, taxon) > probability(alone, taxon))
    }
  }

  @Test func `copies alone settle nothing, and say nothing to be harmless`() throws {
    let honest = try file([("p", wolf), ("p", wolf), ("p", wolf)])
      .consensus(on: .answer, ledgerSize: 0)
    #expect(honest.phase == .settled && honest.action?.name == "harmless")
    let copied = try file([("c", wolf), ("c", wolf), ("c", wolf)])
      .consensus(on: .answer, ledgerSize: 0)
    #expect(copied.phase == .gathering && copied.action == nil && copied.held == nil)
    let joined = try file([("c", wolf), ("c", wolf), ("p", wolf), ("p", wolf)])
      .consensus(on: .answer, ledgerSize: 0)
    #expect(joined.phase == .settled && joined.action?.name == "harmless")
  }

  @Test func `who is held to copy and says something else is heard`() throws {
    let file = try file([("c", wolf), ("c", viper), ("c", nil), ("c", nil), ("c", wolf)])
    #expect(file.copies == [false, false, false, false, true])
    #expect(file.heard.map(\.answer.taxon) == [wolf, viper, nil, nil])
  }

  /// A case of votes with the group of each giver.
  private func kin(_ votes: [(group: String?, taxon: String?)], rule: Rule = .first) throws -> Case
  {
    let taxonomy = try Sample.taxonomy()
    return Case(
      question: Sample.question(), taxonomy: taxonomy,
      prior: try taxonomy.prior(at: nil, rule: rule), rule: rule,
      evidence: votes.enumerated().map { place, vote in
        Case.Evidence(answer: Sample.answer(place + 1, vote.taxon), skill: nil, group: vote.group)
      })
  }

  @Test func `of one group one is heard, whatever the others say`() throws {
    let file = try kin([
      ("a", nil), ("a", viper), ("b", viper), ("a", wolf), (nil, viper), ("b", viper), (nil, viper),
    ])
    #expect(file.copies == [false, false, false, true, false, true, false])
    #expect(file.circle(of: 1) == [0, 1, 3] && file.circle(of: 4) == [4])
    let alone = try kin([("a", viper)])
    let both = try kin([("a", viper), ("a", viper)])
    #expect(try probability(both, viper) == probability(alone, viper))
    var old = Rule.first
    old.answersPerGroup = nil
    #expect(try kin([("a", viper), ("a", viper)], rule: old).copies == [false, false])
  }

  @Test func `one who is suspected wrongly counts in full beside the honest`() throws {
    let suspected = try file([("p", wolf), ("c", wolf), ("p", wolf)])
    let honest = try file([("p", wolf), ("p", wolf), ("p", wolf)])
    #expect(try probability(suspected, wolf) == probability(honest, wolf))
  }

  @Test func `a rule that expects no copying holds nobody to copy`() throws {
    var rule = Rule.first
    rule.copyingPartsPerMillion = 0
    let file = try file([("c", wolf), ("c", wolf)], rule: rule)
    #expect(file.copies == [false, false])
    #expect(try file.lessonsFromConsensus().lessons.allSatisfy { $0.copying == 0 })
  }

  @Test func `what was seen moves the share, and the share decides`() {
    var skill = Sample.proved(3)
    #expect(abs(skill.copyingShare(.first) - 0.02) < 1e-9 && !skill.isSuspected(.first))
    skill.copying = 3_891
    #expect(!skill.isSuspected(.first))
    skill.copying = 3_892
    #expect(skill.isSuspected(.first))
    skill.learn(
      Lesson(
        expert: skill.expert, branch: "", region: "", depth: 0, right: [], wrong: [],
        milliBits: 0, copying: -400), sign: 1)
    #expect(skill.copying == 3_492)
  }

  @Test func `those who copy do not call each other right`() throws {
    let alone = try file([("c", viper), ("c", viper), ("c", viper)]).lessonsFromConsensus()
    #expect(alone.lessons.allSatisfy { $0.right.isEmpty })
    let outvoted = try file([("c", wolf), ("c", wolf), ("c", wolf), ("p", viper), ("p", viper)])
      .lessonsFromConsensus()
    for lesson in outvoted.lessons.prefix(3) {
      #expect(lesson.right[0] < 100_000 && lesson.wrong[0] > 900_000)
    }
    #expect(outvoted.lessons[1].milliBits == 0, "a copy is worth nothing, for good or ill")
    let honest = try file([("p", wolf), ("p", wolf), ("p", wolf), ("p", viper), ("p", viper)])
      .lessonsFromConsensus()
    #expect(honest.lessons[0].right[0] > outvoted.lessons[0].right[0] + 100_000)
  }
}
