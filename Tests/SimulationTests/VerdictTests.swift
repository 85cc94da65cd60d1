import Testing
import Witan
import WitanTesting

/// Whether the verdicts are worth more than counting heads.
@Suite struct VerdictTests {
  @Test func `verdicts are right more often than the plurality of as many answers`() async throws {
    var totals = (witan: 0, plurality: 0, crowd: 0, questions: 0)
    for seed in SimulationTests.seeds {
      let found = try await Self.compare(seed: seed)
      totals.witan += found.witan
      totals.plurality += found.plurality
      totals.crowd += found.crowd
      totals.questions += found.questions
      print("seed \(seed): right of \(found.questions):", terminator: " ")
      print("verdicts \(found.witan), plurality \(found.plurality), crowd \(found.crowd)")
    }
    #expect(totals.questions >= 80)
    // The same answers, chosen by the house: weighing them must not lose what choosing won. This
    // crowd errs independently, while the rule holds that experts err together, so that two weak
    // voices who agree count for less than they are worth here: that may cost a little.
    #expect(totals.witan * 100 >= totals.plurality * 93)
    #expect(totals.witan > totals.crowd)
    #expect(totals.witan * 2 > totals.questions)
  }

  /// Questions with hidden known answers first, to learn from; then others, to be judged by.
  private static func compare(
    seed: UInt64
  ) async throws -> (witan: Int, plurality: Int, crowd: Int, questions: Int) {
    var chance = Chance(seed: seed &+ 1_000)
    let taxa = Taxa(&chance)
    let community = try await Community(seed: seed, taxonomy: taxa, experts: 24)
    // Few know much, as in the study; many know little.
    let accuracies = (0..<24).map { $0 % 4 == 0 ? 900_000 : 450_000 + chance.below(250_000) }
    var found = (witan: 0, plurality: 0, crowd: 0, questions: 0)
    for number in 0..<110 {
      let truth = taxa.truth(&chance)
      let isKnown = number < 60
      let new = NewQuestion(
        subject: "things", text: "Which?", place: "IN", known: isKnown ? truth.last : nil)
      let id = ID<Question>(
        try await community.desk.ask(isKnown ? community.steward : community.askers[0], new).id)
      let answers = try await gather(id, truth, community, taxa, accuracies, &chance)
      if !isKnown {
        let species = answers.compactMap { $0 }
        let verdict = try await community.desk.show(community.askers[0], id).verdict
        found.questions += 1
        found.witan += verdict?.leading?.taxon == truth.last ? 1 : 0
        found.plurality += plurality(species) == truth.last ? 1 : 0
        let crowd = answers.indices.compactMap { _ in
          taxa.said(of: truth, accuracy: accuracies[chance.below(24)], &chance)
        }
        found.crowd += plurality(crowd) == truth.last ? 1 : 0
      }
      community.told.advance(seconds: 3_600)
      _ = try await community.desk.tick()
    }
    return found
  }

  /// Lets those who are asked answer, at most nine, until it closes.
  private static func gather(
    _ id: ID<Question>, _ truth: [String], _ community: Community, _ taxa: Taxa,
    _ accuracies: [Int], _ chance: inout Chance
  ) async throws -> [String?] {
    var answers: [String?] = []
    while answers.count < 9 {
      let pending = try await community.archive.read { try $0.assignments(of: id) }
        .first { $0.isPending }
      guard let pending,
        let place = community.experts.firstIndex(where: { $0.member.id == pending.expert })
      else { break }
      let taxon = taxa.said(of: truth, accuracy: accuracies[place], &chance)
      _ = try await community.desk.answer(community.experts[place], id, NewAnswer(taxon: taxon))
      answers.append(taxon)
    }
    return answers
  }

  /// The taxon most often named, of several the first named.
  private static func plurality(_ names: [String]) -> String? {
    var counts: [String: Int] = [:]
    for name in names { counts[name, default: 0] += 1 }
    let most = counts.values.max()
    return names.first { counts[$0] == most }
  }
}
