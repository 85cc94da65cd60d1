import Foundation
import Inference
import Testing

@testable import Witan

/// What is believed after some answers, computed by hand.
@Suite struct CaseTests {
  /// Nitzan & Paroush 1982, DOI 10.2307/2526438, with the rule's exponent: each vote adds
  /// temper x log(a (K - 1) / (1 - a)) for its option.
  @Test(arguments: [2, 3, 5, 40])
  func `on a flat question the belief is that of weighted log-odds`(count: Int) throws {
    let options = (1...count).map { "option \($0)" }
    let taxonomy = try Taxonomy(options: options)
    let seed: UInt64 = 31
    var chance = Chance(seed: seed)
    for _ in 0..<40 {
      var scores = [Double](repeating: 0, count: count)
      var answers: [Answer] = []
      var skills: [Int: Skill] = [:]
      for place in 0...chance.below(6) {
        let choice = chance.below(count)
        let (right, wrong) = (chance.below(40) * 1_000_000, chance.below(20) * 1_000_000)
        let skill = Sample.skill(right: [right], wrong: [wrong])
        skills[place] = skill
        answers.append(Sample.answer(place + 1, options[choice]))
        let accuracy = (6 * 0.85 + Double(right) / 1e6) / (6 + Double(right + wrong) / 1e6)
        guard accuracy > 1 / Double(count) else { continue }
        scores[choice] += 0.6 * log(accuracy * Double(count - 1) / (1 - accuracy))
      }
      let total = scores.reduce(0) { $0 + exp($1) }
      let belief = try Sample.file(taxonomy, answers, skills: skills).belief()
      for option in 0..<count {
        let probability = belief.probability(of: Int32(option + 1))
        #expect(abs(probability - exp(scores[option]) / total) < 1e-9, "seed \(seed)")
      }
    }
  }

  /// Two options, one newcomer who thinks (0.85): odds (0.85 / 0.15)^0.6 = 2.8314, so 0.738997.
  @Test func `one newcomer between two options is believed to 74 per cent`() throws {
    let taxonomy = try Taxonomy(options: ["yes", "no"])
    let consensus = try Sample.file(taxonomy, votes: ["yes"])
      .consensus(on: .answer, ledgerSize: 9)
    #expect(consensus.leading == .init(taxon: "yes", rank: "option", partsPerMillion: 738_997))
    #expect(consensus.reasons.map(\.milliBits) == [1_502])
    #expect(consensus.phase == .gathering)
    #expect(consensus.skillsAsOf == 9)
    #expect(consensus.version == 1)
  }

  @Test func `a sure answer weighs more than a thought, a thought more than a guess`() throws {
    let taxonomy = try Taxonomy(options: ["yes", "no"])
    let weights = try Confidence.allCases.map { confidence in
      try Sample.file(taxonomy, [Sample.answer(1, "yes", confidence)])
        .consensus(on: .answer, ledgerSize: 0).reasons[0].milliBits
    }
    #expect(weights[0] < weights[1] && weights[1] < weights[2])
    #expect(agree(Confidence.guess.adjusted(0.5), 1.0 / 3))
    #expect(agree(Confidence.sure.adjusted(0.5), 0.6))
    #expect(Confidence.sure.adjusted(1) == 1)
    #expect(Confidence.guess.adjusted(0) == 0)
  }

  @Test func `can't tell moves nothing and weighs no bits`() throws {
    for taxonomy in [try Taxonomy(options: ["yes", "no"]), try Sample.taxonomy()] {
      let name = taxonomy.isFlat ? "yes" : "Daboia russelii"
      let one = try Sample.file(taxonomy, votes: [name])
      let more = try Sample.file(taxonomy, votes: [nil, name, nil, nil])
      let node = try taxonomy.node(named: name)
      #expect(try one.belief().probability(of: node) == more.belief().probability(of: node))
      let consensus = try more.consensus(on: .answer, ledgerSize: 0)
      #expect(consensus.reasons.map(\.milliBits).filter { $0 == 0 }.count == 3)
    }
    let none = try Sample.file(Sample.taxonomy(), votes: [nil, nil])
      .consensus(on: .deadline, ledgerSize: 0)
    #expect(none.leading == nil && none.held == nil && none.runnerUp == nil)
    #expect(none.reasons.map(\.milliBits) == [0, 0])
    #expect(none.phase == .provisional)
  }

  @Test func `the order of the evidence does not matter`() throws {
    let taxonomy = try Sample.taxonomy()
    let names = taxonomy.taxa.dropFirst().map(\.name) + [nil]
    let seed: UInt64 = 41
    var chance = Chance(seed: seed)
    for _ in 0..<60 {
      var answers = (0..<1 + chance.below(8)).map {
        Sample.answer($0 + 1, names[chance.below(names.count)])
      }
      let first = try Sample.file(taxonomy, answers).consensus(on: .answer, ledgerSize: 0)
      for place in answers.indices.dropFirst().reversed() {
        answers.swapAt(place, chance.below(place + 1))
      }
      let second = try Sample.file(taxonomy, answers).consensus(on: .answer, ledgerSize: 0)
      #expect(first.actions == second.actions, "seed \(seed)")
      #expect(first.leading == second.leading && first.held == second.held, "seed \(seed)")
      #expect(first.runnerUp == second.runnerUp && first.phase == second.phase, "seed \(seed)")
      let bits = { (fact: ConsensusReached) in fact.reasons.map(\.milliBits).sorted() }
      #expect(bits(first) == bits(second), "seed \(seed)")
    }
  }

  @Test func `a proved expert outweighs two newcomers`() throws {
    let taxonomy = try Taxonomy(options: ["yes", "no", "perhaps"])
    let proved = Sample.skill(right: [400_000_000], wrong: [0])
    let file = try Sample.file(
      taxonomy, [Sample.answer(1, "yes"), Sample.answer(2, "no"), Sample.answer(3, "no")],
      skills: [0: proved])
    #expect(try file.consensus(on: .answer, ledgerSize: 0).leading?.taxon == "yes")
  }
}
