import Inference
import Testing

/// What a prior makes of truths that were seen.
@Suite struct LearnedPriorTests {
  /// Two genera: 1 with species 3 and 4, 2 with species 5.
  let tree: BeliefTree
  let prior: TreePrior

  init() throws {
    tree = try BeliefTree(parents: [-1, 0, 0, 1, 1, 2])
    prior = try TreePrior(
      tree: tree, leafWeights: [0, 0, 0, 1, 3, 4], leafClass: [-1, -1, -1, 0, 1, -1],
      classCount: 2, openShare: 0.1)
  }

  @Test func `the commonest leaf is the one seen most, and never within what is left out`() throws {
    let tree = try BeliefTree(parents: [-1, 0, 0, 1, 1, 2, 2])
    let prior = try TreePrior(tree: tree, leafWeights: [0, 0, 0, 1, 1, 1, 9])
    #expect(prior.commonestLeaf(outside: 3) == nil)
    let learned = prior.learned([(3, 4), (4, 6), (5, 5)], strength: 1)
    #expect(learned.commonestLeaf(outside: 6) == 4)
    #expect(learned.commonestLeaf(outside: 4) == 5)
    #expect(learned.commonestLeaf(outside: 2) == 4)
    #expect(learned.commonestLeaf(outside: 0) == nil)
  }

  @Test func `leaves seen have the shares of a Dirichlet distribution`() {
    let learned = prior.learned([(4, 2), (5, 6)], strength: 8)
    // Weights 1, 3, 4 of 8 and counts 0, 2, 6: in all 1, 5, 10 of 16.
    for (node, wanted) in [1, 0.3375, 0.5625, 0.050625, 0.253125, 0.50625].enumerated() {
      #expect(agree(learned.mass(Int32(node)), wanted), "node \(node)")
    }
    #expect(agree(learned.conditional(4), 0.75))
    #expect(agree(learned.openMass(2), 0.05625))
    #expect(agree(learned.classMass(0, 0), 1.0 / 16))
    #expect(agree(learned.classMass(0, 1), 5.0 / 16))
    #expect(agree(learned.unclassifiedMass(0), 10.0 / 16))
  }

  @Test func `nothing usable leaves the prior as it was`() {
    let learned = prior.learned(
      [(1, 3), (-1, 3), (99, 3), (4, 0), (4, -2), (4, .nan), (4, .infinity)], strength: 8)
    for node in 0..<6 as Range<Int32> { #expect(agree(learned.mass(node), prior.mass(node))) }
  }

  @Test func `what was impossible is possible once seen`() throws {
    let narrow = try TreePrior(tree: tree, leafWeights: [0, 0, 0, 1, 1, 0], openShare: 0)
    #expect(narrow.mass(5) == 0)
    let learned = narrow.learned([(5, 1)], strength: 3)
    #expect(agree(learned.mass(5), 0.25))
    #expect(agree(learned.conditional(5), 1))
  }

  @Test func `learning again replaces what was learned`() {
    let again = prior.learned([(3, 50)], strength: 2).learned([(4, 2), (5, 6)], strength: 8)
    let once = prior.learned([(4, 2), (5, 6)], strength: 8)
    for node in 0..<6 as Range<Int32> { #expect(agree(again.mass(node), once.mass(node))) }
    #expect(agree(again.classMass(1, 0), once.classMass(1, 0)))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `it equals the prior built from all leaves' weights together`(seed: UInt64) throws {
    let some = try RandomCase(seed: seed, nodes: 40)
    guard !some.seen.isEmpty else { return }
    let (tree, learned) = (try some.tree(), try some.prior())
    var weights = some.weights
    if !weights.contains(where: { $0 > 0 }) {
      weights = (0..<Int32(tree.count)).map { tree.isLeaf($0) ? 1 : 0 }
    }
    let sum = weights.reduce(0, +)
    weights = weights.map { $0 / sum * some.strength }
    for (leaf, count) in some.seen { weights[Int(leaf)] += count }
    let dense = try TreePrior(
      tree: tree, leafWeights: weights, leafClass: some.classes, classCount: some.classCount,
      openShare: some.openShare)
    for node in 0..<Int32(tree.count) {
      #expect(agree(learned.mass(node), dense.mass(node), within: 1e-12), "\(some)")
      #expect(agree(learned.conditional(node), dense.conditional(node), within: 1e-12), "\(some)")
      for column in 0..<some.classCount {
        #expect(agree(learned.classMass(node, column), dense.classMass(node, column)), "\(some)")
      }
    }
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `the order of what was seen changes no bit`(seed: UInt64) throws {
    var some = try RandomCase(seed: seed, nodes: 40)
    var chance = SplitMix64(seed: seed ^ 0x77)
    let one = try some.prior()
    some.seen = chance.shuffled(some.seen)
    let other = try some.prior()
    #expect(one == other)
    for node in 0..<Int32(some.parents.count) {
      #expect(one.mass(node).bitPattern == other.mass(node).bitPattern)
    }
  }
}
