/// A question as one reader may see it: the same shape for CLI, HTTP and pages.
public struct QuestionSheet: Codable, Equatable, Sendable {
  public let id: String
  public let subject: String
  /// The asker's handle; nil for experts while the question is open, as it would tell a hidden
  /// known question.
  public let asker: String?
  public let place: String?
  /// The place in English.
  public let placeName: String?
  /// Where and when it was seen, as exactly as this reader may know it; nil where it was not told.
  public internal(set) var spot: SpotSheet?
  public let urgency: Urgency
  /// Nil after erasure.
  public let text: String?
  /// `photos/<name>` of each photo.
  public let photos: [String]
  /// Those of the photos that are kept as they came, too; nil for none, and for all but the asker,
  /// stewards and auditors.
  public let originals: [String]?
  public let options: [String]
  /// When it was asked, and until when a first word is to come; the beginning of the day (UTC) for
  /// experts who have no part in it, or none any more.
  public let askedAt: Instant
  public let deadline: Instant
  /// Where the question stands; readers from whom the answers are sealed see only whether it is
  /// open ("gathering") or closed.
  public let phase: Phase
  /// What the community holds; nil while nothing was said or while it is sealed.
  public let verdict: Verdict?
  /// That the verdict was taken back; nil where it was not, and while it is sealed.
  public let recall: RecallSheet?
  /// The answers; nil while they are sealed from this reader.
  public let answers: [AnswerSheet]?
  /// Who was asked; for stewards and auditors.
  public let assignments: [AssignmentSheet]?
  /// The reader's own assignment.
  public let mine: AssignmentSheet?
  /// The truth, where it was established.
  public let outcome: OutcomeSheet?
  /// Who of those asked wants another photo, each with the reason; for the asker, and for stewards
  /// and auditors. Nil for nobody, and once a photo has come.
  public let photoWishes: [PhotoWish]?
  /// What the asker was told when asking; for the asker, and for stewards and auditors.
  public let promise: PromiseSheet?
  /// What to do instead, where nobody could be reached, or could tell by these photos, or nothing
  /// is known by the deadline; nil while somebody may still answer in time, and while it is sealed.
  public let fallback: Fallback?
  /// Since when anybody who qualifies may take it; nil where it is not open to all.
  public let opening: Opening?
  /// When it closed without any answer: what stands here came later. Nil where it did not.
  public let unansweredAt: Instant?
}

extension QuestionSheet {
  /// When it was asked, in words that a caller has for instants; the day where that is all that
  /// this reader is told.
  public func asked(_ words: (Instant) -> String) -> String {
    askedAt == askedAt.dayBegin ? askedAt.day : words(askedAt)
  }
}

/// What an asker is told when asking, or before.
public struct PromiseSheet: Codable, Equatable, Sendable {
  public let promise: Promise
  /// All of it in two or three sentences.
  public let sentence: String
  /// What to do instead where nobody could be asked, in the community's own words; nil elsewhere.
  public let emergencyText: String?
}

/// What to do where the community has no answer.
public struct Fallback: Codable, Equatable, Sendable {
  public let reason: Reason
  /// The community's own words.
  public let text: String

  /// Why the community has no answer.
  public enum Reason: String, Codable, Sendable {
    /// Nobody looked, and nobody is left who may be asked now.
    case nobodyReached = "nobody-reached"
    /// Nobody answered, and whoever looked waits for another photo.
    case photoWanted = "photo-wanted"
    /// Nobody answered, and whoever looked could not tell from the photos; no other is waited for.
    case photosTooPoor = "photos-too-poor"
    /// Answers or not, nothing is sure enough to be said.
    case nothingKnown = "nothing-known"

    /// In words.
    public var words: String {
      switch self {
      case .nobodyReached: "Nobody could be reached."
      case .photoWanted: "Somebody looked, and needs another photo to tell."
      case .photosTooPoor: "Somebody looked, and could not tell from these photos."
      case .nothingKnown: "Nothing is known yet that you could rely on."
      }
    }
  }
}

/// That somebody who was asked wants another photo.
public struct PhotoWish: Codable, Equatable, Sendable {
  /// `photo-too-poor` or `needs-another-angle`.
  public let reason: PassReason
  public let at: Instant
}

/// One answer as it is shown.
public struct AnswerSheet: Codable, Equatable, Sendable {
  public let id: String
  public let expert: String
  public let expertName: String
  /// Nil for "can't tell".
  public let taxon: String?
  public let confidence: Confidence
  public let note: String?
  public let givenAt: Instant
  public let isLate: Bool
}

