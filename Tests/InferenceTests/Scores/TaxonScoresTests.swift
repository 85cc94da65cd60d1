import Inference
import Testing

@Suite struct TaxonScoresTests {
  /// Genus 1 with species 2 and 3; genus 4.
  @Test func `a task is right by its own node alone, and ties earn their share`() throws {
    let tree = try BeliefTree(parents: [-1, 0, 1, 1, 0])
    let table = try VoteTable(
      tasks: [0, 0, 1, 1, 2, 2], workers: [0, 1, 0, 1, 0, 1], labels: [2, 2, 2, 3, 1, 1],
      taskCount: 4, labelCount: 5)
    let votes = TaxonVotes(table, tree: tree, nodeOfLabel: [0, 1, 2, 3, 4])
    let witan = WitanTaxonomy().infer(votes)
    let scores = try #require(VoteScores(witan, truth: [2, 3, 4, -1], in: tree))
    #expect(scores.tasks == 3)
    // Right; split, the other is commoner; a species of another genus.
    #expect(agree(scores.accuracy, 1.0 / 3))
    #expect(scores.logLoss > 0 && scores.brier > 0 && scores.brier < 2)
    let community = CommunityTaxonVote().infer(votes)
    let coarse = try #require(VoteScores(community, truth: [2, 2, 1, -1], in: tree))
    #expect(agree(coarse.accuracy, 2.0 / 3))
    #expect(VoteScores(community, truth: [-1, -1, -1, -1], in: tree) == nil)

    let split = try VoteTable(tasks: [0, 0], workers: [0, 1], labels: [2, 3], labelCount: 5)
    let tied = WitanTaxonomy().infer(
      TaxonVotes(split, tree: tree, nodeOfLabel: [0, 1, 2, 3, 4]))
    #expect(VoteScores(tied, truth: [3], in: tree)?.accuracy == 0.5)
  }
}
