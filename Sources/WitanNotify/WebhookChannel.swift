import NIOSSL
public import Witan

/// Tells programs, by requests that they can check (Standard Webhooks 1.0).
public struct WebhookChannel: NoticeChannel {
  private let world: World
  private let rule: OutgoingRule
  private let post: PinnedPost

  /// A channel to addresses that this rule allows.
  public init(world: World, rule: OutgoingRule) {
    self.init(world: world, rule: rule, post: PinnedPost(allows: { rule.allows($0) }))
  }

  /// A channel that posts so.
  init(world: World, rule: OutgoingRule, post: PinnedPost) {
    (self.world, self.rule, self.post) = (world, rule, post)
  }

  /// Sends a notice to a program: taken is what is answered with a status from 200 to 299.
  public func send(
    _ notice: QueuedNotice, to target: Subscription.Target
  ) async throws -> NoticeOutcome? {
    guard case .web(let url, let secret) = target else { return nil }
    // Checked again, as the rule may be another since it was registered.
    guard let address = try? OutgoingAddress(url, rule) else { return .failed(.notPublic) }
    let body = try notice.body()
    let timestamp = world.now().milliseconds / 1_000
    guard
      let signature = Signature.field(
        secret: secret, id: notice.id, timestamp: timestamp, body: body)
    else { return .failed(.noChannel) }
    let header = [
      ("Content-Type", "application/json"), ("User-Agent", "Witan"), ("webhook-id", notice.id),
      ("webhook-timestamp", String(timestamp)), ("webhook-signature", signature),
    ]
    switch try await post.send(body, to: address, header: header) {
    case .answered(status: 200..<300, _): return .taken
    case .answered(status: 410, _): return .failed(.gone)
    case .answered(_, let wait): return .failed(.refused, retryAfterSeconds: wait)
    case .failed(let reason): return .failed(reason)
    }
  }
}
