/// What a legal hold keeps from erasure: a question with all that belongs to it, or a member with
/// all that they wrote and showed. One of the two is named.
public struct HoldTarget: Codable, Hashable, Sendable {
  public let question: ID<Question>?
  public let member: ID<Member>?

  /// A hold on a question.
  public static func question(_ id: ID<Question>) -> HoldTarget {
    HoldTarget(question: id, member: nil)
  }

  /// A hold on a member.
  public static func member(_ id: ID<Member>) -> HoldTarget {
    HoldTarget(question: nil, member: id)
  }

  /// Whether exactly one of the two is named.
  var isOne: Bool { (question == nil) != (member == nil) }

  /// The name under which its hold is kept.
  var key: String { question.map { "q \($0.text)" } ?? "m \(member?.text ?? "")" }
}

/// Event: nothing of a question or member may be erased from here on.
public struct HoldPlaced: Codable, Equatable, Sendable {
  public let on: HoldTarget
  /// Why, in the steward's words.
  public let ground: Commitment
  public let by: ID<Member>
}

/// Event: a legal hold ended.
public struct HoldLifted: Codable, Equatable, Sendable {
  public let on: HoldTarget
  /// Why, in the steward's words.
  public let ground: Commitment
  public let by: ID<Member>
}

/// A legal hold in force.
public struct LegalHold: Codable, Equatable, Sendable {
  public let on: HoldTarget
  public let ground: String?
  public let by: ID<Member>
  public let placedAt: Instant
}

/// A legal hold as it is shown.
public struct HoldSheet: Codable, Equatable, Sendable {
  /// The question it is on; nil for a member.
  public let question: String?
  /// The handle of the member it is on; nil for a question.
  public let member: String?
  public let ground: String?
  /// Who placed it, by handle.
  public let by: String
  public let placedAt: Instant
}
