import Inference
import Testing

@Suite struct TreeReadingTests {
  /// Family 1 with genera 2 (species 4, 5, 6) and 3 (species 7); family 8 with species 9.
  let tree: BeliefTree
  let prior: TreePrior

  init() throws {
    tree = try BeliefTree(parents: [-1, 0, 1, 1, 2, 2, 2, 3, 0, 8])
    prior = try TreePrior(
      tree: tree, leafWeights: [0, 0, 0, 0, 1, 1, 1, 1, 0, 1],
      leafClass: [-1, -1, -1, -1, 0, 0, 0, 1, -1, 1], classCount: 2)
  }

  private func vote(_ node: Int32, _ accuracy: Double) throws -> TreeVote {
    let path = tree.path(to: node)
    return try TreeVote(path: path, accuracy: path.map { _ in accuracy })
  }

  @Test func `a genus named by one leaves room for its other species`() throws {
    let votes = [try vote(2, 0.9), try vote(4, 0.5)]
    let posterior = try TreePosterior(tree: tree, prior: prior, votes: votes)
    let genus = posterior.probability(of: 2)
    let species = (4...6 as ClosedRange<Int32>).map { posterior.probability(of: $0) }
    #expect(species[0] > species[1])
    #expect(species[1] > 0.1)
    #expect(agree(species[1], species[2]))
    #expect(genus > species.reduce(0, +))
    #expect(posterior.residualClassCount == 4)
  }

  @Test func `the finest taxon that clears the rule is the best`() throws {
    let votes = [try vote(4, 0.8), try vote(4, 0.8), try vote(5, 0.8)]
    let posterior = try TreePosterior(tree: tree, prior: prior, votes: votes)
    let species = posterior.probability(of: 4)
    let genus = posterior.probability(of: 2)
    #expect(posterior.best(atLeast: species).node == 4)
    #expect(posterior.best(atLeast: species.nextUp) == (2, genus))
    #expect(posterior.best(atLeast: genus.nextUp).node == 1)
    #expect(posterior.best(atLeast: 2).node == 0)
    #expect(posterior.best(atLeast: 0).node == 4)
  }

  @Test func `top answers are the ends of what was answered, likeliest first`() throws {
    let votes = [try vote(2, 0.8), try vote(4, 0.8), try vote(4, 0.8), try vote(9, 0.8)]
    let posterior = try TreePosterior(tree: tree, prior: prior, votes: votes)
    #expect(posterior.topNodes(limit: 9).map(\.node) == [4, 9])
    #expect(posterior.topNodes(limit: 1).map(\.node) == [4])
    #expect(posterior.topNodes(limit: -1).isEmpty)
  }

  @Test func `equal beliefs stand in the order of their nodes`() throws {
    let votes = [try vote(5, 0.8), try vote(4, 0.8)]
    let posterior = try TreePosterior(tree: tree, prior: prior, votes: votes)
    #expect(posterior.topNodes(limit: 2).map(\.node) == [4, 5])
    #expect(posterior.best(atLeast: 0.1).node == 4)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `the best and the top answers are those of a plain search`(seed: UInt64) throws {
    let some = try RandomCase(seed: seed, nodes: 30, voters: 12)
    let (tree, posterior) = (try some.tree(), try some.posterior())
    let answered = Set([0] + some.votes.flatMap(\.path)).sorted()
    func belief(_ node: Int32) -> Double { posterior.probability(of: node) }
    for threshold in [0.01, 0.1, 0.3, 0.5, 0.9] {
      let clear = answered.filter { belief($0) >= threshold }
      let best = clear.min {
        (-tree.depth[Int($0)], -belief($0), $0) < (-tree.depth[Int($1)], -belief($1), $1)
      }
      #expect(posterior.best(atLeast: threshold).node == best)
    }
    let ends = answered.dropFirst().filter { end in
      !answered.contains { $0 != end && tree.isNode($0, within: end) }
    }
    let ranked = ends.sorted { (-belief($0), $0) < (-belief($1), $1) }
    #expect(posterior.topNodes(limit: 100).map(\.node) == ranked)
  }

  @Test func `a class can be settled before the species is`() throws {
    let votes = [try vote(4, 0.7), try vote(5, 0.7), try vote(6, 0.7)]
    let posterior = try TreePosterior(tree: tree, prior: prior, votes: votes)
    #expect(posterior.classProbabilities[0] > 0.95)
    #expect(posterior.best(atLeast: 0.95).node == 2)
  }

  @Test func `bits are positive for, negative against, and nothing from can't tell`() throws {
    let votes = [try vote(4, 0.8), .cannotTell, try vote(9, 0.5), try vote(4, 0.8)]
    let bits = try TreePosterior.weights(tree: tree, prior: prior, votes: votes, for: 4)
    #expect(bits[0] > 1)
    #expect(bits[1] == 0)
    #expect(bits[2] < 0)
    #expect(bits[3] == bits[0])
    let none = try TreePosterior.weights(tree: tree, prior: prior, votes: [], for: 4)
    #expect(none.isEmpty)
    let root = try TreePosterior.weights(tree: tree, prior: prior, votes: votes, for: 0)
    #expect(root == [0, 0, 0, 0])
  }

  @Test func `bits tell a hundred sure votes from ninety-nine`() throws {
    let votes = [TreeVote](repeating: try vote(4, 0.9), count: 100)
    let posterior = try TreePosterior(tree: tree, prior: prior, votes: votes)
    #expect(posterior.probability(of: 4) == 1)
    #expect(posterior.logOdds(of: 4).isFinite)
    let bits = try TreePosterior.weights(tree: tree, prior: prior, votes: votes, for: 4)
    #expect(bits[0] > 3 && bits[0] < 64)
  }

  @Test func `the likeliest leaf is among those named or seen`() throws {
    let silent = try TreePosterior(tree: tree, prior: prior, votes: [])
    #expect(silent.likeliestLeaf() == nil)
    let coarse = try TreePosterior(tree: tree, prior: prior, votes: [try vote(2, 0.8)])
    #expect(coarse.likeliestLeaf() == nil)

    let learned = prior.learned([(5, 3), (9, 20)], strength: 5)
    let common = try TreePosterior(tree: tree, prior: learned, votes: [try vote(2, 0.95)])
    #expect(common.likeliestLeaf()?.node == 5)
    #expect(common.likeliestLeaf()?.probability == common.probability(of: 5))
    let named = try TreePosterior(
      tree: tree, prior: learned, votes: [try vote(4, 0.95), try vote(4, 0.95)])
    #expect(named.likeliestLeaf()?.node == 4)
  }

  @Test func `of equally likely leaves the first is taken`() throws {
    let votes = [try vote(6, 0.8), try vote(5, 0.8)]
    let posterior = try TreePosterior(tree: tree, prior: prior, votes: votes, errors: .usual)
    #expect(posterior.likeliestLeaf()?.node == 5)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `the likeliest leaf is that of a plain search`(seed: UInt64) throws {
    let some = try RandomCase(seed: seed, nodes: 30, voters: 12)
    let (tree, posterior) = (try some.tree(), try some.posterior())
    let leaves = Set(some.votes.compactMap(\.path.last) + some.seen.map(\.leaf))
      .filter { tree.isLeaf($0) }.sorted()
    let best = leaves.max { posterior.probability(of: $0) < posterior.probability(of: $1) }
    let found = posterior.likeliestLeaf()
    #expect((found == nil) == leaves.isEmpty, "\(some)")
    if let best, let found {
      #expect(found.probability == posterior.probability(of: best), "\(some)")
    }
  }
}
