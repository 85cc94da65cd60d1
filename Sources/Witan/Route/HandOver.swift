/// Why somebody handed a question over to another.
///
/// One of these and no words of one's own: answers are sealed until given, and a remark from one
/// expert to the next could tell what its writer thinks.
public enum HandOverReason: String, Choice {
  case knowsTheRegion = "knows-the-region"
  case knowsTheKind = "knows-the-kind"
  case noTime = "no-time"
}

/// Event: an expert handed a question over to another, who was not asked before. The new
/// assignment stands in the place of the old one, in the same wave.
public struct AssignmentHandedOver: Codable, Equatable, Sendable {
  public let assignment: ID<Assignment>
  public let question: ID<Question>
  public let expert: ID<Member>
  public let reason: HandOverReason
  /// The new assignment, and whose it is.
  public let next: ID<Assignment>
  public let heir: ID<Member>
  public let offerEndsAt: Instant
}

extension Assignment {
  /// Decides whether its expert may hand the question over.
  ///
  /// The heir must be another expert of the subject, awake, within their attention of the day, not
  /// asked yet, not of the group of anybody who asked or was asked, not held to copy as one of
  /// these is, not barred by a steward, and read the question's language. Whichever of these is not
  /// so, the refusal is the same: it would else tell who asked, or who was asked.
  ///
  /// - Parameters:
  ///   - asker: the member who asked.
  ///   - heir: the member of that name with what is asked of them today; nil where there is none.
  ///   - asked: all assignments of the question.
  ///   - groups: the groups of those to whom these are.
  ///   - isCopy: whether the heir is held to copy beside another who is; see `Shelf.isCopy`.
  public func handedOver(
    to heir: (member: Member, load: Load)?, reason: HandOverReason, of question: Question,
    from asker: Member?, asked: [Assignment], groups: Set<String>, isCopy: Bool = false,
    now: Instant, clock: Rule.Clock
  ) throws(Refusal) -> AssignmentHandedOver {
    try needsPending(isOpen: question.isOpen)
    guard let heir, heir.member.qualifies(for: question, from: asker, asked: asked, groups: groups),
      !isCopy, heir.member.availability.isAwake(at: now),
      heir.load.offered(on: now) < heir.member.availability.budgetPerDay,
      asked.count < Router.askedLimit
    else {
      throw .conflict(
        .cannotBeAsked,
        reason: "It cannot go to them now: they must be another expert of the subject, awake, "
          + "with attention left today, and not asked yet.")
    }
    let stem = question.id.text.dropFirst(2)
    return AssignmentHandedOver(
      assignment: id, question: question.id, expert: expert, reason: reason,
      next: ID("a-\(stem)-\(asked.count + 1)"), heir: heir.member.id,
      offerEndsAt: now.adding(seconds: clock.offerSeconds))
  }
}
