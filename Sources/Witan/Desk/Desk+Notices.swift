import Synchronization

extension Desk {
  /// Reads what happened since the last time, and queues a notice for everybody who wants to be
  /// told of it. The first time that begins with the first subscription.
  ///
  /// - Returns: whether more is to be read at once.
  package func gatherNotices() async throws -> Bool {
    let subscriptions = try await notifyBook.subscriptions(of: nil)
    let position = try await notifyBook.position()
    let now = world.now()
    let (next, notices, isMore) = try await archive.read { shelf in
      let size = try shelf.ledgerSize()
      // An archive that was put back from an older copy is read from its end.
      let start = min(position ?? subscriptions.map(\.since).min() ?? size, size)
      let range = start..<min(size, start + Self.gatheredAtOnce)
      let wanted = subscriptions.isEmpty ? start..<start : range
      var notices = try shelf.entries(wanted).flatMap {
        try Entry(bytes: $0).notices(on: shelf)
      }
      if let last = wanted.last {
        var data = NoticeData()
        data.size = wanted.upperBound
        notices.append(
          Notice(kind: .checkpointSigned, at: now, entry: last, member: nil, data: data))
      }
      return (range.upperBound, notices, range.upperBound < size)
    }
    guard next != position else { return false }
    let queued = notices.flatMap { notice in
      subscriptions.filter { $0.wants(notice) }.map { QueuedNotice(notice, for: $0, now: now) }
    }
    try await notifyBook.queue(queued, readTo: next)
    return isMore
  }

  private static var gatheredAtOnce: Int { 500 }

  /// What is to be sent now: at most one notice a subscription. Subscriptions of those who are out,
  /// or whose token has ended, go instead.
  package func dueNotices(limit: Int) async throws -> [(QueuedNotice, Subscription)] {
    let now = world.now()
    let due = try await notifyBook.due(now, limit: limit)
    guard !due.isEmpty else { return [] }
    let all = try await notifyBook.subscriptions(of: nil)
    let known = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var found: [(QueuedNotice, Subscription)] = []
    for notice in due {
      guard let subscription = known[notice.subscription] else { continue }
      let isAllowed = try await archive.read { shelf in
        let isGood = try subscription.token.map {
          try shelf.token(sha256: $0)?.isGood(at: now) ?? false
        }
        return try isGood ?? true && shelf.member(subscription.member)?.roles.isEmpty == false
      }
      if isAllowed {
        found.append((notice, subscription))
      } else {
        _ = try await notifyBook.remove([subscription.id], of: subscription.member)
      }
    }
    return found
  }

  /// A notice was taken.
  package func noticeDelivered(_ notice: QueuedNotice) async throws {
    let now = world.now()
    try await notifyBook.settle(notice.id, of: notice.subscription) { subscription, queued in
      subscription.delivered(at: now)
      queued = nil
    }
  }

  /// A notice was not taken: it is put off, or given up.
  ///
  /// - Parameter retryAfterSeconds: what the receiver asked for; nil for nothing.
  /// - Returns: what became of it.
  package func noticeFailed(
    _ notice: QueuedNotice, _ reason: NoticeFailure.Reason, retryAfterSeconds: Int? = nil
  ) async throws -> FailedNotice {
    let (now, chance) = (world.now(), world.secret(1)[0])
    let end = Mutex(FailedNotice.putOff)
    try await notifyBook.settle(notice.id, of: notice.subscription) { subscription, queued in
      let wasOn = subscription.disabledAt == nil
      subscription.failed(reason, at: now, isGone: reason == .gone)
      let isOff = wasOn && subscription.disabledAt != nil
      let isKept =
        queued?.putOff(now: now, chance: chance, retryAfterSeconds: retryAfterSeconds) ?? false
      guard isOff || !isKept else { return }
      queued = nil
      subscription.givenUp += 1
      end.withLock { $0 = isOff ? .switchedOff : .givenUp }
    }
    return end.withLock { $0 }
  }
}

