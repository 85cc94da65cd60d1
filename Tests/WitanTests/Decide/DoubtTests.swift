import Inference
import Testing

@testable import Witan

/// Before something is said to be harmless, it is held possible that those who say so miss the
/// danger together.
@Suite struct DoubtTests {
  /// Two who know the snakes of the region, and what they met and missed of dangerous ones.
  private func file(
    _ misses: [Misses], taxa: [String] = ["Lycodon aulicus"], rule: Rule = .first,
    order: [Int]? = nil
  ) throws -> Case {
    let order = order ?? Array(misses.indices)
    var skills: [Int: Skill] = [:]
    for (place, number) in order.enumerated() {
      var skill = Sample.proved(20)
      skill.misses = misses[number]
      skills[place] = skill
    }
    let answers = order.map { Sample.answer($0 + 1, taxa[$0 % taxa.count]) }
    return try Sample.file(Sample.taxonomy(), answers, rule: rule, skills: skills)
  }

  private func share(_ file: Case, _ action: String) throws -> Int {
    try file.consensus(on: .answer, ledgerSize: 0).actions
      .first { $0.name == action }?.partsPerMillion ?? 0
  }

  private func isSaid(_ file: Case) throws -> Bool {
    try file.consensus(on: .answer, ledgerSize: 0).action?.name == "harmless"
  }

  private let vigilant = Misses(met: 8_000_000, missed: 0)
  private let careless = Misses(met: 8_000_000, missed: 3_000_000)

  @Test func `two who never missed any are believed, two who did are not, and more of them are`()
    throws
  {
    #expect(try isSaid(file([vigilant, vigilant])))
    #expect(try !isSaid(file([careless, careless])))
    #expect(try isSaid(file([careless, careless, vigilant, vigilant])))
    let doubts = try (2...5).map {
      try 1_000_000 - share(file([Misses](repeating: careless, count: $0)), "harmless")
    }
    #expect(zip(doubts, doubts.dropFirst()).allSatisfy { $0 > $1 }, "each more leaves less doubt")
  }

  @Test func `doubt grows with what was missed, and falls with what was met`() throws {
    func doubt(_ misses: Misses) throws -> Int {
      try 1_000_000 - share(file([misses, misses]), "harmless")
    }
    let byMissed = try (0...8).map { try doubt(Misses(met: 8_000_000, missed: $0 * 1_000_000)) }
    #expect(zip(byMissed, byMissed.dropFirst()).allSatisfy { $0 < $1 })
    let byMet = try (0...8).map { try doubt(Misses(met: $0 * 1_000_000, missed: 0)) }
    #expect(zip(byMet, byMet.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func `what is dangerous is not doubted, nor what nobody names`() throws {
    let misses = [careless, careless]
    let file = try file(misses, taxa: ["Daboia russelii"])
    #expect(try file.doubted(file.belief()) == file.belief().classProbabilities)
    let silent = try Sample.file(Sample.taxonomy(), votes: [nil, nil])
    #expect(try silent.doubted(silent.belief()) == silent.belief().classProbabilities)
  }

  @Test func `the shares are a distribution, the same in any order of the answers`() throws {
    let misses = [careless, vigilant, Misses(met: 1_000_000, missed: 900_000), Misses()]
    let taxa = ["Lycodon aulicus", "Colubridae", "Daboia russelii", "Lycodon aulicus"]
    let file = try file(misses, taxa: taxa)
    let shares = try file.doubted(file.belief())
    #expect(shares.allSatisfy { $0 >= 0 } && shares.reduce(0, +) <= 1 + 1e-12)
    for order in [[3, 2, 1, 0], [1, 3, 0, 2]] {
      let other = try self.file(misses, taxa: taxa, order: order)
      for (one, another) in zip(shares, try other.doubted(other.belief())) {
        #expect(abs(one - another) < 1e-12)
      }
    }
  }

  @Test func `a rate is the rule's beforehand and what was seen in the end`() {
    #expect(Misses().rate(.first) == 0.05)
    #expect(abs(Misses(met: 4_000_000, missed: 4_000_000).rate(.first) - 0.525) < 1e-12)
    #expect(abs(Misses(met: 4_000_000_000, missed: 1_000_000_000).rate(.first) - 0.25) < 1e-3)
    var misses = Misses(met: 5, missed: 3)
    misses.learn(Misses(met: 7, missed: 1), sign: 1)
    misses.learn(Misses(met: 7, missed: 1), sign: -1)
    #expect(misses == Misses(met: 5, missed: 3))
  }

  @Test func `a question teaches who met the danger and who missed it`() throws {
    let names = ["Daboia russelii", "Lycodon aulicus", nil, "Daboia russelii"]
    let answers = names.enumerated().map { Sample.answer($0.offset + 1, $0.element) }
    let proved = Sample.proved(20)
    let file = try Sample.file(
      Sample.taxonomy(), answers, skills: [0: proved, 3: proved])
    let whole = Misses(met: 1_000_000, missed: 0)
    let told = try file.lessons(truth: "Daboia russelii", source: .outcome).lessons.map(\.misses)
    #expect(told == [whole, Misses(met: 1_000_000, missed: 1_000_000), Misses(), whole])
    let harmless = try file.lessons(truth: "Lycodon aulicus", source: .outcome).lessons
    #expect(harmless.allSatisfy { $0.misses == Misses() })
    let believed = try file.lessonsFromConsensus().lessons.map(\.misses)
    #expect(believed[1].met > 500_000 && believed[1].missed == believed[1].met)
    #expect(believed[0].met > 0 && believed[0].missed == 0 && believed[2] == Misses())
  }
}
