import Testing

@testable import Inference

@Suite struct `Scores of a result` {
  /// Two labels, four tasks: sure and right, sure and wrong, tied, and one without a truth.
  private func result() throws -> VoteResult {
    let table = try VoteTable(
      tasks: [0, 1, 2, 2, 3], workers: [0, 0, 0, 1, 0], labels: [0, 0, 0, 1, 1])
    return VoteResult(
      table, probabilities: [0.9, 0.1, 0.8, 0.2, 0.5, 0.5, 0, 1], workerSkill: [0.5, 0.5])
  }

  @Test func `are those worked out by hand`() throws {
    let scores = try #require(VoteScores(result(), truth: [0, 1, 1, -1]))
    #expect(scores.tasks == 3)
    #expect(abs(scores.accuracy - 1.5 / 3) < 1e-12)
    let logLoss = (0.105360515657826 + 1.609437912434100 + 0.693147180559945) / 3
    #expect(abs(scores.logLoss - logLoss) < 1e-12)
    let brier = (0.01 + 0.01 + 0.64 + 0.64 + 0.25 + 0.25) / 3
    #expect(abs(scores.brier - brier) < 1e-12)
    // Bins: .9 right, .8 wrong, .5 half right.
    #expect(abs(scores.calibrationError - (0.1 + 0.8 + 0) / 3) < 1e-12)
    // Label 0: called 2.5, true 1, right 1; label 1: called .5, true 2, right .5.
    #expect(abs(scores.macroF1 - (2 / 3.5 + 1 / 2.5) / 2) < 1e-12)
  }

  @Test func `a label that nobody voted is never right`() throws {
    let scores = try #require(VoteScores(result(), truth: [5, -1, -1, -1]))
    #expect(scores.accuracy == 0)
    #expect(abs(scores.logLoss - 13.815510557964274) < 1e-9)
  }

  @Test func `there are none without a truth`() throws {
    #expect(VoteScores(try result(), truth: [-1, -1, -1, -1]) == nil)
  }
}
