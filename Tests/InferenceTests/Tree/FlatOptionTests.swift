import Inference
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A plain list of options: the tree must reduce to what is known of weighted votes.
@Suite struct FlatOptionTests {
  private func flat(_ options: Int, openShare: Double) throws -> (BeliefTree, TreePrior) {
    let tree = try BeliefTree(parents: [-1] + [Int32](repeating: 0, count: options))
    let zeros = [Double](repeating: 0, count: options + 1)
    return (tree, try TreePrior(tree: tree, leafWeights: zeros, openShare: openShare))
  }

  /// Nitzan & Paroush 1982, DOI 10.2307/2526438: the best weight of a vote is its log-odds.
  @Test(arguments: [2, 3, 7, 100], [0.55, 0.8, 0.95])
  func `a vote weighs the log-odds of its accuracy`(options: Int, accuracy: Double) throws {
    let (tree, prior) = try flat(options, openShare: 0)
    let vote = try TreeVote(path: [1], accuracy: [accuracy])
    let expected = log(accuracy * Double(options - 1) / (1 - accuracy))
    for copies in 1...4 {
      let votes = [TreeVote](repeating: vote, count: copies)
      let posterior = try TreePosterior(tree: tree, prior: prior, votes: votes)
      let ratio = log(posterior.probability(of: 1) / posterior.probability(of: 2))
      #expect(agree(ratio, expected * Double(copies)))
    }
  }

  @Test(arguments: [SharedErrors.independent, .usual])
  func `a crowd of one mind is believed, a lone voice less`(errors: SharedErrors) throws {
    let (tree, prior) = try flat(5, openShare: 0.02)
    let vote = try TreeVote(path: [3], accuracy: [0.7])
    let lone = try TreePosterior(tree: tree, prior: prior, votes: [vote], errors: errors)
    let votes = [TreeVote](repeating: vote, count: 30)
    let crowd = try TreePosterior(tree: tree, prior: prior, votes: votes, errors: errors)
    #expect(crowd.probability(of: 3) > 0.99)
    #expect((0.5..<0.95).contains(lone.probability(of: 3)))
    #expect(crowd.best(atLeast: 0.99).node == 3)
    #expect(lone.best(atLeast: 0.99).node == 0)
  }

  /// One of `wrong + 1` children, the unlisted one included, is the right one.
  @Test(arguments: [0, 0.02])
  func `one who is right no more often than chance changes nothing`(openShare: Double) throws {
    let (tree, prior) = try flat(4, openShare: openShare)
    let wrong = openShare > 0 ? 4.0 : 3.0
    let vote = try TreeVote(path: [2], accuracy: [1 / (wrong + 1)])
    let posterior = try TreePosterior(tree: tree, prior: prior, votes: [vote])
    for node in 0..<5 as Range<Int32> {
      #expect(agree(posterior.probability(of: node), prior.mass(node)))
    }
  }

  @Test(arguments: [SharedErrors.independent, .usual])
  func `one who always errs is used, not trusted`(errors: SharedErrors) throws {
    let (tree, prior) = try flat(2, openShare: 0)
    let contrary = try TreeVote(path: [1], accuracy: [0])
    let posterior = try TreePosterior(tree: tree, prior: prior, votes: [contrary], errors: errors)
    #expect(posterior.probability(of: 2) > 0.95)
    let bits = try TreePosterior.weights(
      tree: tree, prior: prior, votes: [contrary], errors: errors, for: 1)
    #expect(bits[0] < -4)
  }

  @Test(arguments: [SharedErrors.independent, .usual])
  func `the extremes of accuracy and number stay finite`(errors: SharedErrors) throws {
    let (tree, prior) = try flat(3, openShare: 0.02)
    let sure = try TreeVote(path: [1], accuracy: [1])
    let against = try TreeVote(path: [2], accuracy: [1])
    for votes in [
      [TreeVote](repeating: sure, count: 10_000),
      [TreeVote](repeating: sure, count: 5_000) + [TreeVote](repeating: against, count: 5_000),
    ] {
      let posterior = try TreePosterior(tree: tree, prior: prior, votes: votes, errors: errors)
      #expect(posterior.logEvidence.isFinite)
      for node in 0..<4 as Range<Int32> {
        #expect((0...1).contains(posterior.probability(of: node)))
      }
    }
    let split = try TreePosterior(
      tree: tree, prior: prior, votes: [sure, against], errors: errors)
    #expect(agree(split.probability(of: 1), split.probability(of: 2)))
  }

  @Test func `an option of weight zero can be answered and is never believed`() throws {
    let tree = try BeliefTree(parents: [-1, 0, 0, 0, 3])
    let prior = try TreePrior(tree: tree, leafWeights: [0, 1, 1, 0, 0], openShare: 0)
    let vote = try TreeVote(path: [3, 4], accuracy: [0.999, 0.999])
    let posterior = try TreePosterior(tree: tree, prior: prior, votes: [vote, vote])
    #expect(posterior.probability(of: 4) == 0)
    #expect(agree(posterior.probability(of: 1), 0.5))
    let bits = try TreePosterior.weights(
      tree: tree, prior: prior, votes: [vote, .cannotTell], for: 4)
    #expect(bits == [0, 0])
  }
}
