public import Logging
import Metrics
public import ServiceLifecycle
import Synchronization
public import Witan

/// Tells those who want to be told while a server runs: reads what happened, and sends what is due.
///
/// One notice a subscription is on its way at a time, and so many in all; what a stop interrupts is
/// sent again by the next server, under the same id.
public struct Notifier: Service, CustomStringConvertible {
  /// All that a log of services says of it.
  public var description: String { "notifier" }

  private let desk: Desk
  private let channels: [any NoticeChannel]
  private let logger: Logger
  private let busy = Busy()

  /// How often is looked what happened.
  static let beatMilliseconds = 1_000
  /// How many notices are on their way at a time.
  static let limit = 64

  /// A notifier that sends by these channels.
  public init(desk: Desk, channels: [any NoticeChannel], logger: Logger) {
    (self.desk, self.channels, self.logger) = (desk, channels, logger)
  }

  /// Looks each second until shutdown; a fault is logged, and the next second tries again.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        while !Task.isCancelled {
          do {
            try await beat(&group)
          } catch {
            guard !Task.isCancelled else { return }
            logger.error("notices are not sent", metadata: ["fault": "\(type(of: error))"])
          }
          do { try await desk.pause(milliseconds: Self.beatMilliseconds) } catch { return }
        }
      }
    }
  }

  private func beat(_ group: inout DiscardingTaskGroup) async throws {
    for _ in 0..<100 { guard try await desk.gatherNotices() else { break } }
    for (notice, subscription) in try await desk.dueNotices(limit: Self.limit)
    where busy.begin(subscription.id, limit: Self.limit) {
      group.addTask {
        await deliver(notice, subscription)
        busy.end(subscription.id)
      }
    }
  }

  /// Sends one notice and keeps what became of it.
  private func deliver(_ notice: QueuedNotice, _ subscription: Subscription) async {
    do {
      switch try await outcome(notice, subscription.target) {
      case .taken:
        try await desk.noticeDelivered(notice)
        count("delivered")
      case .failed(let reason, let wait):
        // What a stop interrupted is no fault of the receiver's.
        guard !Task.isCancelled else { return }
        let end = try await desk.noticeFailed(notice, reason, retryAfterSeconds: wait)
        count(end.rawValue)
        tell(end, subscription.id, reason)
      }
    } catch {
      guard !Task.isCancelled else { return }
      logger.error("a notice is not kept", metadata: ["fault": "\(type(of: error))"])
    }
  }

  private func outcome(
    _ notice: QueuedNotice, _ target: Subscription.Target
  ) async throws -> NoticeOutcome {
    for channel in channels {
      if let outcome = try await channel.send(notice, to: target) { return outcome }
    }
    return .failed(.noChannel)
  }

  /// An operator reads what was given up, and what was switched off; never an address.
  private func tell(_ end: FailedNotice, _ id: String, _ reason: NoticeFailure.Reason) {
    let line: Logger.Metadata = ["subscription": "\(id)", "reason": "\(reason.rawValue)"]
    switch end {
    case .putOff: logger.info("a notice was not taken", metadata: line)
    case .givenUp: logger.notice("a notice is given up", metadata: line)
    case .switchedOff: logger.notice("a subscription is switched off", metadata: line)
    }
  }

  private func count(_ result: String) {
    Counter(label: "witan_notices_total", dimensions: [("result", result)]).increment()
  }
}

/// The subscriptions to which something is on its way.
private final class Busy: Sendable {
  /// Guards their ids.
  private let ids = Mutex<Set<String>>([])

  /// Notes one, unless it is there or there are too many.
  func begin(_ id: String, limit: Int) -> Bool {
    ids.withLock { $0.count < limit && $0.insert(id).inserted }
  }

  /// Forgets one.
  func end(_ id: String) { ids.withLock { _ = $0.remove(id) } }
}
