/// This question, offered to this expert, for this long.
public struct Assignment: Codable, Equatable, Sendable {
  public let id: ID<Assignment>
  public let question: ID<Question>
  public let expert: ID<Member>
  public let wave: Int
  /// When it was offered; the last time, where it came back with a new photo.
  public var offeredAt: Instant
  /// When the offer lapses if nobody takes it.
  public var offerEndsAt: Instant
  public var state: State
  /// The expert while the assignment is offered or held, else nil: queues are listed by it.
  public var pendingFor: ID<Member>?
  /// The assignment in whose place this one came, when somebody handed it over; nil for one of the
  /// router's own.
  public var handedFrom: ID<Assignment>?
  /// Why its expert had passed it on, when it came back to them with a new photo.
  public var againFor: PassReason?
  /// Whether its expert had been seen of late when it was offered.
  public var wasHere = false
  /// True where its expert took a question that is open to all; nil where it was brought to them.
  public var cameUnasked: Bool?
  /// True where its expert answered that they cannot tell; nil elsewhere.
  public var namedNothing: Bool?

  /// What became of an assignment; each state says since when.
  public enum State: Codable, Equatable, Sendable {
    case offered
    case held(lease: Lease)
    case answered(at: Instant, isLate: Bool)
    case passed(at: Instant, reason: PassReason)
    case lapsed(at: Instant)
    /// The question closed first; the lease is that of whoever held it then, who is to be told.
    case released(at: Instant, lease: Lease? = nil)
    /// Another expert has it in this one's place.
    case handedOver(at: Instant, to: ID<Member>)
  }

  /// Whether an answer is still awaited.
  public var isPending: Bool { pendingFor != nil }

  /// When time alone ends this assignment; nil once it ended.
  public var endsAt: Instant? {
    switch state {
    case .offered: offerEndsAt
    case .held(let lease): lease.endsAt
    case .answered, .passed, .lapsed, .released, .handedOver: nil
    }
  }

  /// Since when nothing was heard of its expert: since they took the question, or it was offered.
  var silentSince: Instant { lease?.takenAt ?? offeredAt }

  /// The lease, while it is held; nil in every other state.
  public var lease: Lease? {
    if case .held(let lease) = state { lease } else { nil }
  }

  /// When the question closed while this one was held; nil where it did not.
  public var releasedAt: Instant? {
    if case .released(let instant, .some) = state { instant } else { nil }
  }

  /// For how long its holder is told that the question closed meanwhile.
  public static let releaseNewsSeconds = 3_600

  /// Whether its holder is still to be told that the question closed meanwhile.
  public func isReleaseNews(now: Instant) -> Bool {
    releasedAt.map { now < $0.adding(seconds: Self.releaseNewsSeconds) } ?? false
  }

  /// Moves to another state.
  public mutating func become(_ state: State) {
    self.state = state
    switch state {
    case .offered, .held: pendingFor = expert
    case .answered, .passed, .lapsed, .released, .handedOver: pendingFor = nil
    }
  }
}

/// Why somebody passed a question on.
public enum PassReason: String, Choice {
  case notMyRegion = "not-my-region"
  case photoTooPoor = "photo-too-poor"
  case noTime = "no-time"
  case needsAnotherAngle = "needs-another-angle"

  /// Whether it asks the asker for another photo.
  public var wantsPhoto: Bool { self == .photoTooPoor || self == .needsAnotherAngle }
}

/// Event: an expert took a question.
public struct AssignmentTaken: Codable, Equatable, Sendable {
  public let assignment: ID<Assignment>
  public let question: ID<Question>
  public let expert: ID<Member>
  public let endsAt: Instant
}

/// Event: an expert passed a question on.
public struct AssignmentPassed: Codable, Equatable, Sendable {
  public let assignment: ID<Assignment>
  public let question: ID<Question>
  public let expert: ID<Member>
  public let reason: PassReason
}

/// Event: an offer or a lease ended without an answer.
public struct AssignmentsLapsed: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let assignments: [ID<Assignment>]
}

extension Assignment {
  /// An offer of a simulation.
  package init(
    offered id: ID<Assignment>, question: ID<Question>, to expert: ID<Member>, wave: Int,
    at instant: Instant, until end: Instant
  ) {
    self.init(
      id: id, question: question, expert: expert, wave: wave, offeredAt: instant,
      offerEndsAt: end, state: .offered, pendingFor: expert)
  }

  /// What somebody of a simulation took who was not asked.
  package init(
    came id: ID<Assignment>, question: ID<Question>, by expert: ID<Member>, wave: Int,
    at instant: Instant, until end: Instant
  ) {
    self.init(
      id: id, question: question, expert: expert, wave: wave, offeredAt: instant,
      offerEndsAt: end, state: .held(lease: Lease(takenAt: instant, endsAt: end)),
      pendingFor: expert, cameUnasked: true)
  }

  /// Decides whether its expert may take the question now, for as long as the clock allows.
  ///
  /// Taking what one holds already gives the same lease; refuses what has ended.
  ///
  /// - Parameter isOpen: whether the question is open, for the words of a refusal alone.
  public func taken(
    now: Instant, clock: Rule.Clock, isOpen: Bool = false
  ) throws(Refusal) -> AssignmentTaken? {
    if lease != nil { return nil }
    try needsPending(isOpen: isOpen)
    return AssignmentTaken(
      assignment: id, question: question, expert: expert,
      endsAt: now.adding(seconds: clock.leaseSeconds))
  }

  /// Decides whether its expert may pass it on.
  public func passed(reason: PassReason) throws(Refusal) -> AssignmentPassed {
    guard isPending else {
      throw .conflict(.notWithYou, reason: "Question \(question.text) is not with you.")
    }
    return AssignmentPassed(assignment: id, question: question, expert: expert, reason: reason)
  }

  /// Refuses an assignment that has ended, and says how.
  ///
  /// - Parameter isOpen: whether its question is open.
  func needsPending(isOpen: Bool = false) throws(Refusal) {
    switch state {
    case .offered, .held: return
    case .lapsed(let instant): throw .leaseLapsed(at: instant)
    case .answered(let instant, _): throw .alreadyAnswered(at: instant)
    case .passed: throw .conflict(.passedOn, reason: "You passed this question on.")
    case .handedOver: throw .conflict(.passedOn, reason: "You handed this question over.")
    case .released where isOpen: throw .takenBack
    case .released: throw .questionClosed(phase: "it needs no more answers")
    }
  }
}

extension Assignment {
  /// Whether its time ended without a word.
  var hasLapsed: Bool { if case .lapsed = state { true } else { false } }
}

extension Refusal {
  /// A question goes on without whom it was brought to.
  static let takenBack = Refusal.conflict(
    .takenBack,
    reason: "A steward took this question back from you; others answer it.")

  /// A question that somebody was asked once and could not be asked again.
  static let notForYou = Refusal.conflict(
    .notForYou,
    reason: "This question is not yours to answer any more, by your subjects, your group, the"
      + " question's language or a steward's word.")
}
