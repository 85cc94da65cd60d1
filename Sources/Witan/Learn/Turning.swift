import Inference

/// Those who answered well and do so no longer: a long good record must not outweigh what somebody
/// has turned to.
enum Turning {
  /// How surely a rate must have fallen: the logarithm of the Bayes factor.
  private static let logFactor = 5.0
  /// How much of what was learned before is left.
  private static let share = 0.1

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
    let turned = rows.compactMapValues { trials in
      BetaChange.fall(
        right: trials.map(\.right), wrong: trials.map(\.wrong),
        priorMean: rule.noviceAccuracy(depth: 1),
        strength: Double(max(1, rule.poolingStrengths.first ?? 1)), logFactor: logFactor
      ).map { trials[$0].question }
    }
    guard !turned.isEmpty else { return lessons }
    return lessons.enumerated().map { question, moved in
      moved?.faded { lesson in
        turned[lesson.expert].map { question < $0 } ?? false ? share : 1
      }
    }
  }
}
