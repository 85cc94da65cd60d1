/// Event: somebody is proved in a branch of a subject in a region. It follows from the record
/// before it.
public struct BadgeAwarded: Codable, Equatable, Sendable {
  public let badge: ID<Badge>
  public let claim: BadgeClaim
}

/// Event: an outcome overturned a verdict that a badge leaned on, and without what that had taught
/// its holder is not proved any more. It follows from the record before it.
public struct BadgeWithdrawn: Codable, Equatable, Sendable {
  public let badge: ID<Badge>
  /// The question whose outcome it was.
  public let because: ID<Question>
}

/// What a badge says, and what that leans on.
public struct BadgeClaim: Codable, Equatable, Sendable {
  public let member: ID<Member>
  public let subject: ID<Subject>
  /// The taxon below the root; empty for a plain list.
  public let branch: String
  public let region: String
  /// How many of the member's answers in the branch and region were judged.
  public let judged: Int
  /// Those questions, the latest first, at most `Badge.questionsAtMost`.
  public let questions: [ID<Question>]

  /// Where somebody is proved, in a few words: `Viperidae in Asia`.
  public var words: String {
    "\(branch.isEmpty ? subject.text : branch) in \((try? Place(region).name) ?? region)"
  }
}

/// A member's badge: that they are proved in a branch of a subject in a region.
public struct Badge: Codable, Equatable, Sendable {
  public let id: ID<Badge>
  public let claim: BadgeClaim
  /// Whose it is, by which badges are listed.
  public let member: ID<Member>
  public let awardedAt: Instant
  /// The entry of the ledger by which it was awarded.
  public let entry: Int
  /// When it was withdrawn; nil while it holds.
  public var withdrawnAt: Instant?
  /// The question whose outcome took it back.
  public var because: ID<Question>?

  /// The most questions that one entry names.
  public static let questionsAtMost = 1_000
  /// The most badges that one estimate awards; what is left is for the next.
  static let awardedAtMost = 1_000
  /// How many judged answers in the branch and region a badge asks for: as many as make somebody
  /// proved in a region.
  static let judgedAtLeast = Skill.judgedToBeProved
}

extension Skill.Cell {
  /// The deepest rank at which anything was scored.
  var depth: Int {
    let count = max(right.count, wrong.count)
    let last = (0..<count).last { place in
      (right.indices.contains(place) && right[place] > 0)
        || (wrong.indices.contains(place) && wrong[place] > 0)
    }
    return (last ?? 0) + 1
  }
}
