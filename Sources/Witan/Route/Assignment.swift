/// This question, offered to this expert, for this long.
public struct Assignment: Codable, Equatable, Sendable {
  public let id: ID<Assignment>
  public let question: ID<Question>
  public let expert: ID<Member>
  public let wave: Int
  public let offeredAt: Instant
  /// When the offer lapses if nobody takes it.
  public let offerEndsAt: Instant
  public var state: State
  /// The expert while the assignment is offered or held, else nil: queues are listed by it.
  public var pendingFor: ID<Member>?

  /// What became of an assignment; each state says since when.
  public enum State: Codable, Equatable, Sendable {
    case offered
    case held(lease: Lease)
    case answered(at: Instant, isLate: Bool)
    case passed(at: Instant, reason: PassReason)
    case lapsed(at: Instant)
    /// The question closed first.
    case released(at: Instant)
  }

  /// Whether an answer is still awaited.
  public var isPending: Bool { pendingFor != nil }

  /// When time alone ends this assignment; nil once it ended.
  public var endsAt: Instant? {
    switch state {
    case .offered: offerEndsAt
    case .held(let lease): lease.endsAt
    case .answered, .passed, .lapsed, .released: nil
    }
  }

  /// Moves to another state.
  public mutating func become(_ state: State) {
    self.state = state
    switch state {
    case .offered, .held: pendingFor = expert
    case .answered, .passed, .lapsed, .released: pendingFor = nil
    }
  }
}

/// The time for which somebody holds a question.
public struct Lease: Codable, Equatable, Sendable {
  public let takenAt: Instant
  public let endsAt: Instant
}

/// Why somebody passed a question on.
public enum PassReason: String, Codable, CaseIterable, Sendable {
  case notMyRegion = "not-my-region"
  case photoTooPoor = "photo-too-poor"
  case noTime = "no-time"
  case needsAnotherAngle = "needs-another-angle"
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

  /// Decides whether its expert may take the question now, for as long as the clock allows.
  ///
  /// Taking what one holds already gives the same lease; refuses what has ended.
  public func taken(
    now: Instant, clock: Rule.Clock
  ) throws(Refusal) -> AssignmentTaken? {
    switch state {
    case .held: return nil
    case .offered: break
    case .lapsed(let instant): throw .leaseLapsed(at: instant)
    case .answered(let instant, _): throw .alreadyAnswered(at: instant)
    case .passed: throw .conflict(reason: "You passed this question on.")
    case .released: throw .questionClosed(phase: "it needs no more answers")
    }
    return AssignmentTaken(
      assignment: id, question: question, expert: expert,
      endsAt: now.adding(seconds: clock.leaseSeconds))
  }

  /// Decides whether its expert may pass it on.
  public func passed(reason: PassReason) throws(Refusal) -> AssignmentPassed {
    guard isPending else { throw .conflict(reason: "Question \(question.text) is not with you.") }
    return AssignmentPassed(assignment: id, question: question, expert: expert, reason: reason)
  }
}
