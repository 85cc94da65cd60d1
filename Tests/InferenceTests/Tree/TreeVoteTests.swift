import Inference
import Testing

@Suite struct TreeVoteTests {
  @Test func `values out of range are brought into it`() throws {
    let vote = try TreeVote(path: [1, 2, 3, 4], knowing: [-1, 2, .nan, 0.5], temper: 7)
    #expect(vote.knowing == [0, 0.999, 0, 0.5])
    #expect(vote.temper == 1)
    #expect(try TreeVote(path: [], knowing: [], temper: .nan).temper == 0)
  }

  @Test func `one knowledge a step is required`() {
    #expect(throws: TreeFault.lengthMismatch(expected: 2, found: 1)) {
      try TreeVote(path: [1, 2], knowing: [0.5])
    }
  }

  @Test(arguments: [[2], [1, 3], [0], [-1], [99], [1, 2, 2]] as [[Int32]])
  func `a path that does not lead down from the root is refused`(path: [Int32]) throws {
    let tree = try BeliefTree(parents: [-1, 0, 1, 0])
    let prior = try TreePrior(tree: tree, leafWeights: [0, 0, 1, 1])
    let broken = try TreeVote(path: path, knowing: path.map { _ in 0.5 })
    #expect(throws: TreeFault.brokenPath(vote: 1)) {
      try TreePosterior(tree: tree, prior: prior, votes: [.cannotTell, broken])
    }
  }

  @Test func `a prior of another tree is refused`() throws {
    let tree = try BeliefTree(parents: [-1, 0, 0, 1])
    let other = try BeliefTree(parents: [-1, 0, 0, 2])
    let prior = try TreePrior(tree: other, leafWeights: [0, 1, 0, 1])
    #expect(throws: TreeFault.priorOfAnotherTree) {
      try TreePosterior(tree: tree, prior: prior, votes: [])
    }
  }
}
