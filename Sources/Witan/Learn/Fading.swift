import Foundation

/// What was learned fades: people learn, forget, move, and may not be who they were.
extension Rule {
  /// How much a question still counts when the latest one was asked, in 0...1: half after each
  /// `skillHalfLifeDays`.
  func freshness(_ closed: Estimation.Closed, of latest: Instant?) -> Double {
    guard let latest, skillHalfLifeDays > 0 else { return 1 }
    let days = Double(latest.milliseconds - closed.question.askedAt.milliseconds) / 86_400_000
    return pow(0.5, max(0, days) / Double(skillHalfLifeDays))
  }
}

extension SkillsMoved {
  /// The same lessons, each counting for so much of one, in 0...1. What was found stays found.
  func faded(_ share: (Lesson) -> Double) -> SkillsMoved {
    SkillsMoved(
      question: question, source: source, truth: truth,
      lessons: lessons.map { $0.faded(to: share($0)) }, found: found)
  }
}

extension Lesson {
  fileprivate func faded(to share: Double) -> Lesson {
    guard share < 1 else { return self }
    func part(_ number: Int) -> Int { Int((Double(number) * share).rounded()) }
    return Lesson(
      expert: expert, branch: branch, region: region, depth: depth, right: right.map(part),
      wrong: wrong.map(part), milliBits: part(milliBits),
      misses: Misses(met: part(misses.met), missed: part(misses.missed)), copying: part(copying))
  }
}
