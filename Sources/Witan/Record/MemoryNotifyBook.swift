import Synchronization

/// Subscriptions in memory, for a community that tells nobody, and for tests.
public final class MemoryNotifyBook: NotifyBook {
  /// What there is.
  private struct Pages {
    var subscriptions: [String: Subscription] = [:]
    var notices: [String: QueuedNotice] = [:]
    var position: Int?
  }

  /// Guards the subscriptions and the notices, by their ids.
  private let pages = Mutex(Pages())

  /// An empty book.
  public init() {}

  /// The subscriptions.
  public func subscriptions(of member: ID<Member>?) async throws -> [Subscription] {
    pages.withLock { pages in
      pages.subscriptions.values.filter { member == nil || $0.member == member }
        .sorted { $0.id < $1.id }
    }
  }

  /// Keeps one.
  public func keep(_ subscription: Subscription) async throws {
    pages.withLock { $0.subscriptions[subscription.id] = subscription }
  }

  /// Removes some.
  public func remove(_ ids: [String]?, of member: ID<Member>) async throws -> Int {
    pages.withLock { pages in
      let gone = pages.subscriptions.values.filter {
        $0.member == member && ids?.contains($0.id) ?? true
      }
      for each in gone { pages.subscriptions[each.id] = nil }
      pages.notices = pages.notices.filter { pages.subscriptions[$0.value.subscription] != nil }
      return gone.count
    }
  }

  /// Forgets a member.
  public func forget(_ member: ID<Member>) async throws { _ = try await remove(nil, of: member) }

  /// How far the ledger was read.
  public func position() async throws -> Int? { pages.withLock { $0.position } }

  /// Queues notices.
  public func queue(_ notices: [QueuedNotice], readTo position: Int?) async throws {
    pages.withLock { pages in
      for var notice in notices where pages.notices[notice.id] == nil {
        guard pages.subscriptions[notice.subscription] != nil else { continue }
        let others = pages.notices.values.filter { $0.subscription == notice.subscription }
        if notice.isReplaced, let old = others.first(where: { $0.kind == notice.kind }) {
          notice = notice.inPlace(of: old)
          pages.notices[old.id] = nil
        } else if others.count >= QueuedNotice.limit {
          pages.subscriptions[notice.subscription]?.givenUp += 1
          continue
        }
        pages.notices[notice.id] = notice
      }
      pages.position = position ?? pages.position
    }
  }

  /// What is due.
  public func due(_ now: Instant, limit: Int) async throws -> [QueuedNotice] {
    pages.withLock { pages in
      let due = pages.notices.values.filter { $0.dueAt <= now }
        .sorted { ($0.dueAt, $0.id) < ($1.dueAt, $1.id) }
      var seen: Set<String> = []
      let first = due.filter { seen.insert($0.subscription).inserted }
      return Array((first.filter { $0.tries == 0 } + first.filter { $0.tries > 0 }).prefix(limit))
    }
  }

  /// Changes a notice and its subscription.
  public func settle(
    _ id: String, of subscription: String,
    _ body: @escaping @Sendable (inout Subscription, inout QueuedNotice?) -> Void
  ) async throws {
    pages.withLock { pages in
      guard var kept = pages.subscriptions[subscription], let found = pages.notices[id] else {
        return
      }
      var notice: QueuedNotice? = found
      body(&kept, &notice)
      pages.subscriptions[subscription] = kept
      pages.notices[id] = notice
      guard kept.disabledAt != nil else { return }
      pages.notices = pages.notices.filter { $0.value.subscription != subscription }
    }
  }

  /// How many wait.
  public func waiting() async throws -> [String: Int] {
    pages.withLock { pages in
      Dictionary(grouping: pages.notices.values, by: \.subscription).mapValues(\.count)
    }
  }
}
