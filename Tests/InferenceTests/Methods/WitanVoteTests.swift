import Inference
import Testing

@Suite struct WitanVoteTests {
  private func table(_ seed: UInt64) throws -> VoteTable {
    try NamedVotes.build(
      RandomVotes(
        seed: seed, tasks: 120, workers: 15, classes: 3, votesEach: 5
      ) { 0.35 + 0.04 * Double($0) }.votes
    ).table
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `shared errors make the belief humbler and leave the winner`(seed: UInt64) throws {
    let table = try table(seed)
    let bold = WitanVote(errorCorrelation: 0, shareWeight: 0).infer(table)
    let humble = WitanVote(errorCorrelation: 0.3, shareWeight: 0).infer(table)
    for task in 0..<table.taskCount {
      let sure = (bold.belief(ofTask: task).max() ?? 0, humble.belief(ofTask: task).max() ?? 0)
      #expect(sure.1 <= sure.0 + 1e-12)
      if sure.0 < 0.999_999 {
        #expect(bold.winners(ofTask: task) == humble.winners(ofTask: task))
      }
    }
  }

  @Test func `a label that was never voted keeps a little of the belief`() throws {
    let table = try VoteTable(
      tasks: [0, 0, 1, 1, 2, 2], workers: [0, 1, 0, 1, 0, 1], labels: [0, 0, 1, 1, 2, 2])
    let result = WitanVote().infer(table)
    for task in 0..<3 { #expect(result.belief(ofTask: task).allSatisfy { $0 >= 0.1 / 6 - 1e-12 }) }
  }

  @Test func `with everything on the shares it is the smoothed majority`() throws {
    let table = try VoteTable(tasks: [0, 0, 0], workers: [0, 1, 2], labels: [0, 0, 1])
    let result = WitanVote(shareWeight: 1).infer(table)
    #expect(abs(result.probabilities[0] - 7 / 12.0) < 1e-12)
  }

  @Test func `settings out of range are brought within`() {
    #expect(WitanVote(errorCorrelation: 7).errorCorrelation == 1)
    #expect(WitanVote(shareWeight: -1).shareWeight == 0)
    #expect(StoppingRule(limit: -3, tolerance: 0).limit == 1)
  }

  @Test func `it is at rest only if the one-coin part is, and counts all rounds`() throws {
    let table = try table(3)
    let whole = WitanVote().infer(table)
    let coin = OneCoin().infer(table)
    #expect(whole.hasConverged && coin.hasConverged)
    #expect(whole.iterations > whole.logLikelihood.count + coin.iterations)
    // With labels enough for the one-coin model alone, its flag and its rounds are all there is.
    let votes = (0..<80).map { ["t\($0 % 20)", "w\($0 % 7)", "l\($0)"] }
    let wide = try NamedVotes.build(votes).table
    let stop = StoppingRule(limit: 2, tolerance: 1e-12)
    #expect(!WitanVote(stopping: stop).infer(wide).hasConverged)
    #expect(WitanVote(stopping: stop).infer(wide).iterations == 2)
  }

  @Test func `many labels of few votes are told by the one-coin model, at once`() throws {
    let votes = (0..<2_000).map { ["t\($0 / 2)", "w\($0 % 50)", "l\($0 % 1_500)"] }
    let table = try NamedVotes.build(votes).table
    let result = WitanVote(errorCorrelation: 0, shareWeight: 0).infer(table)
    let coin = OneCoin().infer(table)
    #expect(result.iterations == coin.iterations)
    for task in 0..<table.taskCount {
      #expect(result.winners(ofTask: task) == coin.winners(ofTask: task))
    }
    #expect(WitanVote().bytesNeeded(for: table) == 8 * 4 * 1_000 * 1_500)
    #expect(DawidSkene().bytesNeeded(for: table) > 8 * 2_000 * 1_500)
  }
}
