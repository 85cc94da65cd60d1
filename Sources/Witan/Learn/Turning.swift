import Inference

/// Those who answered well and do so no longer: a long good record must not outweigh what somebody
/// has turned to; and those who answer well again after that.
enum Turning {
  /// How surely a rate must have fallen: the logarithm of the Bayes factor.
  private static let logFactor = 5.0
  /// How much of what was learned before is left.
  private static let share = 0.1
  /// How much is left of what was learned while somebody was worse, once they are better again.
  private static let shareOfMended = 0.5

  /// The lessons of questions in their order of time, those before somebody turned made to count
  /// less. Only the step below the root is looked at, as every answer takes it. O(lessons).
  static func apply(_ lessons: [SkillsMoved?], _ rule: Rule) -> [SkillsMoved?] {
    var rows: [ID<Member>: [(question: Int, right: Double, wrong: Double)]] = [:]
    for (question, moved) in lessons.enumerated() {
      for lesson in moved?.lessons ?? [] {
        guard let right = lesson.right.first, let wrong = lesson.wrong.first else { continue }
        rows[lesson.expert, default: []].append(
          (question, Double(right) / 1e6, Double(wrong) / 1e6))
      }
    }
    let turns = rows.compactMapValues { trials -> Turn? in
      guard let fall = change(trials, rule, isRise: false) else { return nil }
      let rise = change(Array(trials[fall...]), rule, isRise: true)
      return Turn(fell: trials[fall].question, rose: rise.map { trials[fall + $0].question })
    }
    guard !turns.isEmpty else { return lessons }
    return lessons.enumerated().map { question, moved in
      moved?.faded { lesson in turns[lesson.expert]?.share(of: question) ?? 1 }
    }
  }

  /// The questions from which on somebody was worse, and after that better again.
  private struct Turn {
    let fell: Int
    let rose: Int?

    /// What a question's lesson counts: what was before the fall little, what was between the fall
    /// and the rise half: forgotten sooner, who lies and mends in turn would gain by it.
    func share(of question: Int) -> Double {
      if question < fell { return Turning.share }
      return rose.map { question < $0 } ?? false ? Turning.shareOfMended : 1
    }
  }

  /// The trial from which on a rate is lower, or higher.
  private static func change(
    _ trials: [(question: Int, right: Double, wrong: Double)], _ rule: Rule, isRise: Bool
  ) -> Int? {
    let (right, wrong) = (trials.map(\.right), trials.map(\.wrong))
    let mean = rule.noviceAccuracy(depth: 1)
    return BetaChange.fall(
      right: isRise ? wrong : right, wrong: isRise ? right : wrong,
      priorMean: isRise ? 1 - mean : mean,
      strength: Double(max(1, rule.poolingStrengths.first ?? 1)), logFactor: logFactor)
  }
}
