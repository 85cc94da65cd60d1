import Testing

@testable import Witan

/// What was found where, as sums that can be taken back.
@Suite struct SightingsTests {
  private static let taxa = ["Zamenis", "Daboia russelii", "Daboia", "é", "蛇", "Echis"]

  private static func found(_ chance: inout Chance) -> [Sightings.Count] {
    (0..<chance.below(4)).map { _ in
      .init(taxon: taxa[chance.below(taxa.count)], partsPerMillion: 1 + chance.below(1_000_000))
    }
  }

  @Test func `what is taken back in any order was never there`() throws {
    let seed: UInt64 = 71
    var chance = Chance(seed: seed)
    for round in 0..<200 {
      let kept = (0..<chance.below(6)).map { _ in Self.found(&chance) }
      let lost = (0..<chance.below(6)).map { _ in Self.found(&chance) }
      var plain = Sightings(subject: ID("snakes"), region: "142")
      for found in kept { plain.learn(found, sign: 1) }
      var steps = kept + lost
      for place in steps.indices.dropFirst().reversed() {
        steps.swapAt(place, chance.below(place + 1))
      }
      var sightings = Sightings(subject: ID("snakes"), region: "142")
      for found in steps { sightings.learn(found, sign: 1) }
      for found in lost { sightings.learn(found, sign: -1) }
      #expect(sightings == plain, "seed \(seed), round \(round)")
      #expect(try Canonical.bytes(sightings) == Canonical.bytes(plain), "seed \(seed)")
      for found in kept { sightings.learn(found, sign: -1) }
      #expect(sightings == Sightings(subject: ID("snakes"), region: "142"), "seed \(seed)")
    }
  }

  @Test func `each taxon has one count, in the order of their names' bytes`() {
    var sightings = Sightings(subject: ID("snakes"), region: "")
    for taxon in Self.taxa + Self.taxa.reversed() {
      sightings.learn([.init(taxon: taxon, partsPerMillion: 400_000)], sign: 1)
    }
    #expect(
      sightings.counts.map(\.taxon) == ["Daboia", "Daboia russelii", "Echis", "Zamenis", "é", "蛇"])
    #expect(sightings.counts.allSatisfy { $0.partsPerMillion == 800_000 })
  }

  @Test func `what one question found is taken out whole, presence and all`() {
    var book = SkillBook(subject: ID("snakes"))
    func found(_ partsPerMillion: Int, _ number: Int) -> SkillsMoved {
      SkillsMoved(
        question: ID("q-\(number)"), source: .consensus, truth: nil, lessons: [],
        found: [.init(taxon: "Echis", partsPerMillion: partsPerMillion)])
    }
    book.learn(found(200_000, 1), region: "142", sign: 1)
    let before = book.seen(in: "142", rule: .first)
    let own = found(700_000, 2)
    book.learn(own, region: "142", sign: 1)
    let share = book.sightings["142"]?.share(of: own.found, rule: .first).first?.partsPerMillion
    let all = book.seen(in: "142", rule: .first).first?.partsPerMillion ?? 0
    #expect(share == all - (before.first?.partsPerMillion ?? 0))
    #expect((share ?? 0) > 700_000)
  }

  @Test func `what was found in other regions counts less`() {
    var book = SkillBook(subject: ID("snakes"))
    func found(_ taxon: String, _ number: Int, in region: String) {
      let moved = SkillsMoved(
        question: ID("q-\(number)"), source: .consensus, truth: nil, lessons: [],
        found: [.init(taxon: taxon, partsPerMillion: 900_000)])
      book.learn(moved, region: region, sign: 1)
    }
    found("Echis", 1, in: "142")
    found("Echis", 2, in: "150")
    found("Daboia", 3, in: "")
    let share = Rule.first.abroadPartsPerMillion
    #expect((1..<1_000_000).contains(share))
    let abroad = 900_000 * share / 1_000_000
    // More than half a sighting: the taxon is held to be there.
    let present = 1_000_000 * Rule.first.presenceWorth
    #expect(
      book.seen(in: "142", rule: .first) == [
        .init(taxon: "Daboia", partsPerMillion: abroad),
        .init(taxon: "Echis", partsPerMillion: 900_000 + present + abroad),
      ])
    #expect(
      book.seen(in: "019", rule: .first).map(\.partsPerMillion) == [abroad, 2 * abroad])
  }
}
