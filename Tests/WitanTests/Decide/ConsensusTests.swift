import Foundation
import Inference
import Ledger
import Testing

@testable import Witan

/// When the community holds something, and in which words.
@Suite struct ConsensusTests {
  private func consensus(
    _ votes: [String?], on occasion: Occasion = .answer, question: Question = Sample.question(),
    areProved: Bool = false
  ) throws -> ConsensusReached {
    let proved = Sample.proved(region: question.place?.region ?? "")
    let skills =
      areProved ? Dictionary(uniqueKeysWithValues: votes.indices.map { ($0, proved) }) : [:]
    return try Sample.file(
      Sample.taxonomy(), votes.enumerated().map { Sample.answer($0 + 1, $1) }, question: question,
      skills: skills
    ).consensus(on: occasion, ledgerSize: 0)
  }

  /// How many of the same answer it takes, at most 12.
  private func needed(
    _ taxon: String, place: Place?, areProved: Bool = false,
    _ condition: (ConsensusReached) -> Bool
  ) throws -> Int? {
    try (1...12).first { count in
      condition(
        try consensus(
          [String](repeating: taxon, count: count), question: Sample.question(place: place),
          areProved: areProved))
    }
  }

  @Test func `a crowd of one mind settles, the proved sooner than newcomers`() throws {
    for place in [nil, try Place("IN")] {
      for taxon in ["Daboia russelii", "Echis carinatus", "Lycodon aulicus"] {
        let newcomers = try #require(try needed(taxon, place: place) { $0.phase == .settled })
        let proved = try #require(
          try needed(taxon, place: place, areProved: true) { $0.phase == .settled })
        #expect(proved >= Rule.first.answersForTaxon && proved <= newcomers)
        #expect(proved <= 3 && newcomers > 2)
      }
    }
  }

  @Test func `dangerous is said sooner than harmless, which newcomers never say`() throws {
    for place in [nil, try Place("IN")] {
      let dangerous = try #require(
        try needed("Daboia russelii", place: place) { $0.action?.name == "dangerous" })
      #expect(dangerous >= Rule.first.need(of: "dangerous").answers && dangerous <= 3)
      #expect(try needed("Lycodon aulicus", place: place) { $0.action != nil } == nil)
      let harmless = try #require(
        try needed("Lycodon aulicus", place: place, areProved: true) {
          $0.action?.name == "harmless"
        })
      let among = try #require(
        try needed("Daboia russelii", place: place, areProved: true) { $0.action != nil })
      #expect(harmless >= Rule.first.need(of: "harmless").answers && among <= harmless)
    }
  }

  @Test func `every species of the demonstration can be settled by a few of one mind`() throws {
    let taxonomy = try Taxonomy(csv: Sample.fixture("demo/snakes.csv"))
    for taxon in taxonomy.taxa where taxon.rank == "species" {
      for country in [nil, taxon.countries.min()] {
        let place = try country.map { try Place($0) }
        let proved = Sample.proved(branch: "", region: place?.region ?? "")
        // Newcomers need to be told where it was, as to them the rare look like the common.
        let crowds: [(Int, Skill?)] =
          [(4, proved)] + (place == nil ? [] : [(Rule.first.foundingAnswers, nil)])
        for (count, skill) in crowds {
          let fact = try Sample.file(
            taxonomy, (1...count).map { Sample.answer($0, taxon.name) },
            question: Sample.question(place: place),
            skills: Dictionary(
              uniqueKeysWithValues: (0..<count).compactMap { each in skill.map { (each, $0) } })
          ).consensus(on: .answer, ledgerSize: 0)
          #expect(fact.phase == .settled, "\(taxon.name) in \(country ?? "no place") by \(count)")
        }
      }
    }
  }

  @Test func `one answer never settles and never says an action`() throws {
    for taxon in try Sample.taxonomy().taxa.dropFirst().map(\.name) {
      let fact = try consensus([taxon])
      #expect(fact.phase == .gathering)
      #expect(fact.action == nil && fact.held == nil)
    }
  }

  @Test
  func `harmless is said with the answers and the probability that the rule asks, not before`()
    throws
  {
    let need = Rule.first.needUnproved(of: "harmless")
    var said = 0
    for count in 1...8 {
      for skill in [Sample.proved(Skill.judgedToBeProved), Sample.proved(40)] {
        let answers = (1...count).map { Sample.answer($0, "Lycodon aulicus") }
        let fact = try Sample.file(Sample.taxonomy(), answers, skills: [0: skill])
          .consensus(on: .answer, ledgerSize: 0)
        let likeliest = try #require(fact.actions.first)
        #expect(likeliest.name == "harmless")
        let isSaid = count >= need.answers && likeliest.partsPerMillion >= need.partsPerMillion
        #expect((fact.action?.name == "harmless") == isSaid, "\(count) answers")
        said += isSaid ? 1 : 0
      }
    }
    #expect((1..<16).contains(said))
  }

  @Test func `the harmless viper among dangerous kin is held to be harmless late or never`() throws
  {
    // A step from the genus to the species is trusted less than that to the family.
    let need = Rule.first.needUnproved(of: "harmless").partsPerMillion
    for areProved in [false, true] {
      for count in 1...3 {
        let kin = try consensus(
          [String](repeating: "Echis mitis", count: count), areProved: areProved)
        let plain = try consensus(
          [String](repeating: "Lycodon aulicus", count: count), areProved: areProved)
        let harmless = { (fact: ConsensusReached) in
          fact.actions.first { $0.name == "harmless" }?.partsPerMillion ?? 0
        }
        #expect(harmless(kin) < harmless(plain))
        #expect(kin.action?.name != "harmless" || harmless(kin) >= need)
      }
    }
    // One proved against another, with newcomers on the harmless side.
    let votes = ["Lycodon aulicus", "Lycodon aulicus", "Lycodon aulicus", "Daboia russelii"]
    let doubted = try Sample.file(
      Sample.taxonomy(), votes.enumerated().map { Sample.answer($0 + 1, $1) },
      skills: [0: Sample.proved(), 3: Sample.proved(branch: "Viperidae")]
    ).consensus(on: .answer, ledgerSize: 0)
    #expect(doubted.action == nil && doubted.phase != .settled)
  }

  @Test func `what is harmless can be settled by name while nobody is told that it is harmless`()
    throws
  {
    let fact = try consensus([String](repeating: "Lycodon aulicus", count: 12))
    #expect(fact.phase == .settled && fact.held?.taxon == "Lycodon aulicus")
    #expect(fact.action == nil && fact.actions.first?.name == "harmless")
  }

  @Test func `coarse answers hold the coarse taxon and say the action`() throws {
    let question = Sample.question(place: try Place("IN"))
    let fact = try consensus(
      ["Viperidae", "Viperidae", "Viperidae", "Viperidae"], question: question)
    #expect(fact.held?.taxon == "Viperidae")
    #expect(fact.action?.name == "dangerous")
    #expect(fact.phase == .provisional)
    let mixed = try consensus(
      ["Viperidae", "Echis", "Echis carinatus", "Daboia russelii"], question: question)
    #expect(mixed.held?.taxon == "Viperidae")
    #expect(mixed.action?.name == "dangerous")
  }

  @Test func `an exhausted question is split between two, or unsettled`() throws {
    let split = try consensus(
      ["Daboia russelii", "Echis carinatus", "Daboia russelii", "Echis carinatus"], on: .exhausted)
    #expect(split.phase == .split)
    #expect(split.runnerUp?.partsPerMillion ?? 0 >= 250_000)
    for votes in [[], [nil], ["Daboia russelii"], ["Viperidae", "Viperidae"]] as [[String?]] {
      #expect(try consensus(votes, on: .exhausted).phase == .unsettled, "\(votes)")
    }
  }

  @Test func `the deadline makes it provisional, whatever is known`() throws {
    for votes in [[], [nil], ["Daboia russelii"]] as [[String?]] {
      let fact = try consensus(votes, on: .deadline)
      #expect(fact.phase == .provisional)
      #expect(fact.occasion == .deadline)
    }
    let later = try consensus(["Daboia russelii"], question: Sample.question(phase: .provisional))
    #expect(later.phase == .provisional)
  }

  @Test func `nothing is ever certain`() throws {
    let crowd = [String](repeating: "Daboia russelii", count: 150)
    let fact = try consensus(crowd, areProved: true)
    let shares =
      fact.actions.map(\.partsPerMillion)
      + [fact.leading, fact.held, fact.runnerUp].compactMap { $0?.partsPerMillion }
    #expect(shares.allSatisfy { (0...999_999).contains($0) })
    #expect(fact.leading?.partsPerMillion == 999_999)
    #expect(partsPerMillion(1) == 999_999 && partsPerMillion(0) == 0)
    #expect(partsPerMillion(0.5) == 500_000 && partsPerMillion(-1e-18) == 0)
  }

  @Test func `each answer has its reason, in the order of the answers`() throws {
    let fact = try consensus(["Daboia russelii", nil, "Lycodon aulicus", "Viperidae"])
    #expect(fact.reasons.map(\.answer.text) == ["r-0-1", "r-0-2", "r-0-3", "r-0-4"])
    #expect(fact.reasons.map(\.taxon) == ["Daboia russelii", nil, "Lycodon aulicus", "Viperidae"])
    #expect(fact.reasons[0].milliBits > 0)
    #expect(fact.reasons[1].milliBits == 0)
    #expect(fact.reasons[2].milliBits < 0)
    #expect(fact.reasons[3].milliBits > 0)
  }

  @Test func `two hundred answers fit in an entry of canonical JSON without floats`() throws {
    let taxonomy = try Taxonomy(csv: Sample.fixture("demo/snakes.csv"))
    let species = taxonomy.taxa.indices.filter { taxonomy.tree.isLeaf(Int32($0)) }
    let answers = (0..<Router.askedLimit).map { place in
      Answer(
        id: ID("r-0c3k9xw5h2m4t-\(place)"), question: ID("q-0c3k9xw5h2m4t"),
        expert: ID("m-0c3k9xw5h2m4t"), assignment: ID("a-0c3k9xw5h2m4t-\(place)"),
        taxon: taxonomy.taxa[species[place % species.count]].name, confidence: .sure, note: nil,
        givenAt: Sample.noon, isLate: false, seen: Seen(photos: 0, options: 0, answers: 0))
    }
    let file = try Sample.file(taxonomy, answers)
    let fact = try file.consensus(on: .exhausted, ledgerSize: 12_345)
    let lessons = try file.lessons(truth: "Daboia russelii", source: .outcome)
    #expect(lessons.lessons.count == Router.askedLimit)
    for event in [Event.consensusReached(fact), .skillsMoved(lessons)] {
      let entry = Entry(
        index: 12_345, community: ID("demo"), at: Sample.noon, by: nil, event: event,
        salt: Array(0..<16))
      let bytes = try entry.bytes()
      #expect(bytes.count < 65_536)
      #expect(try JSON(parsing: bytes).canonicalBytes == bytes)
      #expect(try Entry(bytes: bytes) == entry)
    }
  }
}
