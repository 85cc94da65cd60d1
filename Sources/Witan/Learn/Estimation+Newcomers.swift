import Foundation

/// What the latest newcomers turned out to be.
extension Estimation {
  /// The rounds in which the share and each newcomer's own probability follow each other.
  private static let newcomerRounds = 30

  /// What was seen of a newcomer's first judged answers, at the step below the root.
  private struct Beginning {
    var answers = 0
    var right = 0
    var wrong = 0
  }

  /// The share of newcomers who are unfit, in parts per million, by the first judged answers of
  /// each person in these questions; nil where the rule does not ask.
  ///
  /// Whoever first answered later counts more: a flood of new names tells of the next ones within
  /// tens of names, and is forgotten as soon. A mixture by expectation and maximisation (Dempster,
  /// Laird & Rubin 1977, DOI 10.1111/j.2517-6161.1977.tb01600.x), the rule's share worth
  /// `Rule.Newcomers.strength` people. Questions count in the order of asking, then by name.
  static func unfit(_ closed: [Closed], _ lessons: [SkillsMoved], _ rule: Rule) -> Int? {
    guard let newcomers = rule.newcomers else { return nil }
    let order = closed.indices.sorted {
      (closed[$0].question.askedAt, closed[$0].question.id)
        < (closed[$1].question.askedAt, closed[$1].question.id)
    }
    var numbers: [ID<Member>: Int] = [:]
    var beginnings: [Beginning] = []
    for place in order {
      for lesson in lessons[place].lessons {
        guard let right = lesson.right.first, let wrong = lesson.wrong.first else { continue }
        let number = numbers[lesson.expert] ?? beginnings.count
        if number == beginnings.count {
          numbers[lesson.expert] = number
          beginnings.append(Beginning())
        }
        guard beginnings[number].answers < newcomers.firstAnswers else { continue }
        beginnings[number].answers += 1
        beginnings[number].right += right
        beginnings[number].wrong += wrong
      }
    }
    return share(beginnings, newcomers, rule)
  }

  /// The share over newcomers in the order of their coming.
  private static func share(
    _ beginnings: [Beginning], _ newcomers: Rule.Newcomers, _ rule: Rule
  ) -> Int {
    let before = Double(newcomers.unfitPartsPerMillion) / 1e6
    var share = before
    for _ in 0..<newcomerRounds {
      var (sum, all) = (Double(newcomers.strength) * before, Double(newcomers.strength))
      for (place, each) in beginnings.enumerated() {
        let later = Double(beginnings.count - 1 - place)
        let weight = pow(0.5, later / Double(max(1, newcomers.halfLife)))
        all += weight
        sum +=
          weight
          * rule.unfitShare(
            before: share, right: Double(each.right) / 1e6, wrong: Double(each.wrong) / 1e6)
      }
      share = all > 0 ? sum / all : before
    }
    return min(990_000, max(1, Int((share * 1e6).rounded())))
  }
}
