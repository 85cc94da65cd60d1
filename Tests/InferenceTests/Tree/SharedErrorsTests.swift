import Testing

@testable import Inference

/// What ties the errors of a crowd together, one thing at a time.
@Suite struct SharedErrorsTests {
  /// Family 1 with species 3, 4, 5; family 2 with species 6, 7, 8.
  let tree: BeliefTree
  let prior: TreePrior

  init() throws {
    tree = try BeliefTree(parents: [-1, 0, 0, 1, 1, 1, 2, 2, 2])
    prior = try TreePrior(tree: tree, leafWeights: [Double](repeating: 0, count: 9))
  }

  private func belief(_ node: Int32, _ named: [Int32], _ errors: SharedErrors) throws -> Double {
    let votes = try named.map {
      let path = tree.path(to: $0)
      return try TreeVote(path: path, accuracy: path.map { _ in 0.75 })
    }
    return try TreePosterior(tree: tree, prior: prior, votes: votes, errors: errors)
      .probability(of: node)
  }

  @Test func `an agreeing pair is believed less where errors are shared`() throws {
    let alone = try belief(3, [3], .independent)
    let pair = (try belief(3, [3, 3], .independent), try belief(3, [3, 3], .usual))
    #expect(pair.1 < pair.0)
    #expect(pair.1 > alone)
  }

  @Test(arguments: [SharedErrors.independent, .usual])
  func `each further voice of one mind adds to the belief`(errors: SharedErrors) throws {
    var before = prior.mass(3)
    for count in 1...12 {
      let now = try belief(3, [Int32](repeating: 3, count: count), errors)
      #expect(now > before, "\(count) voices")
      before = now
    }
  }

  @Test func `the smaller the urn, the less a second voice says`() throws {
    let beliefs = try [0.1, 1, 10, Double.infinity].map {
      try belief(
        3, [3, 3],
        SharedErrors(difficulty: 0, echo: [$0], echoAstray: .infinity, popularShare: 0))
    }
    #expect(beliefs == beliefs.sorted())
    #expect(Set(beliefs).count == beliefs.count)
  }

  @Test func `dissenters who contradict each other count for less`() throws {
    let echoing = SharedErrors(
      difficulty: 0, echo: [0.2], echoAstray: .infinity, popularShare: 0)
    let split = try belief(3, [3, 3, 4, 5], echoing)
    let joined = try belief(3, [3, 3, 4, 4], echoing)
    #expect(split > joined)
  }

  @Test func `where others disagree the fork is hard, and one more vote says less`() throws {
    let flat = try BeliefTree(parents: [-1, 0, 0])
    let even = try TreePrior(tree: flat, leafWeights: [0, 1, 1], openShare: 0)
    func bits(_ named: [Int32], _ difficulty: Double) throws -> Double {
      let votes = try named.map { try TreeVote(path: [$0], accuracy: [0.9]) }
      let errors = SharedErrors(
        difficulty: difficulty, echo: [], echoAstray: .infinity, popularShare: 0)
      return try TreePosterior.weights(
        tree: flat, prior: even, votes: votes, errors: errors, for: 1)[0]
    }
    #expect(agree(try bits([1, 1, 1, 2, 2], 0), try bits([1], 0)))
    #expect(try bits([1, 1, 1, 2, 2], 1.25) < 0.75 * (try bits([1], 1.25)))
  }

  @Test func `a hard fork below takes little from the one above`() throws {
    let torn = try belief(1, [3, 3, 4, 4], .usual)
    let agreed = try belief(1, [3, 3, 3, 3], .usual)
    #expect(agree(torn, agreed, within: 0.05))
    #expect(torn > 0.9)
  }

  @Test func `a common taxon is suspected of being a guess`() throws {
    let weights: [Double] = [0, 0, 0, 8, 1, 1, 1, 1, 1]
    let common = try TreePrior(tree: tree, leafWeights: weights)
    let vote = try TreeVote(path: [1, 3], accuracy: [0.75, 0.75])
    let beliefs = try [0, 0.5].map { share in
      let errors = SharedErrors(
        difficulty: 0, echo: [], echoAstray: .infinity, popularShare: share)
      return try TreePosterior(tree: tree, prior: common, votes: [vote], errors: errors)
        .probability(of: 3)
    }
    #expect(beliefs[1] < beliefs[0])
  }

  @Test func `four of one mind are worth fewer, the fewer the more they echo`() throws {
    let path = tree.path(to: 3)
    let vote = try TreeVote(path: path, accuracy: path.map { _ in 0.75 })
    let dissent = try TreeVote(path: [2], accuracy: [0.75])
    func worth(_ votes: [TreeVote], _ errors: SharedErrors) throws -> Double {
      try TreePosterior.effectiveCount(
        tree: tree, prior: prior, votes: votes, errors: errors, for: 3)
    }
    #expect(try worth([], .usual) == 0)
    #expect(try worth([dissent], .usual) == 0)
    #expect(try worth([vote, dissent, .cannotTell], .usual) == 1)
    let four = [TreeVote](repeating: vote, count: 4)
    let echoing = SharedErrors(
      difficulty: 1.25, echo: [0.05], echoAstray: 0.05, popularShare: 0.2)
    let worths = try [echoing, .usual, .independent].map { try worth(four + [dissent], $0) }
    #expect(worths == worths.sorted())
    #expect(worths[1] > 1 && worths[1] < worths[2] && worths[2] <= 4)
  }

  @Test func `an impossible taxon that the popular never name spoils nothing`() throws {
    let impossible = try TreePrior(tree: tree, leafWeights: [0, 0, 0, 0, 1, 1, 1, 1, 1])
    let errors = SharedErrors(
      difficulty: 0, echo: [1], echoAstray: 1, popularShare: 1)
    let votes = try [3, 4].map { try TreeVote(path: [1, $0], accuracy: [0.9, 0.9]) }
    let posterior = try TreePosterior(
      tree: tree, prior: impossible, votes: votes, errors: errors)
    #expect(posterior.logEvidence.isFinite)
    #expect(posterior.probability(of: 3) == 0)
    #expect(posterior.probability(of: 4) > 0.5)
  }

  @Test(arguments: [0, 0.5, 1.25, 2])
  func `stretched logits keep the accuracy as the mean over the shifts`(deviation: Double) {
    let grid = DifficultyGrid(deviation)
    #expect(agree(Logarithm.ofSum(grid.logWeights), 0))
    for accuracy in [0.05, 0.3, 0.5, 0.7, 0.9, 0.99] {
      let logit = Logarithm.natural(accuracy / (1 - accuracy)) * grid.scale
      var mean = 0.0
      for (shift, weight) in zip(grid.shifts, grid.logWeights) {
        mean += Logarithm.exponential(weight) / (1 + Logarithm.exponential(-logit - shift))
      }
      #expect(agree(mean, accuracy, within: 0.02), "\(accuracy): \(mean)")
    }
  }
}