/// One assignment as it is shown.
public struct AssignmentSheet: Codable, Equatable, Sendable {
  public let id: String
  public let expert: String
  public let wave: Int
  /// `offered`, `held`, `answered`, `passed`, `handed-over`, `lapsed` or `released`.
  public let state: String
  public let offeredAt: Instant
  /// When offer or lease ends; nil once it ended.
  public let endsAt: Instant?
  /// Until when it can be held at most, however often the lease is extended; nil unless held.
  public let holdLimit: Instant?
  /// When the holder was reminded that the lease is nearly over; nil for not yet.
  public let remindedAt: Instant?
  /// When the question closed while this one was held; nil where it did not.
  public let releasedAt: Instant?
  /// Why it was passed on.
  public let passedFor: PassReason?
  /// Why its expert had passed it on, where it came back to them with a new photo.
  public let againFor: PassReason?
  /// The handle of the expert to whom it was handed over.
  public let handedTo: String?
}

/// The truth as it is shown.
public struct OutcomeSheet: Codable, Equatable, Sendable {
  public let taxon: String
  public let by: String
  public let source: SkillsMoved.Source
  public let ground: String?
  public let recordedAt: Instant
  /// A sentence on each who stood against a majority and was right; nil for nobody.
  public let dissent: [String]?
}

/// The consensus as the asker reads it.
public struct Verdict: Codable, Equatable, Sendable {
  public let version: Int
  public let phase: Phase
  /// What to do; nil while that is not clear.
  public let action: String?
  /// What to do, in a sentence.
  public let advice: String
  /// The finest taxon held; nil for none.
  public let taxon: String?
  public let rank: String?
  /// Its English common name, where the taxonomy has one.
  public let commonName: String?
  /// The probability of `taxon`, or of the leading taxon where none is held.
  public let probabilityPartsPerMillion: Int?
  /// The likeliest taxon named, held or not.
  public let leading: ConsensusReached.TaxonShare?
  public let runnerUp: ConsensusReached.TaxonShare?
  /// The belief in all that nobody named.
  public let unnamedPartsPerMillion: Int
  public let actions: [ConsensusReached.Share]
  /// How many answers, each as independent as a lone one, would weigh as much as those for the
  /// leading taxon.
  public let independentAnswers: Double
  /// How many dissents would take its lead; nil without a leading taxon, or if more than
  /// `Case.fragilityLimit`.
  public let fragility: Int?
  public let reasons: [ReasonSheet]
  /// The version of the rule.
  public let rule: String
  /// How often the skills had been estimated anew from all answers.
  public let estimate: Int
  public let skillsAsOf: Int
  public let reachedAt: Instant
}

/// What one answer weighed.
public struct ReasonSheet: Codable, Equatable, Sendable {
  public let expert: String
  public let expertName: String
  public let taxon: String?
  /// log2 of how far it moved the odds of the leading taxon.
  public let bits: Double
}

/// A member as members are shown.
public struct MemberSheet: Codable, Equatable, Sendable {
  public let id: String
  public let handle: String?
  public let name: String?
  public let roles: [Role]
  public let subjects: [String]
  public let home: String?
  public let languages: [String]
  public let availability: Availability
  public let joinedAt: Instant
  public let isAwake: Bool
  /// True for a program; nil for a person.
  public let isProgram: Bool?
  /// The household, clinic or shared account that they belong to; nil for none.
  public let group: String?
  /// Roles that a steward proposed, and that wait for another; nil for none.
  public let proposal: Proposal?
  /// How often they stood against a majority and were right, among their latest thousand answers;
  /// nil for never, and in lists.
  public let stoodAlone: Int?
  /// Their badges, those that were withdrawn too; nil for none, and in lists.
  public let badges: [BadgeSheet]?
  /// What the answers were worth, by subject, branch and region.
  public let standings: [Standing]

  /// A change of roles that waits for another steward.
  public struct Proposal: Codable, Equatable, Sendable {
    public let roles: [Role]
    /// Who proposed it: a handle.
    public let by: String
  }

  /// What a member has proved in one place of a subject.
  public struct Standing: Codable, Equatable, Sendable {
    public let subject: String
    /// The branch of the taxonomy; nil for the subject as a whole.
    public let branch: String?
    /// The region; nil for the subject as a whole.
    public let region: String?
    public let reputation: Reputation
    /// Accuracy at the finest rank that was scored, with its standard deviation.
    public let accuracyPartsPerMillion: Int
    public let deviationPartsPerMillion: Int
  }
}
