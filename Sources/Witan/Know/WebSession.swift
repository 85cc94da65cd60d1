/// Somebody signed in by a browser: kept beside the record, as it is no history.
///
/// Its secret lies in the browser's cookie, here is its hash alone. Each hour of use the secret is
/// replaced; the one before is taken for a minute more, for what was on its way. One that comes
/// later, after the new one was used, was copied: then the session ends for both.
public struct WebSession: Codable, Equatable, Sendable {
  /// The name by which its owner speaks of it; opens nothing.
  public let id: String
  public let member: ID<Member>
  /// SHA-256 of the secret, in hexadecimal.
  public private(set) var secret: String
  /// The secret before it.
  public private(set) var previous: String?
  /// Whether the secret has come back from the browser, so that it is known to have arrived.
  private var isConfirmed = false
  /// What the browser calls itself.
  public let device: String
  /// The hash of the token by which it began, or by which its link was made: it ends with it. Nil
  /// for none.
  public let token: String?
  public let beganAt: Instant
  private var renewedAt: Instant
  /// When it was used last, to the minute.
  public private(set) var seenAt: Instant

  /// Without use for a week it ends, and in any case after thirty days.
  public static let idleSeconds = 7 * 86_400
  public static let longestSeconds = 30 * 86_400
  /// How long a secret is used before it is replaced, and taken after it was.
  static let secretSeconds = 3_600
  static let graceSeconds = 60
  /// How many sessions a member may have; one more ends the one that was used least lately.
  public static let limit = 50
  private static let noteSeconds = 60

  /// A session that begins.
  package init(
    id: String, member: ID<Member>, secret: String, device: String, token: String? = nil,
    now: Instant
  ) {
    (self.id, self.member, self.secret, self.device) = (id, member, secret, device)
    self.token = token
    (beganAt, renewedAt, seenAt) = (now, now, now)
  }

  /// When it ends if it is not used.
  public var until: Instant {
    min(seenAt.adding(seconds: Self.idleSeconds), beganAt.adding(seconds: Self.longestSeconds))
  }

  /// What a visit comes to.
  package enum Visit: Equatable, Sendable {
    case entered
    /// Entered, and the browser gets the new secret.
    case renewed
    /// It is over, or its secret was copied: nobody enters by it any more.
    case ended
  }

  /// Takes a visit by a secret of the session.
  ///
  /// - Parameter fresh: the hash of the secret to come next; nil where the browser cannot be given
  ///   one just now.
  package mutating func visit(by sha256: String, fresh: String?, now: Instant) -> Visit {
    guard now < until else { return .ended }
    if now >= seenAt.adding(seconds: Self.noteSeconds) { seenAt = now }
    let isCurrent = sha256 == secret
    if isCurrent { isConfirmed = true }
    let isRecent = now < renewedAt.adding(seconds: Self.graceSeconds)
    if !isCurrent, !isRecent, isConfirmed { return .ended }
    // A new secret that never came back was lost on its way: the browser gets another.
    let isDue = isCurrent ? now >= renewedAt.adding(seconds: Self.secretSeconds) : !isRecent
    guard isDue, let fresh else { return .entered }
    (previous, secret, renewedAt, isConfirmed) = (sha256, fresh, now, false)
    return .renewed
  }
}

/// A session as its owner sees it.
public struct SessionSheet: Codable, Equatable, Sendable {
  public let id: String
  /// What the browser calls itself.
  public let device: String
  public let beganAt: Instant
  public let seenAt: Instant
  /// When it ends if it is not used.
  public let until: Instant
  /// Whether it is the one that asks.
  public let isCurrent: Bool
}

/// A link by which a member signs in once, as it is kept: by the hash of its code.
public struct SignInLink: Codable, Equatable, Sendable {
  public let sha256: String
  public let member: ID<Member>
  /// Who made it; it opens nothing once they could not make it any more.
  public let by: ID<Member>
  /// The hash of the token by which it was made, with which it ends; nil for none.
  public let token: String?
  public let until: Instant

  /// How long one is good for when nobody says, and at most.
  public static let usualMinutes = 60
  public static let longestMinutes = 7 * 1_440

  /// Takes the link as it is.
  package init(
    sha256: String, member: ID<Member>, by: ID<Member>, token: String? = nil, until: Instant
  ) {
    (self.sha256, self.member, self.by) = (sha256, member, by)
    (self.token, self.until) = (token, until)
  }
}
