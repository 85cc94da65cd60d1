/// The time for which somebody holds a question.
public struct Lease: Codable, Equatable, Sendable {
  public let takenAt: Instant
  public let endsAt: Instant
  /// When its holder was reminded that it is nearly over; nil for not yet.
  public var remindedAt: Instant?

  /// A lease of which nobody was reminded yet.
  public init(takenAt: Instant, endsAt: Instant) {
    self.takenAt = takenAt
    self.endsAt = endsAt
  }
}

/// Event: an expert who is at work on a question was given more time for it.
public struct LeaseExtended: Codable, Equatable, Sendable {
  public let assignment: ID<Assignment>
  public let question: ID<Question>
  public let expert: ID<Member>
  public let endsAt: Instant
}

/// Event: holders of leases were reminded that these are nearly over.
public struct LeasesReminded: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let assignments: [ID<Assignment>]
}

extension Rule.Clock {
  /// How long before its end the holder of a lease is reminded: a quarter of a lease.
  public var reminderSeconds: Int { leaseSeconds / 4 }

  /// How long a question may be held, however often the lease is extended: somebody who types
  /// slowly keeps it, and a page that was left open does not keep it for ever.
  public var holdLimitSeconds: Int { 3 * leaseSeconds }

  /// How long an offer stands: as long as a wave, and what a lease taken at its end would need.
  public var offerSeconds: Int { waveSeconds + leaseSeconds }
}

extension Assignment {
  /// When its holder is to be reminded; nil where nobody holds it, or they were reminded already.
  func remindsAt(_ clock: Rule.Clock) -> Instant? {
    guard let lease, lease.remindedAt == nil else { return nil }
    return lease.endsAt.adding(seconds: -clock.reminderSeconds)
  }

  /// Until when it can be held at most; nil where nobody holds it.
  public func holdLimit(_ clock: Rule.Clock) -> Instant? {
    lease?.takenAt.adding(seconds: clock.holdLimitSeconds)
  }

  /// Decides whether its holder gets more time: a whole lease from now, up to the limit.
  ///
  /// Nil, with the lease as it was, where that would gain less than a quarter of a lease: whoever
  /// types asks again and again, and the ledger need not hold each time. Refuses what is not held,
  /// and a lease that has reached its limit.
  ///
  /// - Parameter isOpen: whether the question is open, for the words of a refusal alone.
  public func extended(
    now: Instant, clock: Rule.Clock, isOpen: Bool = false
  ) throws(Refusal) -> LeaseExtended? {
    try needsPending(isOpen: isOpen)
    guard let lease, let limit = holdLimit(clock) else {
      throw .conflict(
        .notTaken,
        reason: "Take question \(question.text) first; then you can ask for more time.")
    }
    guard lease.endsAt < limit else {
      throw .conflict(
        .holdLimit,
        reason: "Your time ends at \(lease.endsAt.text) for good: answer, pass or hand it over.")
    }
    let end = min(now.adding(seconds: clock.leaseSeconds), limit)
    let gained = lease.endsAt.seconds(until: end)
    guard gained > 0, gained >= clock.reminderSeconds || end == limit else { return nil }
    return LeaseExtended(assignment: id, question: question, expert: expert, endsAt: end)
  }
}
