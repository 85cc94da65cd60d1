import Inference
import Testing

@Suite struct BeliefTreeTests {
  /// 0 -> 1, 4; 1 -> 3, 5; 4 -> 2. Node 2 stands before its parent.
  let parents: [Int32] = [-1, 0, 4, 1, 0, 1]

  @Test func `the arrays of a small tree are the known ones`() throws {
    let tree = try BeliefTree(parents: parents)
    #expect(tree.count == 6)
    #expect(tree.depth == [0, 1, 2, 2, 1, 2])
    #expect(tree.firstChild == [0, 2, 4, 4, 4, 5, 5])
    #expect(tree.children == [1, 4, 3, 5, 2])
    #expect(tree.preorder == [0, 1, 5, 2, 4, 3])
    #expect(tree.lastPreorder == [5, 3, 5, 2, 5, 3])
    #expect((0..<6).map { tree.isLeaf($0) } == [false, false, true, true, false, true])
    #expect(tree.path(to: 2) == [4, 2])
    #expect(tree.path(to: 0).isEmpty)
    #expect(Array(tree.children(of: 1)) == [3, 5])
  }

  @Test func `what is no tree is refused`() {
    #expect(throws: TreeFault.empty) { try BeliefTree(parents: []) }
    #expect(throws: TreeFault.rootHasParent) { try BeliefTree(parents: [1, -1]) }
    #expect(throws: TreeFault.rootHasParent) { try BeliefTree(parents: [0]) }
    #expect(throws: TreeFault.severalRoots(node: 2)) { try BeliefTree(parents: [-1, 0, -1]) }
    #expect(throws: TreeFault.parentUnknown(node: 1)) { try BeliefTree(parents: [-1, 2]) }
    #expect(throws: TreeFault.parentUnknown(node: 1)) { try BeliefTree(parents: [-1, -2]) }
    #expect(throws: TreeFault.cycle(node: 1)) { try BeliefTree(parents: [-1, 1]) }
    #expect(throws: TreeFault.cycle(node: 2)) { try BeliefTree(parents: [-1, 0, 3, 2, 3]) }
  }

  @Test func `a root alone is a tree`() throws {
    let tree = try BeliefTree(parents: [-1])
    #expect(tree.isLeaf(0))
    #expect(tree.isNode(0, within: 0))
  }

  @Test func `a chain of a hundred thousand ranks is built`() throws {
    let tree = try BeliefTree(parents: (0..<100_000).map { Int32($0 - 1) })
    #expect(tree.depth[99_999] == 99_999)
    #expect(tree.isNode(99_999, within: 500))
    #expect(!tree.isNode(499, within: 500))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `a node is within the nodes of its path, the root and itself alone`(seed: UInt64) throws {
    let tree = try RandomCase(seed: seed, nodes: 30).tree()
    for node in 0..<Int32(tree.count) {
      let above = [0] + tree.path(to: node)
      #expect(above.last == node)
      for other in 0..<Int32(tree.count) {
        #expect(tree.isNode(node, within: other) == above.contains(other))
      }
    }
  }
}
