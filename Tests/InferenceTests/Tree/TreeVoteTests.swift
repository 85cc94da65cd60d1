import Inference
import Testing

@Suite struct TreeVoteTests {
  @Test func `values out of range are brought into it`() throws {
    let vote = try TreeVote(path: [1, 2, 3, 4], accuracy: [-1, 2, .nan, 0.5])
    #expect(vote.accuracy == [0.002, 0.998, 0.002, 0.5])
    let errors = SharedErrors(
      difficulty: -1, echo: [0, .infinity, -3], echoAstray: .nan, popularShare: 7)
    #expect(errors.difficulty == 0)
    #expect(errors.echo == [0.001, .infinity, 0.001])
    #expect(errors.echoAstray > 0)
    #expect(errors.popularShare == 1)
  }

  @Test func `one accuracy a step is required`() {
    #expect(throws: TreeFault.lengthMismatch(expected: 2, found: 1)) {
      try TreeVote(path: [1, 2], accuracy: [0.5])
    }
  }

  @Test(arguments: [[2], [1, 3], [0], [-1], [99], [1, 2, 2]] as [[Int32]])
  func `a path that does not lead down from the root is refused`(path: [Int32]) throws {
    let tree = try BeliefTree(parents: [-1, 0, 1, 0])
    let prior = try TreePrior(tree: tree, leafWeights: [0, 0, 1, 1])
    let broken = try TreeVote(path: path, accuracy: path.map { _ in 0.5 })
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
