import Inference
import Testing

@Suite struct TreePosteriorTests {
  @Test(arguments: 0..<300 as Range<UInt64>)
  func `the order of the votes changes no bit of any number`(seed: UInt64) throws {
    let some = try RandomCase(seed: seed, nodes: 30, voters: 20)
    var chance = SplitMix64(seed: seed ^ 0xABCD)
    var other = some
    other.votes = chance.shuffled(some.votes)
    let (one, two) = (try some.posterior(), try other.posterior())
    #expect(one.logEvidence.bitPattern == two.logEvidence.bitPattern)
    for node in 0..<Int32(some.parents.count) {
      #expect(one.probability(of: node).bitPattern == two.probability(of: node).bitPattern)
      #expect(one.logOdds(of: node).bitPattern == two.logOdds(of: node).bitPattern)
    }
    let classes = (one.classProbabilities, two.classProbabilities)
    #expect(classes.0.map(\.bitPattern) == classes.1.map(\.bitPattern))
  }

  @Test func `votes that differ in accuracy alone are summed in one order`() throws {
    let tree = try BeliefTree(parents: [-1, 0, 0])
    let prior = try TreePrior(tree: tree, leafWeights: [0, 1, 1])
    var chance = SplitMix64(seed: 11)
    var votes: [TreeVote] = []
    for _ in 0..<40 {
      votes.append(try TreeVote(path: [1], accuracy: [chance.unit()]))
    }
    for errors in [SharedErrors.independent, .usual] {
      let first = try TreePosterior(tree: tree, prior: prior, votes: votes, errors: errors)
        .logEvidence
      for _ in 0..<20 {
        votes = chance.shuffled(votes)
        let evidence = try TreePosterior(tree: tree, prior: prior, votes: votes, errors: errors)
          .logEvidence
        #expect(evidence.bitPattern == first.bitPattern)
      }
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `other names for the nodes give the same beliefs`(seed: UInt64) throws {
    let some = try RandomCase(seed: seed, nodes: 30, voters: 20)
    var chance = SplitMix64(seed: seed ^ 0x1234)
    let names = [0] + chance.shuffled(Array(1..<max(1, some.parents.count)))
    let (one, two) = (try some.posterior(), try some.renamed(names).posterior())
    for node in some.parents.indices {
      let renamed = two.probability(of: Int32(names[node]))
      #expect(agree(one.probability(of: Int32(node)), renamed, within: 1e-12))
    }
    for (mine, theirs) in zip(one.classProbabilities, two.classProbabilities) {
      #expect(agree(mine, theirs, within: 1e-12))
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `children never exceed their parent, and classes sum to one`(seed: UInt64) throws {
    let some = try RandomCase(seed: seed, nodes: 40, voters: 20)
    let (tree, posterior) = (try some.tree(), try some.posterior())
    let prior = try some.prior()
    for node in 0..<Int32(tree.count) where !tree.isLeaf(node) {
      let children = tree.children(of: node).map { posterior.probability(of: $0) }.reduce(0, +)
      let open = posterior.probability(of: node) - children
      #expect(open >= -1e-12, "\(some)")
      if prior.openMass(node) == 0 { #expect(abs(open) < 1e-9, "\(some)") }
    }
    let classes = posterior.classProbabilities.reduce(0, +)
    #expect(agree(classes + posterior.unclassifiedProbability, 1))
    #expect(agree(posterior.probability(of: 0), 1))
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `no votes, or none that can tell, leave the prior`(seed: UInt64) throws {
    var some = try RandomCase(seed: seed)
    let prior = try some.prior()
    for votes in [[], [TreeVote.cannotTell, .cannotTell, .cannotTell]] {
      some.votes = votes
      let posterior = try some.posterior()
      #expect(posterior.logEvidence == 0)
      #expect(posterior.residualClassCount == 1)
      for node in some.parents.indices {
        let (belief, mass) = (posterior.probability(of: Int32(node)), prior.mass(Int32(node)))
        #expect(agree(belief, mass, within: 1e-15))
      }
      for (index, belief) in posterior.classProbabilities.enumerated() {
        #expect(agree(belief, prior.classMass(0, index)))
      }
      #expect(posterior.topNodes(limit: 3).isEmpty)
      #expect(posterior.best(atLeast: 0.5).node == 0)
    }
  }

  /// Genera 1 and 2 with two species each, an option of weight zero, and voters who deny every
  /// listed species: what is left of the mass by rounding alone must not collect their belief.
  @Test(arguments: [true, false], 0..<30 as Range<UInt64>)
  func `what rounding leaves over is never believed`(isListed: Bool, seed: UInt64) throws {
    var chance = SplitMix64(seed: seed)
    let parents: [Int32] = [-1, 0, 0, 1, 1, 2, 2, 0]
    let tree = try BeliefTree(parents: isListed ? parents : parents.dropLast())
    var weights = [0, 0, 0, chance.unit(), chance.unit(), chance.unit(), chance.unit()]
    if isListed { weights.append(0) }
    let prior = try TreePrior(tree: tree, leafWeights: weights, openShare: 0)
    var votes: [TreeVote] = []
    for node in 3...6 as ClosedRange<Int32> {
      let vote = try TreeVote(path: tree.path(to: node), accuracy: [0.5, 0.999])
      votes += [TreeVote](repeating: vote, count: 40)
    }
    let posterior = try TreePosterior(tree: tree, prior: prior, votes: votes)
    #expect(agree(posterior.probability(of: 1) + posterior.probability(of: 2), 1))
  }

  @Test func `the number of classes does not depend on the size of the tree`() throws {
    var chance = SplitMix64(seed: 7)
    var parents: [Int32] = [-1]
    for node in 1..<100_000 { parents.append(Int32(chance.below(min(node, 100)))) }
    var counts: [Int] = []
    for size in [100, 100_000] {
      let tree = try BeliefTree(parents: Array(parents.prefix(size)))
      let prior = try TreePrior(tree: tree, leafWeights: [Double](repeating: 0, count: size))
      let votes = try (1...50 as ClosedRange<Int32>).map { node in
        let path = tree.path(to: node)
        return try TreeVote(path: path, accuracy: path.map { _ in 0.7 })
      }
      let posterior = try TreePosterior(tree: tree, prior: prior, votes: votes)
      counts.append(posterior.residualClassCount)
      #expect(posterior.residualClassCount <= 1 + votes.map(\.path.count).reduce(0, +))
      #expect(agree(posterior.probability(of: 0), 1))
    }
    #expect(counts == [51, 51])
  }
}
