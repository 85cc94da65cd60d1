import Testing

@testable import Witan

/// To call something harmless takes more than to call it dangerous: somebody proved in the region,
/// and a probability that falls only when the record shows that the word is kept.
@Suite struct HarmlessTests {
  /// Eight who know the snakes of Asia, and of whom some were judged where the question is asked.
  private func file(
    _ taxon: String = "Lycodon aulicus", of count: Int = 8, proved: [Int: Skill] = [:],
    saying: [Int: String?] = [:], rule: Rule = .first, progress: Witan.Progress? = nil
  ) throws -> Case {
    let travelled = Sample.proved(40, region: "142")
    let answers = (0..<count).map {
      Sample.answer($0 + 1, saying.keys.contains($0) ? saying[$0] ?? nil : taxon)
    }
    let skills = Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, proved[$0] ?? travelled) })
    return try Sample.file(
      Sample.taxonomy(), answers, rule: rule, skills: skills, progress: progress)
  }

  private func consensus(_ file: Case) throws -> ConsensusReached {
    try file.consensus(on: .answer, ledgerSize: 0)
  }

  @Test func `nobody is told that it is harmless without somebody proved in the region`() throws {
    let need = Rule.first.needUnproved(of: "harmless").partsPerMillion
    let fact = try consensus(file())
    let likeliest = try #require(fact.actions.first)
    #expect(likeliest.name == "harmless" && likeliest.partsPerMillion >= need)
    #expect(fact.action == nil)
    #expect(fact.held?.taxon == "Lycodon aulicus")
    for judged in [1, Skill.judgedToBeProved - 1] {
      #expect(try consensus(file(proved: [3: Sample.proved(judged)])).action == nil)
    }
    let proved = try consensus(file(proved: [3: Sample.proved(Skill.judgedToBeProved)]))
    #expect(proved.action?.name == "harmless")
    #expect(proved.action?.partsPerMillion ?? 0 >= need)
  }

  @Test func `who was judged and found wanting proves nothing`() throws {
    var poor = Sample.proved(40, region: "142")
    for _ in 0..<60 {
      poor.learn(
        Lesson(
          expert: ID("m-1"), branch: "Colubridae", region: "", depth: 3,
          right: [1_000_000, 400_000, 0], wrong: [0, 600_000, 400_000], milliBits: 0), sign: 1)
    }
    #expect(poor.judged(in: "") > Skill.judgedToBeProved)
    #expect(try consensus(file(proved: [3: poor])).action == nil)
  }

  @Test func `the proved one must be among those who say so`() throws {
    let proved = Sample.proved(20)
    let silent = try consensus(file(proved: [3: proved], saying: [3: String?.none]))
    #expect(silent.actions.first?.name == "harmless" && silent.action == nil)
    // Coarser names that mean the same do support it.
    let coarse = try consensus(file(proved: [3: proved], saying: [3: "Colubridae"]))
    #expect(coarse.action?.name == "harmless")
  }

  @Test func `what is dangerous is said without any proof`() throws {
    #expect(Rule.first.actionsNeedingProof == ["harmless"])
    #expect(try consensus(file("Daboia russelii")).action?.name == "dangerous")
    let newcomers = try Sample.file(
      Sample.taxonomy(), votes: [String](repeating: "Daboia russelii", count: 4))
    #expect(try consensus(newcomers).action?.name == "dangerous")
  }

  @Test func `two who name danger keep harmless from being said, however sure the others`() throws {
    let need = Rule.first.needUnproved(of: "harmless").partsPerMillion
    var before = Rule.first
    before.answersAgainstProof = nil
    func said(_ warners: Int, naming danger: String? = "Daboia russelii", rule: Rule) throws
      -> ConsensusReached
    {
      let saying = Dictionary(uniqueKeysWithValues: (0..<warners).map { ($0, danger) })
      return try consensus(
        file(
          of: 12, proved: [5: Sample.proved(40), 6: Sample.proved(40)], saying: saying, rule: rule))
    }
    let one = try said(1, rule: .first)
    #expect(one.action?.name == "harmless")
    let two = try said(2, rule: .first)
    let likeliest = try #require(two.actions.first)
    #expect(likeliest.name == "harmless" && likeliest.partsPerMillion >= need)
    #expect(two.action == nil && two.held?.taxon == "Lycodon aulicus")
    #expect(try said(2, rule: before).action?.name == "harmless")
    #expect(try said(2, naming: nil, rule: .first).action?.name == "harmless")
    // The other way round nothing is kept back.
    let viper = try Sample.file(
      Sample.taxonomy(),
      votes: [String](repeating: "Daboia russelii", count: 8)
        + [String](repeating: "Lycodon aulicus", count: 2))
    #expect(try consensus(viper).action?.name == "dangerous")
  }

  /// One who is proved, with newcomers, whose belief lies between what is asked for at last and
  /// what is asked for at first.
  private func doubted(_ progress: Witan.Progress?) throws -> Case? {
    let (low, high) = (
      Rule.first.need(of: "harmless").partsPerMillion,
      Rule.first.needUnproved(of: "harmless").partsPerMillion
    )
    for count in 2...12 {
      for judged in Skill.judgedToBeProved...40 {
        let answers = (1...count).map { Sample.answer($0, "Lycodon aulicus") }
        let file = try Sample.file(
          Sample.taxonomy(), answers, skills: [0: Sample.proved(judged)], progress: progress)
        let share = try consensus(file).actions.first
        if let share, share.name == "harmless", (low..<high).contains(share.partsPerMillion) {
          return file
        }
      }
    }
    return nil
  }

  @Test func `what harmless needs falls only with a proved record`() throws {
    let rule = Rule.first
    #expect(
      rule.needUnproved(of: "harmless").partsPerMillion
        > rule.need(of: "harmless").partsPerMillion)
    let young = try #require(try doubted(nil))
    #expect(try consensus(young).action == nil)
    for (judged, wrong, isSaid) in [
      (100, 0, false), (267, 0, false), (268, 0, true), (3_000, 60, false), (9_000, 60, true),
    ] {
      var progress = Witan.Progress(subject: ID("snakes"))
      var calibration = Calibration(rule)
      calibration.actionsJudged = ["harmless": judged, "dangerous": 9_999]
      calibration.actionsWrong = ["harmless": wrong]
      progress.estimated(calibration)
      let file = try #require(try doubted(progress))
      #expect(
        try (consensus(file).action?.name == "harmless") == isSaid, "\(wrong) of \(judged) wrong")
    }
  }

  @Test func `the need of what no rule names is the same, proved or not`() {
    for action in ["dangerous", "venomous", "edible"] {
      let (proved, unproved) = (Rule.first.need(of: action), Rule.first.needUnproved(of: action))
      #expect(proved == unproved)
    }
  }
}
