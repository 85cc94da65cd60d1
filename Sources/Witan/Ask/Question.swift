/// A question on its way, as the events so far describe it.
public struct Question: Codable, Equatable, Sendable {
  public let id: ID<Question>
  public let subject: ID<Subject>
  public let asker: ID<Member>
  public let place: Place?
  public let urgency: Urgency
  /// What was asked, in the asker's words; nil after erasure.
  public var text: String?
  /// SHA-256 of each photo's stored bytes, in order; nil after erasure.
  public var photos: [String?]
  /// The choices of a question that brought its own; empty where the subject has a taxonomy.
  public var options: [String]
  /// The committed answer of a hidden known question; its value stands outside the ledger.
  public let known: Commitment?
  public let askedAt: Instant
  /// When something must have been said.
  public package(set) var deadline: Instant
  /// Where the question stands.
  public var phase: Phase
  /// How many waves were sent.
  public var wave: Int
  /// When the last wave was sent.
  public var wavedAt: Instant?
  /// Whether that wave found nobody: then the clock alone starts no other while people are asked.
  public var isWaveEmpty: Bool
  /// The number of the latest consensus; 0 for none.
  public var consensusVersion: Int
  /// When time alone changes something next; nil once closed.
  public var wakeAt: Instant?
  /// The language of the text (BCP 47); nil where anybody may answer.
  public var language: String?
  /// Whom a steward wants asked, and whom not.
  public var pinned: [ID<Member>] = []
  public var barred: [ID<Member>] = []
  /// Who could read its answers as auditor or steward and no expert of its subject, and might be
  /// one now or later; and stewards who said whom to ask: they are never asked. Nil for nobody.
  public var readers: [ID<Member>]?
  /// When the asker last added photos; nil for never.
  public var photoAddedAt: Instant?
  /// Since when anybody who qualifies may take it; nil for not.
  public var opening: Opening?
  /// The subject while it is open to all, else nil: such questions are listed by it.
  public var openTo: ID<Subject>?
  /// When the clock looks again for somebody to ask, after a wave that found nobody.
  public var retryAt: Instant?
  /// When it closed without any answer; nil where it did not.
  public var unansweredAt: Instant?
  /// Where exactly it was seen; nil where that was not told, and after erasure.
  public var spot: Spot?
  /// The photos that are kept as they came, too; nil where that was never wished.
  public var originals: [KeptOriginal]?
  /// Whether its asker was erased while answers could still come: nobody waits for any, and nobody
  /// is asked.
  public var isForsaken: Bool?

  /// Whether answers can still come.
  public var isOpen: Bool { phase.isOpen }

  /// Who is not to be asked, for a steward's wish or for what they could read.
  var keptFrom: [ID<Member>] { barred + (readers ?? []) }

  /// Never has somebody asked, whatever stewards wish.
  mutating func keep(from member: ID<Member>) {
    if readers?.contains(member) != true { readers = (readers ?? []) + [member] }
  }
}

extension Question {
  /// A question of a recorded study: asked somewhere, about nothing but its photo.
  package init(
    recorded id: ID<Question>, subject: ID<Subject>, asker: ID<Member>, place: Place?,
    urgency: Urgency, at instant: Instant
  ) {
    self.init(
      id: id, subject: subject, asker: asker, place: place, urgency: urgency, text: nil,
      photos: [], options: [], known: nil, askedAt: instant, deadline: instant,
      phase: .gathering, wave: 0, wavedAt: nil, isWaveEmpty: false, consensusVersion: 0,
      wakeAt: nil)
  }
}

/// Where a question stands.
public enum Phase: String, Codable, CaseIterable, Sendable {
  /// Nothing can be said yet.
  case gathering
  /// Something was said; more answers are awaited.
  case provisional
  /// The rule is satisfied.
  case settled
  /// Everybody who could be asked was, and two taxa remain.
  case split
  /// Everybody who could be asked was, and the rule is not satisfied.
  case unsettled

  /// Whether answers can still come.
  public var isOpen: Bool { self == .gathering || self == .provisional }
}

/// Event: a question was asked.
public struct QuestionAsked: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let subject: ID<Subject>
  public let asker: ID<Member>
  public let place: Place?
  public let urgency: Urgency
  public let text: Commitment
  /// Commitments to the SHA-256 of each photo's stored bytes.
  public let photos: [Commitment]
  public let options: [String]
  public let known: Commitment?
  public let deadline: Instant
  /// The language of the text (BCP 47); nil where anybody may answer.
  public let language: String?
  /// Commitments to the SHA-256 of each photo as it came, in the photos' order; nil where the asker
  /// did not say that they be kept.
  public let originals: [Commitment]?
}

/// Event: an expert added a choice to a question that brought its own.
public struct OptionAdded: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let option: String
  public let by: ID<Member>
}
