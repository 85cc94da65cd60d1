package import Witan

/// What every keeper of subscriptions must do.
package struct NotifyBookExercise {
  /// A promise that was not kept.
  package struct Fault: Error, CustomStringConvertible {
    package let description: String
  }

  private let book: any NotifyBook
  private let start = Instant(milliseconds: 1_800_000_000_000)

  /// The exercise of a keeper that is empty.
  package init(_ book: any NotifyBook) { self.book = book }

  /// Does all of it; throws at the first fault.
  package func run() async throws {
    try await keeping()
    try await queueing()
    try await settling()
    try await replacing()
    try await limits()
    try await removing()
  }

  private func expect(_ isSo: Bool, _ words: String) throws {
    guard isSo else { throw Fault(description: words) }
  }

  private func subscription(_ id: String, of member: String) -> Subscription {
    Subscription(
      id: id, member: ID(member),
      target: .web(url: "https://a.example/\(id)", secret: "whsec_"),
      kinds: [.checkpointSigned, .assignmentOffered], token: nil, madeAt: start, since: 0)
  }

  private func notice(
    _ kind: NoticeKind, _ entry: Int, for id: String, after seconds: Int = 0
  ) -> QueuedNotice {
    let now = start.adding(seconds: seconds)
    let notice = Notice(kind: kind, at: now, entry: entry, member: nil, data: NoticeData())
    return QueuedNotice(notice, for: subscription(id, of: "m-1"), now: now)
  }

  private func keeping() async throws {
    try expect(try await book.position() == nil, "an empty book has read something")
    for (id, member) in [("w-2", "m-1"), ("w-1", "m-1"), ("w-3", "m-2")] {
      try await book.keep(subscription(id, of: member))
    }
    let all = try await book.subscriptions(of: nil)
    try expect(all.map(\.id) == ["w-1", "w-2", "w-3"], "not all are kept: \(all.map(\.id))")
    try expect(all[0] == subscription("w-1", of: "m-1"), "it is kept otherwise than it was")
    let own = try await book.subscriptions(of: ID("m-2"))
    try expect(own.map(\.id) == ["w-3"], "another's are given")
  }

  private func queueing() async throws {
    let both = [
      notice(.assignmentOffered, 1, for: "w-1"),
      notice(.assignmentOffered, 2, for: "w-1", after: 1),
      notice(.assignmentOffered, 1, for: "w-2", after: 2),
      notice(.assignmentOffered, 1, for: "w-none"),
    ]
    try await book.queue(both, readTo: 3)
    try await book.queue(both, readTo: nil)
    try expect(try await book.position() == 3, "how far was read is not kept")
    try expect(try await book.waiting() == ["w-1": 2, "w-2": 1], "queued twice, or for nobody")
    let early = try await book.due(start.adding(seconds: 1), limit: 10)
    try expect(early == [both[0]], "what is due at once is \(early.map(\.id))")
    let due = try await book.due(start.adding(seconds: 9), limit: 10)
    try expect(due == [both[0], both[2]], "not one a subscription: \(due.map(\.id))")
    try expect(try await book.due(start.adding(seconds: 9), limit: 1).count == 1, "too many")
  }

  private func settling() async throws {
    let now = start.adding(seconds: 10)
    try await book.settle("n1-w-1", of: "w-1") { subscription, notice in
      subscription.failed(.timeout, at: now, isGone: false)
      _ = notice?.putOff(now: now, chance: 0, retryAfterSeconds: nil)
    }
    let due = try await book.due(now, limit: 10)
    try expect(due.map(\.id) == ["n2-w-1", "n1-w-2"], "what was put off is due")
    let later = try await book.due(now.adding(seconds: 60), limit: 10)
    try expect(later.count == 2, "what was put off is gone")
    for id in ["n1-w-1", "n2-w-1"] {
      try await book.settle(id, of: "w-1") { $1 = nil }
    }
    try expect(try await book.waiting() == ["w-2": 1], "what was taken is there")
    let kept = try await book.subscriptions(of: ID("m-1"))
    try expect(kept.first?.lastFailure?.reason == .timeout, "the failure is not kept")
    try await book.settle("n1-w-1", of: "w-1") {
      $0.givenUp = 99; $1 = nil
    }
    let again = try await book.subscriptions(of: ID("m-1"))
    try expect(again.first?.givenUp == 0, "what is gone is settled")
    try await book.queue([notice(.assignmentOffered, 5, for: "w-2")], readTo: nil)
    try await book.settle("n1-w-2", of: "w-2") { subscription, _ in
      subscription.failed(.gone, at: now, isGone: true)
    }
    try expect(try await book.waiting().isEmpty, "one that is off has notices")
  }

  private func replacing() async throws {
    let first = notice(.checkpointSigned, 7, for: "w-1", after: 100)
    let last = notice(.checkpointSigned, 9, for: "w-1", after: 200)
    try await book.queue([first], readTo: nil)
    try await book.queue([last], readTo: nil)
    let due = try await book.due(first.dueAt, limit: 10)
    try expect(
      due.map(\.id) == [last.id] && due[0].dueAt == first.dueAt, "not the last, or not in time")
    try await book.settle(last.id, of: "w-1") { $1 = nil }
  }

  private func limits() async throws {
    let all = (0...QueuedNotice.limit).map { notice(.assignmentOffered, 100 + $0, for: "w-3") }
    try await book.queue(all, readTo: 9)
    try expect(try await book.waiting()["w-3"] == QueuedNotice.limit, "more than the limit")
    let kept = try await book.subscriptions(of: ID("m-2"))
    try expect(kept.first?.givenUp == 1, "what had no room is not counted")
    try expect(try await book.position() == 9, "how far was read is not kept")
  }

  private func removing() async throws {
    try expect(try await book.remove(["w-3"], of: ID("m-1")) == 0, "another's was removed")
    try expect(try await book.remove(["w-3"], of: ID("m-2")) == 1, "it was not removed")
    try expect(try await book.waiting()["w-3"] == nil, "what waited for it is there")
    try expect(try await book.remove(nil, of: ID("m-1")) == 2, "not all were removed")
    try expect(try await book.subscriptions(of: nil).isEmpty, "some are left")
  }
}
