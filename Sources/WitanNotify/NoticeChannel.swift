public import Witan

/// A way by which people or programs are told.
public protocol NoticeChannel: Sendable {
  /// Sends a notice; nil where it does not serve such targets.
  func send(_ notice: QueuedNotice, to target: Subscription.Target) async throws -> NoticeOutcome?
}

/// What became of a try.
public enum NoticeOutcome: Equatable, Sendable {
  case taken
  /// With what the receiver asked for in `Retry-After`; nil for nothing.
  case failed(NoticeFailure.Reason, retryAfterSeconds: Int? = nil)
}
