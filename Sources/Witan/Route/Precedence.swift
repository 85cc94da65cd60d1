/// The place of one waiting question among those that await an expert, by what their answer to each
/// is worth now: what they hold comes first, then what presses most, then where their answer is
/// expected to gain most, then what was offered first.
///
/// Time left counts in doublings of a minute, so that a question that presses a little more does
/// not take a person from one that needs just them; and as it always shrinks, no question is passed
/// over for ever by newer ones of its kind.
public struct Precedence: Comparable, Sendable {
  /// What is ordered.
  public let assignment: Assignment
  /// How often the minutes left until something must be said can be halved: 0 for less than two
  /// minutes or none.
  let halvings: Int
  /// The place of the urgency: 0 presses most.
  let urgency: Int
  /// What the answer is expected to save, in millionths of a wrong taxon.
  let gainPartsPerMillion: Int

  /// Places an assignment of an open question.
  ///
  /// - Parameter gainPartsPerMillion: what this expert's answer is expected to save, in millionths
  ///   of a wrong taxon.
  public init(
    _ assignment: Assignment, of question: Question, gainPartsPerMillion: Int, now: Instant
  ) {
    self.assignment = assignment
    self.gainPartsPerMillion = gainPartsPerMillion
    let minutes = max(1, now.seconds(until: question.deadline) / 60)
    halvings = minutes.bitWidth - 1 - minutes.leadingZeroBitCount
    urgency = Urgency.allCases.firstIndex(of: question.urgency) ?? 0
  }

  /// Whether the first comes after the second: the greatest is taken first.
  public static func < (left: Precedence, right: Precedence) -> Bool {
    let (mine, yours) = (left.assignment, right.assignment)
    // What is greater here comes later, but for the gain.
    return (
      yours.lease == nil ? 1 : 0, right.halvings, right.urgency, left.gainPartsPerMillion,
      yours.offeredAt, yours.id
    ) < (
      mine.lease == nil ? 1 : 0, left.halvings, left.urgency, right.gainPartsPerMillion,
      mine.offeredAt, mine.id
    )
  }
}
