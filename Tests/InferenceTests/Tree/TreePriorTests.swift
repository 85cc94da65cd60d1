import Inference
import Testing

@Suite struct TreePriorTests {
  /// Two genera: 1 with species 3 (weight 1) and 4 (weight 3), 2 with species 5 (weight 4).
  let tree: BeliefTree

  init() throws { tree = try BeliefTree(parents: [-1, 0, 0, 1, 1, 2]) }

  @Test func `masses follow the weights and leave the open share at every node`() throws {
    let prior = try TreePrior(tree: tree, leafWeights: [0, 0, 0, 1, 3, 4], openShare: 0.1)
    let expected = [1, 0.45, 0.45, 0.10125, 0.30375, 0.405]
    for (node, wanted) in expected.enumerated() {
      #expect(agree(prior.mass(Int32(node)), wanted))
    }
    #expect(agree(prior.conditional(4), 0.675))
    #expect(prior.conditional(0) == 1)
    #expect(agree(prior.openMass(1), 0.045))
    #expect(prior.openMass(5) == 0)
  }

  @Test func `a tree without weights counts every leaf alike`() throws {
    let zeros = [Double](repeating: 0, count: 6)
    let prior = try TreePrior(tree: tree, leafWeights: zeros, openShare: 0)
    let ones = try TreePrior(tree: tree, leafWeights: [0, 0, 0, 1, 1, 1], openShare: 0)
    #expect(prior == ones)
    #expect(agree(prior.mass(5), 1.0 / 3))
  }

  @Test func `open mass is divided among the classes as the listed mass is`() throws {
    let prior = try TreePrior(
      tree: tree, leafWeights: [0, 0, 0, 1, 3, 4], leafClass: [-1, -1, -1, 0, 1, -1],
      classCount: 2, openShare: 0.1)
    #expect(agree(prior.classMass(1, 0), 0.1125))
    #expect(agree(prior.classMass(1, 1), 0.3375))
    #expect(agree(prior.classMass(0, 1), 0.375))
    #expect(agree(prior.unclassifiedMass(0), 0.5))
    #expect(prior.unclassifiedMass(1) == 0)
  }

  @Test func `weights, classes and shares out of range are refused`() throws {
    let tree = tree
    func build(_ weights: [Double], _ classes: [Int] = [-1, -1, -1, 0, 0, 0], _ open: Double = 0)
      throws -> TreePrior
    {
      try TreePrior(
        tree: tree, leafWeights: weights, leafClass: classes, classCount: 1, openShare: open)
    }
    let fine: [Double] = [0, 0, 0, 1, 1, 1]
    #expect(throws: TreeFault.lengthMismatch(expected: 6, found: 1)) { try build([1]) }
    #expect(throws: TreeFault.lengthMismatch(expected: 6, found: 1)) { try build(fine, [0]) }
    #expect(throws: TreeFault.weight(node: 4)) { try build([0, 0, 0, 1, -1, 1]) }
    #expect(throws: TreeFault.weight(node: 3)) { try build([0, 0, 0, .nan, 1, 1]) }
    #expect(throws: TreeFault.weight(node: 1)) { try build([0, 1, 0, 1, 1, 1]) }
    #expect(throws: TreeFault.weight(node: 0)) { try build([0, 0, 0, 1e308, 1e308, 1e308]) }
    #expect(throws: TreeFault.classUnknown(node: 5)) { try build(fine, [0, 0, 0, 0, 0, 1]) }
    #expect(throws: TreeFault.openShare) { try build(fine, [0, 0, 0, 0, 0, 0], 1) }
    #expect(throws: TreeFault.openShare) { try build(fine, [0, 0, 0, 0, 0, 0], .nan) }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `children, open mass and classes sum to the node's mass`(seed: UInt64) throws {
    let some = try RandomCase(seed: seed, nodes: 40)
    let (tree, prior) = (try some.tree(), try some.prior())
    #expect(prior.mass(0) == 1)
    for node in 0..<Int32(tree.count) {
      let mass = prior.mass(node)
      let children = tree.children(of: node).map { prior.mass($0) }.reduce(0, +)
      if !tree.isLeaf(node) { #expect(agree(children + prior.openMass(node), mass)) }
      let classes = (0..<some.classCount).map { prior.classMass(node, $0) }.reduce(0, +)
      #expect(agree(classes + prior.unclassifiedMass(node), mass))
    }
  }
}
