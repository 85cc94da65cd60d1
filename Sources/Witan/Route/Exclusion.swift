/// Why somebody was not considered.
public enum Exclusion: String, Codable, CaseIterable, Sendable {
  case asker, alreadyAsked, asleep, budgetSpent
  /// On leave.
  case away
  /// Lives or works with the asker, or with somebody who was asked: one account, one household.
  case sameGroup
  /// Is held to copy, as is somebody who was asked.
  case copies
  /// Does not read the language of the question.
  case language
  /// A steward keeps this question from them, or they could read its answers as auditor or steward.
  case barred
  /// The rest of today's budget is kept for questions that the first answers do not settle.
  case budgetReserved
  /// Was asked more than a fair share of what is asked today.
  case fairShare
  /// The waves are over (`Rule.sizeOfNext`), and no steward wants them asked.
  case wavesOver

  /// The place among all reasons: as a number, since a hundred thousand are counted by it.
  var place: Int {
    switch self {
    case .asker: 0
    case .alreadyAsked: 1
    case .asleep: 2
    case .budgetSpent: 3
    case .away: 4
    case .sameGroup: 5
    case .copies: 6
    case .language: 7
    case .barred: 8
    case .budgetReserved: 9
    case .fairShare: 10
    case .wavesOver: 11
    }
  }

  /// The same as a mark in `Places`.
  var mark: UInt8 { UInt8(place) }
}