extension Entry {
  /// Of what those whom it concerns can be told.
  fileprivate func notices(on shelf: any Shelf) throws -> [Notice] {
    var data = NoticeData()
    data.question = event.question?.text
    switch event {
    case .questionDispatched(let fact):
      data.endsAt = fact.offerEndsAt
      return fact.offers.map { offer in
        data.assignment = offer.assignment.text
        return notice(.assignmentOffered, to: offer.expert, data, until: fact.offerEndsAt)
      }
    case .assignmentHandedOver(let fact):
      (data.assignment, data.endsAt) = (fact.next.text, fact.offerEndsAt)
      return [notice(.assignmentOffered, to: fact.heir, data, until: fact.offerEndsAt)]
    case .photosAdded(let fact):
      return try offers(again: fact.reoffered, until: fact.offerEndsAt, data, on: shelf)
    case .assignmentsReoffered(let fact):
      return try offers(again: fact.assignments, until: fact.offerEndsAt, data, on: shelf)
    case .leasesReminded(let fact):
      return try shelf.these(fact.assignments).compactMap { assignment in
        guard let end = assignment.lease?.endsAt else { return nil }
        (data.assignment, data.endsAt) = (assignment.id.text, end)
        return notice(.assignmentEnding, to: assignment.expert, data, until: end)
      }
    case .assignmentPassed(let fact) where fact.reason.wantsPhoto:
      guard let question = try shelf.question(fact.question), question.isOpen,
        question.photoRoom > 0
      else { return [] }
      return [notice(.photoWanted, to: question.asker, data)]
    case .consensusReached(let fact): return try news(of: fact, on: shelf)
    case .verdictRecalled(let fact):
      data.version = fact.version
      return try shelf.question(fact.question).map {
        [notice(.verdictRecalled, to: $0.asker, data)]
      } ?? []
    default: return []
    }
  }

  /// Offers made again to those to whom these assignments are.
  private func offers(
    again: [ID<Assignment>], until end: Instant, _ data: NoticeData, on shelf: any Shelf
  ) throws -> [Notice] {
    var data = data
    return try shelf.these(again).map { assignment in
      (data.assignment, data.endsAt) = (assignment.id.text, end)
      return notice(.assignmentOffered, to: assignment.expert, data, until: end)
    }
  }

  /// A verdict is news to the asker, and to who held the question when it closed.
  private func news(of fact: ConsensusReached, on shelf: any Shelf) throws -> [Notice] {
    guard let question = try shelf.question(fact.question) else { return [] }
    var data = NoticeData()
    (data.question, data.version) = (fact.question.text, fact.version)
    var notices = [notice(.verdictChanged, to: question.asker, data)]
    guard !fact.phase.isOpen else { return notices }
    data.version = nil
    if fact.reasons.isEmpty { notices.append(notice(.questionUnreached, to: question.asker, data)) }
    for assignment in try shelf.assignments(of: fact.question) where assignment.releasedAt == at {
      data.assignment = assignment.id.text
      notices.append(notice(.assignmentReleased, to: assignment.expert, data))
    }
    return notices
  }

  private func notice(
    _ kind: NoticeKind, to member: ID<Member>, _ data: NoticeData, until: Instant? = nil
  ) -> Notice {
    Notice(kind: kind, at: at, entry: index, member: member, data: data, until: until)
  }
}

extension Shelf {
  /// These assignments, those that are known.
  fileprivate func these(_ ids: [ID<Assignment>]) throws -> [Assignment] {
    try ids.compactMap { try value(.assignment, $0.text, as: Assignment.self) }
  }
}

/// What became of a notice that was not taken.
package enum FailedNotice: String, Sendable {
  case putOff = "put-off"
  case givenUp = "given-up"
  /// With it its subscription was switched off.
  case switchedOff = "switched-off"
}
