import Inference
import Testing

@testable import Witan

/// When another answer is worth its price.
@Suite struct StoppingTests {
  private static let chances = [0, 1_000, 50_000, 200_000, 400_000, 800_000, 999_999]

  private func founded(_ closed: Int = 10_000) -> Witan.Progress {
    var progress = Witan.Progress(subject: ID("snakes"))
    progress.closed = closed
    return progress
  }

  /// A case of so many proved people of one mind about something harmless or a plain option.
  private func file(_ taxonomy: Taxonomy, _ taxon: String, _ count: Int) throws -> Case {
    try Sample.file(
      taxonomy, (0..<count).map { Sample.answer($0 + 1, taxon) },
      question: Sample.question(urgency: .whenever),
      skills: Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, Sample.proved()) }),
      progress: founded())
  }

  @Test func `a hopeless person is not worth asking, and a better one never less than a worse`()
    throws
  {
    for (taxonomy, taxon) in [
      (try Taxonomy(options: ["yes", "no", "perhaps"]), "yes"),
      (try Sample.taxonomy(), "Lycodon aulicus"), (try Sample.taxonomy(), "Daboia russelii"),
    ] {
      for count in 0...8 {
        let file = try file(taxonomy, taxon, count)
        let isWorth = try Self.chances.map(file.isWorthAsking(chancePartsPerMillion:))
        #expect(isWorth.first == false)
        let first = isWorth.firstIndex(of: true) ?? isWorth.count
        #expect(isWorth.dropFirst(first).allSatisfy { $0 }, "\(taxon), \(count) answers")
      }
    }
  }

  @Test func `the surer the matter is, the less another answer is worth`() throws {
    for (taxonomy, taxon) in [
      (try Taxonomy(options: ["yes", "no", "perhaps"]), "yes"),
      (try Sample.taxonomy(), "Daboia russelii"),
    ] {
      let losses = try (1...10).map { try file(taxonomy, taxon, $0).expectedLoss() }
      #expect(losses == losses.sorted(by: >), "\(taxon)")
      let isWorth = try (0...10).map {
        try file(taxonomy, taxon, $0).isWorthAsking(chancePartsPerMillion: 700_000)
      }
      #expect(isWorth.first == true && isWorth.last == false, "\(taxon)")
      let end = isWorth.firstIndex(of: false) ?? 0
      #expect(!isWorth.dropFirst(end).contains(true), "\(taxon)")
    }
  }

  /// With options alone what may be lost is a wrong answer: price / chance is where asking ends.
  @Test func `asking ends where the loss times the chance is the price`() throws {
    let taxonomy = try Taxonomy(options: ["yes", "no"])
    let file = try Sample.file(taxonomy, votes: ["yes"])
    let novice = Double(Rule.first.noviceAccuracyPartsPerMillion[0]) / 1e6
    let loss = 1 - Calibration(.first).taxon(FlatBelief.of([[novice], []])[0])
    #expect(agree(try file.expectedLoss(), loss))
    let price = Double(Rule.first.answerPricePartsPerMillion)
    let least = Int((price / loss).rounded(.up))
    #expect(try file.isWorthAsking(chancePartsPerMillion: least + 1))
    #expect(try !file.isWorthAsking(chancePartsPerMillion: least - 1))
  }

  @Test func `who says harmless must reckon with the danger that may be missed`() throws {
    let taxonomy = try Sample.taxonomy()
    func loss(dangerCosts cost: Int) throws -> Double {
      var rule = Rule.first
      rule.actionCostsPartsPerMillion["dangerous"] = cost
      let file = try Sample.file(
        taxonomy, (0..<2).map { Sample.answer($0 + 1, "Lycodon aulicus") }, rule: rule,
        skills: [0: Sample.proved(), 1: Sample.proved()])
      #expect(try file.consensus(on: .answer, ledgerSize: 0).action?.name == "harmless")
      return try file.expectedLoss()
    }
    let (none, some, much) = (
      try loss(dangerCosts: 0), try loss(dangerCosts: 1_000_000),
      try loss(dangerCosts: 20_000_000)
    )
    #expect(some > none && agree(much - none, 20 * (some - none)))
  }

  @Test func `while nothing is said the costliest class is reckoned with, and the fright costs`()
    throws
  {
    let taxonomy = try Sample.taxonomy()
    let file = try Sample.file(taxonomy, votes: ["Lycodon aulicus", "Lycodon aulicus"])
    let belief = try file.belief()
    let calibration = Calibration(.first)
    let lycodon = belief.probability(of: try taxonomy.node(named: "Lycodon aulicus"))
    let place = try #require(taxonomy.actions.firstIndex(of: "harmless"))
    let fright = Double(Rule.first.actionCostsPartsPerMillion["harmless"] ?? 0) / 1e6
    let expected =
      1 - calibration.taxon(lycodon)
      + fright * calibration.action(belief.classProbabilities[place])
    #expect(agree(try file.expectedLoss(), expected))
  }

  @Test func `while a subject is founded everybody is worth asking`() throws {
    let taxonomy = try Sample.taxonomy()
    for (count, isWorth) in [(0, true), (5, true), (11, true), (12, false), (13, false)] {
      let answers = (0..<count).map { Sample.answer($0 + 1, "Daboia russelii") }
      let skills = Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, Sample.proved()) })
      let file = try Sample.file(
        taxonomy, answers, question: Sample.question(urgency: .whenever), skills: skills)
      #expect(try file.isWorthAsking(chancePartsPerMillion: 0) == isWorth, "\(count) answers")
    }
    #expect(Rule.first.foundingAnswers == 12)
    let emergency = try Sample.file(
      taxonomy, [], question: Sample.question(urgency: .emergency))
    #expect(try !emergency.isWorthAsking(chancePartsPerMillion: 0))
  }
}
