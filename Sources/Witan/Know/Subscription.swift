/// That a member wants to be told of something, and where: kept beside the record, as it says
/// nothing of the community.
public struct Subscription: Codable, Equatable, Sendable {
  /// `w-0c3k9xw5h2m4t`.
  public let id: String
  public let member: ID<Member>
  public let target: Target
  /// In the order of their names, each once.
  public let kinds: [NoticeKind]
  /// The hash of the token by which it was made, with which it ends; nil for none.
  public let token: String?
  public let madeAt: Instant
  /// Entries of the ledger before this one are not told.
  public let since: Int
  public private(set) var lastDeliveredAt: Instant?
  /// The last try that failed.
  public private(set) var lastFailure: NoticeFailure?
  /// How many tries failed since one was taken, and since when.
  private var failures = 0
  private var failingSince: Instant?
  /// How many notices were given up.
  public package(set) var givenUp = 0
  /// When it was switched off, as nobody took anything any more; a test that is taken switches it
  /// on again.
  public private(set) var disabledAt: Instant?

  /// Where to.
  public enum Target: Codable, Equatable, Sendable {
    /// A program's address, and the secret by which it knows who calls.
    case web(url: String, secret: String)
    /// A person's mailbox.
    case mail(address: String)
  }

  /// How many webhooks a member may have.
  static let limit = 10
  /// One is switched off once so many tries in a row failed, over so long.
  static let failureLimit = 10
  static let failingSeconds = 3 * 86_400

  /// A subscription that is new.
  package init(
    id: String, member: ID<Member>, target: Target, kinds: [NoticeKind], token: String?,
    madeAt: Instant, since: Int
  ) {
    (self.id, self.member, self.target) = (id, member, target)
    (self.kinds, self.token) = (Set(kinds).sorted(), token)
    (self.madeAt, self.since) = (madeAt, since)
  }

  /// Whether it wants a notice.
  package func wants(_ notice: Notice) -> Bool {
    disabledAt == nil && kinds.contains(notice.kind) && notice.entry >= since
      && (notice.member.map { $0 == member } ?? true)
  }

  /// Something was taken.
  package mutating func delivered(at now: Instant) {
    (lastDeliveredAt, failures, failingSince, disabledAt) = (now, 0, nil, nil)
  }

  /// A try failed.
  ///
  /// - Parameter isGone: whether the receiver said that nothing is wanted there any more.
  package mutating func failed(_ reason: NoticeFailure.Reason, at now: Instant, isGone: Bool) {
    failures += 1
    let since = failingSince ?? now
    failingSince = since
    lastFailure = NoticeFailure(at: now, reason: reason)
    let isHopeless =
      failures >= Self.failureLimit && since.adding(seconds: Self.failingSeconds) <= now
    if isGone || isHopeless { disabledAt = disabledAt ?? now }
  }
}

/// Why something was not taken, in words of ours alone.
public struct NoticeFailure: Codable, Equatable, Sendable {
  public let at: Instant
  public let reason: Reason

  /// Why not.
  public enum Reason: String, Codable, Sendable {
    /// The name leads, or may lead, where this server makes no requests.
    case notPublic = "not-public"
    /// The name leads nowhere.
    case unresolved
    /// Nobody listens there, or the connection broke.
    case unreachable
    /// Its certificate is not good for the name, or it speaks no TLS of today.
    case tls
    /// It took too long.
    case timeout
    /// It answered that it did not take it; redirections are such an answer.
    case refused
    /// It answered 410: nothing is wanted there any more.
    case gone
    /// This server has no way to send such a thing.
    case noChannel = "no-channel"
  }
}

/// A webhook as its owner, or a steward, sees it.
public struct WebhookSheet: Codable, Equatable, Sendable {
  public let id: String
  /// Whose it is: a handle.
  public let member: String
  /// Where to; for others than the owner without its path, which may be a secret.
  public let url: String
  public let events: [NoticeKind]
  public let madeAt: Instant
  /// When it was switched off; nil while it is on.
  public let disabledAt: Instant?
  public let lastDeliveredAt: Instant?
  public let lastFailure: NoticeFailure?
  /// How many notices wait, and how many were given up.
  public let waiting: Int
  public let givenUp: Int
}
