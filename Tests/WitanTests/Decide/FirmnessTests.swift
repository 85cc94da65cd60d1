import Inference
import Testing

@testable import Witan

/// How many answers a verdict rests on, and how few would turn it.
@Suite struct FirmnessTests {
  private func consensus(
    _ votes: [String?], _ taxonomy: Taxonomy? = nil, rule: Rule = .first
  ) throws -> ConsensusReached {
    try Sample.file(
      taxonomy ?? Sample.taxonomy(), votes.enumerated().map { Sample.answer($0 + 1, $1) },
      rule: rule
    ).consensus(on: .answer, ledgerSize: 0)
  }

  private func alike(_ count: Int) -> [String?] {
    [String?](repeating: "Daboia russelii", count: count)
  }

  @Test func `a verdict of two is turned by few, one of ten by more or none`() throws {
    let two = try #require(try consensus(alike(2)).fragility)
    #expect((1...3).contains(two))
    let ten = try consensus(alike(10)).fragility
    #expect(ten.map { $0 > two } ?? true)
    let fragilities = try (1...10).map {
      try consensus(alike($0)).fragility ?? Case.fragilityLimit + 1
    }
    #expect(fragilities == fragilities.sorted())
  }

  /// So many newcomers more who name some other taxon take the lead, and one fewer who name the
  /// runner-up do not.
  @Test func `the dissents that are told turn it, and no fewer`() throws {
    let taxonomy = try Sample.taxonomy()
    let names = ["Daboia russelii", "Echis carinatus", "Lycodon aulicus"]
    let seed: UInt64 = 97
    var chance = Chance(seed: seed)
    var told = 0
    for _ in 0..<60 {
      let votes = (0..<2 + chance.below(6)).map { _ in names[chance.below(3)] }
      let fact = try consensus(votes)
      guard let leading = fact.leading?.taxon, let rival = fact.runnerUp?.taxon else { continue }
      func stillLeads(_ dissents: Int, for other: String) throws -> Bool {
        let more = votes + [String](repeating: other, count: dissents)
        let belief = try Sample.file(taxonomy, votes: more).belief()
        return try belief.probability(of: taxonomy.node(named: leading))
          > belief.probability(of: taxonomy.node(named: other))
      }
      guard let fragility = fact.fragility else {
        #expect(try stillLeads(Case.fragilityLimit, for: rival), "seed \(seed)")
        continue
      }
      told += 1
      let others = (1..<Int32(taxonomy.tree.count)).filter { taxonomy.tree.isLeaf($0) }
        .map { taxonomy[$0].name }.filter { $0 != leading }
      let isTurned = try others.contains { try !stillLeads(fragility, for: $0) }
      #expect(isTurned, "seed \(seed): \(votes)")
      #expect(try stillLeads(fragility - 1, for: rival), "seed \(seed): \(votes)")
    }
    #expect(told > 20)
  }

  @Test func `nobody's answer rests on nothing`() throws {
    for votes in [[], [nil, nil]] as [[String?]] {
      let fact = try consensus(votes)
      #expect(fact.independentAnswersThousandths == 0 && fact.fragility == nil)
    }
  }

  @Test func `independent answers are at least one and fewer than the people`() throws {
    #expect(try consensus(alike(1)).independentAnswersThousandths == 1_000)
    var last = 1_000
    for count in 2...10 {
      let independent = try consensus(alike(count)).independentAnswersThousandths
      #expect((last..<count * 1_000).contains(independent), "\(count) alike")
      last = independent
    }
    // Who cannot tell, or says something else, supports nothing.
    let mixed = try consensus(["Daboia russelii", nil, "Daboia russelii", "Lycodon aulicus"])
    #expect(
      try mixed.independentAnswersThousandths == consensus(alike(2)).independentAnswersThousandths)
  }

  @Test func `where people share no errors each answer counts as one`() throws {
    var rule = Rule.first
    rule.errors = Rule.Errors(
      difficultyPartsPerMillion: 0, echoPartsPerMillion: [1_000_000_000_000],
      echoAstrayPartsPerMillion: 1_000_000_000_000, popularSharePartsPerMillion: 0)
    let options = try Taxonomy(options: ["yes", "no", "perhaps"])
    for count in 1...6 {
      let votes = [String?](repeating: "yes", count: count)
      let independent = try consensus(votes, options, rule: rule).independentAnswersThousandths
      #expect(abs(independent - count * 1_000) <= count)
      let shared = try consensus(votes, options).independentAnswersThousandths
      #expect(count == 1 ? shared == 1_000 : shared < independent - 100)
    }
  }

  @Test func `the line that people read says both`() throws {
    let house = { (independent: Double, fragility: Int?) in
      Verdict(
        version: 1, phase: .settled, action: nil, advice: "", taxon: nil, rank: nil,
        commonName: nil, probabilityPartsPerMillion: nil,
        leading: .init(taxon: "Daboia", rank: "genus", partsPerMillion: 1), runnerUp: nil,
        unnamedPartsPerMillion: 0, actions: [], independentAnswers: independent,
        fragility: fragility, reasons: [], rule: "2", estimate: 0, skillsAsOf: 0,
        reachedAt: Sample.noon
      ).firmness
    }
    #expect(house(1.9, 2) == "rests on 1.9 independent answers; 2 dissents would turn it")
    #expect(house(1, 1) == "rests on 1.0 independent answer; 1 dissent would turn it")
    #expect(house(5.25, nil) == "rests on 5.2 independent answers; 6 dissents would not turn it")
  }
}
