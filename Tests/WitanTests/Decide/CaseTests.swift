import Foundation
import Inference
import Testing

@testable import Witan

/// What is believed after some answers, computed by hand.
@Suite struct CaseTests {
  @Test(arguments: [2, 3, 5, 40])
  func `on a flat question the belief is that of shared errors`(count: Int) throws {
    let options = (1...count).map { "option \($0)" }
    let taxonomy = try Taxonomy(options: options)
    let strengths = Rule.first.poolingStrengths.map(Double.init)
    let novice = Double(Rule.first.noviceAccuracyPartsPerMillion[0]) / 1e6
    let seed: UInt64 = 31
    var chance = Chance(seed: seed)
    for _ in 0..<40 {
      var votes = [[Double]](repeating: [], count: count)
      var answers: [Answer] = []
      var skills: [Int: Skill] = [:]
      for place in 0...chance.below(6) {
        let choice = chance.below(count)
        let (right, wrong) = (chance.below(40), chance.below(20))
        skills[place] = Sample.skill(right: [right * 1_000_000], wrong: [wrong * 1_000_000])
        answers.append(Sample.answer(place + 1, options[choice]))
        // Once among everything, once more in the region where all of it was.
        let (seen, judged) = (Double(right), Double(right + wrong))
        let expert = (strengths[0] * novice + seen) / (strengths[0] + judged)
        votes[choice].append((strengths[1] * expert + seen) / (strengths[1] + judged))
      }
      let expected = FlatBelief.of(votes)
      let belief = try Sample.file(taxonomy, answers, skills: skills).belief()
      for option in 0..<count {
        let probability = belief.probability(of: Int32(option + 1))
        #expect(abs(probability - expected[option]) < 1e-9, "seed \(seed)")
      }
    }
  }

  /// A lone vote's odds are those of its accuracy over the hard and the easy photos; what is
  /// stated of it are these odds to the power of the slope.
  @Test func `a lone newcomer between two options is believed about as far as they are right`()
    throws
  {
    let taxonomy = try Taxonomy(options: ["yes", "no"])
    let consensus = try Sample.file(taxonomy, votes: ["yes"])
      .consensus(on: .answer, ledgerSize: 9)
    let novice = Double(Rule.first.noviceAccuracyPartsPerMillion[0]) / 1e6
    let believed = FlatBelief.of([[novice], []])[0]
    #expect(abs(believed - novice) < 0.01)
    let odds = believed / (1 - believed)
    let slope = Double(Rule.first.taxonSlopePartsPerMillion) / 1e6
    let stated = 1 / (1 + pow(1 / odds, slope))
    #expect(
      consensus.leading
        == .init(taxon: "yes", rank: "option", partsPerMillion: Int((stated * 1e6).rounded())))
    #expect(consensus.reasons.map(\.milliBits) == [Int((log2(odds) * 1000).rounded())])
    #expect(consensus.independentAnswersThousandths == 1_000)
    #expect(consensus.phase == .gathering)
    #expect(consensus.skillsAsOf == 9 && consensus.estimate == 0)
    #expect(consensus.version == 1 && consensus.rule == Rule.first.version)
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

/// What is believed of a plain list, by the definition of `SharedErrors`: products and sums, no
/// logarithms and no tree.
enum FlatBelief {
  /// The beliefs in the options, alike beforehand, after votes of these accuracies for each.
  static func of(_ votes: [[Double]], errors: Rule.Errors = Rule.first.errors) -> [Double] {
    let weights = votes.indices.map { truth in
      steps(votes, truth, Double(errors.difficultyPartsPerMillion) / 1e6)
        * draws(votes.map(\.count), truth, Double(errors.echoPartsPerMillion[0]) / 1e6)
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// Who is right and who wrong, over five degrees of difficulty: the Gauss-Hermite points are the
  /// zeros of x^5 - 10 x^3 + 15 x, which are 0 and the roots of 5 ± sqrt 10.
  private static func steps(_ votes: [[Double]], _ truth: Int, _ deviation: Double) -> Double {
    let root = 10.0.squareRoot()
    let (near, far) = ((5 - root).squareRoot(), (5 + root).squareRoot())
    let points = [
      (0.0, 8.0 / 15), (near, (7 + 2 * root) / 60), (-near, (7 + 2 * root) / 60),
      (far, (7 - 2 * root) / 60), (-far, (7 - 2 * root) / 60),
    ]
    let stretch = (1 + Double.pi / 8 * deviation * deviation).squareRoot()
    return points.reduce(0) { sum, point in
      var product = point.1
      for (option, accuracies) in votes.enumerated() {
        for accuracy in accuracies {
          let bounded = min(0.998, max(0.002, accuracy))
          let odds = pow(bounded / (1 - bounded), stretch) * exp(deviation * point.0)
          product *= option == truth ? odds / (1 + odds) : 1 / (1 + odds)
        }
      }
      return sum + product
    }
  }

  /// Which wrong options were drawn: each is one of the others beforehand, and the likelier the
  /// oftener it was drawn.
  private static func draws(_ counts: [Int], _ truth: Int, _ concentration: Double) -> Double {
    var (product, drawn) = (1.0, 0)
    for (option, count) in counts.enumerated() where option != truth {
      for before in 0..<count {
        let chance = concentration / Double(counts.count - 1)
        product *= (chance + Double(before)) / (concentration + Double(drawn))
        drawn += 1
      }
    }
    return product
  }
}
