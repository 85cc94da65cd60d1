import Testing

@testable import Witan

/// How far a subject has come, and what follows from it.
@Suite struct ProgressTests {
  private func progress(closed: Int) -> Witan.Progress {
    var progress = Witan.Progress(subject: ID("snakes"))
    for _ in 0..<closed { progress.close() }
    return progress
  }

  @Test func `a subject is founded by its first questions, but never by emergencies`() {
    let last = Rule.first.foundingQuestions - 1
    for closed in [0, 1, last] {
      #expect(progress(closed: closed).isFounding(.whenever, .first))
      #expect(progress(closed: closed).isFounding(.today, .first))
      #expect(!progress(closed: closed).isFounding(.emergency, .first))
    }
    for urgency in Urgency.allCases {
      #expect(!progress(closed: last + 1).isFounding(urgency, .first))
    }
  }

  @Test func `an estimate is due after so many questions, and later after a tenth of all`() {
    let number = Rule.first.questionsPerEstimate
    var due = progress(closed: number - 1)
    #expect(!due.isEstimateDue(.first))
    due.close()
    #expect(due.isEstimateDue(.first))
    due.estimated(Calibration(.first))
    #expect(!due.isEstimateDue(.first))
    #expect(due.estimate == 1 && due.closedAtEstimate == number && due.closed == number)
    #expect(due.calibration == Calibration(.first))
    for _ in 0..<number { due.close() }
    #expect(due.isEstimateDue(.first))
    var long = progress(closed: 100 * number)
    long.estimated(Calibration(.first))
    for _ in 0..<10 * number - 1 { long.close() }
    #expect(!long.isEstimateDue(.first))
    long.close()
    #expect(long.isEstimateDue(.first))
  }

  @Test func `a rule that estimates after no question at all estimates after each`() {
    var rule = Rule.first
    rule.questionsPerEstimate = 0
    var progress = progress(closed: 1)
    #expect(progress.isEstimateDue(rule))
    progress.estimated(Calibration(rule))
    #expect(!progress.isEstimateDue(rule))
  }
}
