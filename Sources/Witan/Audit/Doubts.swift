/// What cannot be compared any more, as an entry on which it may depend could not be applied.
///
/// State is what the events say, so an entry that cannot be applied leaves out what it alone
/// changes; what was derived from that differs too, without anybody having touched it. A doubt
/// hides nothing: what differs is told in any case, with the entry because of which it may.
struct Doubts {
  /// On what something depends.
  enum Scope {
    /// On itself alone.
    case itself
    /// On what happened to a question.
    case question(ID<Question>)
    /// On that and on who knows what.
    case verdict(ID<Question>)
    /// On all that and on who is there and has time.
    case route(ID<Question>)
    /// On who has time.
    case times
    /// On who knows what.
    case skills
    /// On who belongs, the rule, the subjects.
    case community
    /// On anything.
    case anything
  }

  private var first: Int?
  private var community: Int?
  private var skills: Int?
  private var times: Int?
  private var questions: [ID<Question>: Int] = [:]

  /// More questions than this, and all are in doubt.
  private static let questionLimit = 10_000

  /// The entry because of which something may differ; nil where nothing before it was left out.
  func cause(of scope: Scope) -> Int? {
    func earliest(_ causes: Int?...) -> Int? { (causes + [community]).compactMap { $0 }.min() }
    switch scope {
    case .itself: return nil
    case .question(let id): return earliest(questions[id])
    case .verdict(let id): return earliest(questions[id], skills)
    case .route(let id): return earliest(questions[id], skills, times)
    case .times: return earliest(times)
    case .skills: return earliest(skills)
    case .community: return community
    case .anything: return first
    }
  }

  /// An entry could not be applied, and perhaps not even read.
  ///
  /// - Parameters:
  ///   - kind: what kind it is, or says to be; empty where nobody knows.
  ///   - question: the question that it belongs to, or seems to.
  mutating func add(_ index: Int, kind: String, question: ID<Question>?) {
    first = first ?? index
    guard let question, Event.kinds.contains(kind), questions.count < Self.questionLimit else {
      let isEstimate = kind == "skillsEstimated"
      (skills, community) = isEstimate ? (skills ?? index, community) : (skills, community ?? index)
      return
    }
    questions[question] = questions[question] ?? index
    switch kind {
    case "optionAdded", "outcomeRecorded", "photosViewed", "spotTold", "spotViewed",
      "originalViewed",
      "holdPlaced", "holdLifted", "promised", "routeSteered", "recallAcknowledged",
      "verdictRecalled", "leaningExamined":
      break
    case "skillsMoved": skills = skills ?? index
    case "consensusReached": (skills, times) = (skills ?? index, times ?? index)
    case "erased": community = community ?? index
    default: times = times ?? index
    }
  }

  /// The same of an entry's bytes that cannot be read: they may still say what they were.
  mutating func add(_ index: Int, unreadable bytes: [UInt8]) {
    add(index, kind: Entry.kind(of: bytes), question: Entry.question(of: bytes))
  }
}

extension Entry {
  /// On what it depends whether this entry follows from those before it.
  var scope: Doubts.Scope {
    guard let question = event.question else {
      if case .skillsEstimated = event { return .anything }
      if case .erased = event { return .anything }
      if case .badgeAwarded = event { return .anything }
      if case .badgeWithdrawn = event { return .anything }
      return .community
    }
    switch event {
    case .consensusReached, .skillsMoved, .openQuestionTaken: return .verdict(question)
    case .questionDispatched, .questionOpened, .promised, .assignmentsReoffered, .photosAdded,
      .assignmentHandedOver:
      return .route(question)
    case .verdictRecalled, .leaningExamined, .erased: return .anything
    default: return .question(question)
    }
  }
}

extension RecordKind {
  /// On what a record of this kind depends.
  func scope(of record: StoredRecord) -> Doubts.Scope {
    switch self {
    case .question, .outcome, .promise, .recall: return .route(ID(record.key))
    case .assignment, .answer, .consensus, .trace, .lessons:
      struct Part: Decodable { let question: ID<Question> }
      let part = try? Canonical.value(Part.self, record.body)
      return part.map { .question($0.question) } ?? .anything
    case .load, .rhythm: return .times
    case .skill, .sightings, .progress, .badge: return .skills
    case .mark, .hold: return .anything
    case .community, .member, .token, .subject, .invitation: return .community
    }
  }
}
