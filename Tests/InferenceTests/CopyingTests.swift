import Testing

@testable import Inference

/// Who copies is found by what they all say together; who falls for the same photo is not.
@Suite struct CopyingTests {
  /// How many options a question has.
  private static let options = 12

  /// A crowd of which the first `circle` repeat what one of them says; six answer each question.
  private struct Crowd {
    var people = 60
    var circle = 12
    var questions = 300
    /// How often somebody is right, the leader of the circle included.
    var accuracy = 0.75
    /// The share of questions whose photo fools everybody: 85 of 100 name the same wrong option.
    var fooling = 0.0
  }

  /// The answers of a crowd as they are looked at. Shape: [question][answer].
  private func trials(_ crowd: Crowd, seed: UInt64) throws -> [[Copying.Trial]] {
    var chance = SplitMix64(seed: seed)
    let tree = try BeliefTree(parents: [-1] + [Int32](repeating: 0, count: Self.options))
    let prior = try TreePrior(
      tree: tree, leafWeights: [0] + [Double](repeating: 1, count: Self.options))
    return try (0..<crowd.questions).map { _ in
      let truth = Int32(1 + chance.below(Self.options))
      let lookAlike = Int32(1 + chance.below(Self.options))
      let isFooling = chance.unit() < crowd.fooling
      func look() -> Int32 {
        if isFooling && chance.unit() < 0.85 { return lookAlike }
        if chance.unit() < crowd.accuracy { return truth }
        return chance.unit() < 0.5 ? lookAlike : Int32(1 + chance.below(Self.options))
      }
      let led = look()
      let asked = chance.shuffled(Array(0..<crowd.people)).prefix(6)
      let named = asked.map { $0 < crowd.circle ? led : look() }
      let votes = try named.map { try TreeVote(path: [$0], accuracy: [crowd.accuracy]) }
      func evidence(_ votes: [TreeVote]) throws -> Double {
        try TreePosterior(tree: tree, prior: prior, votes: votes, errors: .usual).logEvidence
      }
      let whole = try evidence(votes)
      return try zip(asked, named).enumerated().map { place, each in
        var others = votes
        others.remove(at: place)
        return Copying.Trial(
          person: each.0, named: each.1, logChance: whole - (try evidence(others)))
      }
    }
  }

  /// Who is held to copy when one in fifty is expected to.
  private func suspects(_ crowd: Crowd, seed: UInt64) throws -> Set<Int> {
    let trials = try trials(crowd, seed: seed)
    let found = Copying.find(trials, people: crowd.people, before: 0.02)
    var sums = [Double](repeating: Copying.logit(found.share), count: crowd.people)
    for (trials, weights) in zip(trials, found.weights) {
      for (each, weight) in zip(trials, weights) { sums[each.person] += weight }
    }
    return Set(sums.indices.filter { sums[$0] > 0 })
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `a circle is found, whole, and nobody else`(seed: UInt64) throws {
    #expect(try suspects(Crowd(), seed: seed) == Set(0..<12))
    #expect(try suspects(Crowd(accuracy: 0.5), seed: seed) == Set(0..<12))
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `honest people are left alone, though photos fool them all`(seed: UInt64) throws {
    for fooling in [0, 0.1, 0.4] {
      let honest = Crowd(circle: 0, fooling: fooling)
      #expect(try suspects(honest, seed: seed).isEmpty, "\(fooling)")
    }
    let able = Crowd(circle: 0, accuracy: 0.95)
    #expect(try suspects(able, seed: seed).isEmpty)
  }

  @Test func `who answers alone shows nothing`() {
    let trial = Copying.Trial(person: 0, named: 3, logChance: -2)
    #expect(Copying.weights([trial]) { _ in 0.5 } == [0])
    #expect(Copying.find([[]], people: 0, before: 0.02).weights == [[]])
  }

  @Test func `the weight is the factor by hand, within its bounds`() {
    func weights(_ chance: Double, _ shares: [Double]) -> [Double] {
      let trials = shares.indices.map {
        Copying.Trial(
          person: $0, named: $0 == 2 ? 5 : 3, logChance: Logarithm.natural(chance))
      }
      return Copying.weights(trials) { shares[$0] }
    }
    // Of the others, 0.5 agree and 0.2 do not; that neither is of the circle has .5 x .8.
    let found = weights(0.25, [0.9, 0.5, 0.2])
    let factor = 1 + (1 - 0.5 * 0.8) * 0.9 * (0.5 / 0.7 / 0.25 - 1)
    #expect(abs(found[0] - Logarithm.natural(factor)) < 1e-12)
    // What nobody among the others says speaks against it.
    let alone = 1 - (1 - 0.1 * 0.5) * 0.9
    #expect(abs(found[2] - Logarithm.natural(alone)) < 1e-12)
    #expect(weights(1e-8, [0.999, 0.999, 0.2])[0] == Logarithm.natural(10))
  }

  @Test func `names do not matter`() throws {
    let trials = try trials(Crowd(), seed: 9)
    let renamed = trials.map { question in
      question.map {
        Copying.Trial(person: 59 - $0.person, named: $0.named, logChance: $0.logChance)
      }
    }
    let found = Copying.find(trials, people: 60, before: 0.02)
    let again = Copying.find(renamed, people: 60, before: 0.02)
    for (one, other) in zip(found.weights.joined(), again.weights.joined()) {
      guard abs(one - other) > 1e-9 else { continue }
      Issue.record("\(one) is not \(other)")
    }
  }
}
