/// What was replied to requests that bear a key of the client's, for a day: beside the record and
/// no part of it, as it says nothing about the community (decision 19).
///
/// A request is noted as begun before it is carried out, so that one whose end nobody saw is never
/// carried out twice.
public protocol ReplyBook: Sendable {
  /// Notes that a request begins, unless it is there; entries that ended are removed first.
  func begin(_ request: KeyedRequest, now: Instant) async throws -> NotedReply
  /// Keeps what was replied; `sealed` is for nobody but the client to read.
  func keep(_ name: String, sealed: [UInt8], _ life: ReplyLife) async throws
  /// Forgets a request that changed nothing.
  func forget(_ name: String) async throws
  /// Forgets what was replied to all requests so far, and keeps that each began: something was
  /// erased, and no reply tells of it any more. What has begun and not been replied to is not kept
  /// either, as its reply may have been made before.
  func forgetReplies() async throws
}

/// A request under a key.
public struct KeyedRequest: Equatable, Sendable {
  /// A digest of the account and the key.
  public let name: String
  public let account: ID<Member>
  /// A digest of all that was asked for.
  public let fingerprint: String

  /// How long a key is known.
  public static let lifeSeconds = 86_400
  /// How many keys an account may have at a time.
  public static let accountLimit = 1_000

  /// Takes the request as it is.
  public init(name: String, account: ID<Member>, fingerprint: String) {
    self.name = name
    self.account = account
    self.fingerprint = fingerprint
  }
}

/// For how long what was replied under a key is told again.
public enum ReplyLife: Sendable {
  /// For a day, but only until something is erased, as it may tell of that.
  case untilErasure
  /// For a day. It tells of nothing that can be erased: what an erasure replies, which itself has
  /// all replies before it forgotten.
  case aDay
  /// Not at all: it gives what is recorded as seen each time, and whoever asks again must be let
  /// in, and recorded, again.
  case never
}

/// What the book knows of a request.
public enum NotedReply: Equatable, Sendable {
  /// Nothing so far: it has now begun.
  case new
  /// It began, and no reply was kept.
  case begun(fingerprint: String)
  /// It was done, and this was replied.
  case done(fingerprint: String, sealed: [UInt8])
  /// The account has as many keys as it may.
  case full
}
