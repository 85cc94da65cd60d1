import Foundation

/// What somebody can be told of, by the name under which programs know it.
public enum NoticeKind: String, Choice, Comparable {
  /// The time of a question that this expert holds is nearly over.
  case assignmentEnding = "assignment.ending"
  /// A question was offered to this expert, for the first time or again.
  case assignmentOffered = "assignment.offered"
  /// A question that this expert held was closed by the others.
  case assignmentReleased = "assignment.released"
  /// The ledger has grown and its new state is signed; at most once a minute.
  case checkpointSigned = "checkpoint.signed"
  /// Somebody who was asked wants another photo of this asker's question.
  case photoWanted = "photo.wanted"
  /// This asker's question was closed without any answer.
  case questionUnreached = "question.unreached"
  /// The verdict on this asker's question has a new version.
  case verdictChanged = "verdict.changed"
  /// The verdict on this asker's question was taken back.
  case verdictRecalled = "verdict.recalled"
  /// Somebody wanted to see whether they are reached.
  case webhookTest = "webhook.test"

  /// In the order of their names.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Those that one can ask to be told of.
  public static let wanted: [NoticeKind] = [
    .assignmentEnding, .assignmentOffered, .assignmentReleased, .checkpointSigned, .photoWanted,
    .questionUnreached, .verdictChanged, .verdictRecalled,
  ]

  /// The roles that are ever told of it; nil for all.
  package var roles: [Role]? {
    switch self {
    case .assignmentEnding, .assignmentOffered, .assignmentReleased: [.expert]
    case .photoWanted, .questionUnreached, .verdictChanged, .verdictRecalled: [.asker, .steward]
    case .checkpointSigned, .webhookTest: nil
    }
  }
}

/// What a notice says: names and numbers of the record alone. Whoever wants to know more asks, and
/// is told what they may know.
public struct NoticeData: Codable, Equatable, Sendable {
  public var question: String?
  public var assignment: String?
  /// Until when an offer stands.
  public var endsAt: Instant?
  /// Of a verdict.
  public var version: Int?
  /// How many entries the ledger has.
  public var size: Int?

  /// Says nothing yet.
  public init() {}
}

/// Something that happened and that somebody may want to be told of.
package struct Notice: Equatable, Sendable {
  package let kind: NoticeKind
  package let at: Instant
  /// The entry of the ledger in which it stands.
  package let entry: Int
  /// Whom it concerns; nil for everybody.
  package let member: ID<Member>?
  package let data: NoticeData
  /// From when on it is not worth telling; nil for after a day.
  package let until: Instant?

  /// Takes the parts as they are.
  package init(
    kind: NoticeKind, at: Instant, entry: Int, member: ID<Member>?, data: NoticeData,
    until: Instant? = nil
  ) {
    (self.kind, self.at, self.entry, self.member) = (kind, at, entry, member)
    (self.data, self.until) = (data, until)
  }
}

/// A notice on its way to one subscription: kept until it arrived or was given up.
public struct QueuedNotice: Codable, Equatable, Sendable {
  /// The same at every try, so that who gets it twice can tell.
  public let id: String
  public let subscription: String
  public let kind: NoticeKind
  public let at: Instant
  public let data: NoticeData
  /// From then on it is given up.
  public let until: Instant
  /// How often it was tried.
  public private(set) var tries = 0
  /// When it is to be tried next.
  public private(set) var dueAt: Instant

  /// How long after it happened one is given up.
  public static let lifeSeconds = 86_400
  /// How many wait for one subscription at most.
  public static let limit = 1_000
  /// The waits between tries, in seconds; then the last again and again.
  static let waits = [5, 30, 120, 600, 1_800, 7_200, 21_600]

  /// A notice for a subscription, due now; checkpoints are due at the next full minute, so that
  /// those of one minute are one.
  package init(_ notice: Notice, for subscription: Subscription, now: Instant) {
    let minute = 60_000
    let isCheckpoint = notice.kind == .checkpointSigned
    // Of one entry an asker may be told two things.
    let second = notice.kind == .questionUnreached ? "u" : ""
    id = "n\(notice.entry)\(second)-\(subscription.id)"
    self.subscription = subscription.id
    (kind, at, data) = (notice.kind, notice.at, notice.data)
    dueAt =
      isCheckpoint
      ? Instant(milliseconds: (now.milliseconds / minute + 1) * minute) : now
    until = notice.until ?? now.adding(seconds: Self.lifeSeconds)
  }

  /// A test of a subscription; given up after ten minutes.
  package init(testing subscription: Subscription, id: String, now: Instant) {
    (self.id, self.subscription, kind) = (id, subscription.id, .webhookTest)
    (at, dueAt, data) = (now, now, NoticeData())
    until = now.adding(seconds: 600)
  }

  /// Whether a later one says all that this one does.
  package var isReplaced: Bool { kind == .checkpointSigned }

  /// The same, due when an older one was that it replaces.
  package func inPlace(of older: QueuedNotice) -> QueuedNotice {
    var notice = self
    notice.dueAt = older.dueAt
    return notice
  }

  /// Puts it off after a try that failed; false where it is to be given up.
  ///
  /// - Parameters:
  ///   - chance: 0 to 255, by which the wait becomes up to a fifth shorter or longer.
  ///   - retryAfterSeconds: what the receiver asked for; heeded up to an hour.
  package mutating func putOff(now: Instant, chance: UInt8, retryAfterSeconds: Int?) -> Bool {
    let wait = Self.waits[min(tries, Self.waits.count - 1)] * 1_000
    let drawn = wait * 4 / 5 + wait * 2 / 5 * Int(chance) / 255
    let asked = min(max(0, retryAfterSeconds ?? 0), 3_600) * 1_000
    tries += 1
    dueAt = Instant(milliseconds: now.milliseconds + max(drawn, asked))
    return dueAt < until
  }

  /// The body as it is sent: `type`, `timestamp`, `data` (Standard Webhooks 1.0, "Payload
  /// structure").
  package func body() throws -> [UInt8] {
    struct Body: Encodable { let type: NoticeKind, timestamp: Instant, data: NoticeData }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(Body(type: kind, timestamp: at, data: data)))
  }
}
