/// How sure an expert says to be.
public enum Confidence: String, Choice {
  case guess, think, sure
}

/// What an expert said: a taxon at any rank, or "can't tell".
public struct Answer: Codable, Equatable, Sendable {
  public let id: ID<Answer>
  public let question: ID<Question>
  public let expert: ID<Member>
  public let assignment: ID<Assignment>
  /// The accepted name; nil for "can't tell".
  public let taxon: String?
  public let confidence: Confidence
  /// The expert's remark; nil for none or after erasure.
  public var note: String?
  public let givenAt: Instant
  /// Given after the lease had ended.
  public let isLate: Bool
  /// What the expert had before them.
  public let seen: Seen
}

extension Answer {
  /// The answer of a recorded study, of which nothing is known but who said what.
  package init(
    recorded id: ID<Answer>, question: ID<Question>, expert: ID<Member>, taxon: String?,
    at instant: Instant
  ) {
    self.init(
      id: id, question: question, expert: expert, assignment: ID("a-recorded"), taxon: taxon,
      confidence: .think, note: nil, givenAt: instant, isLate: false,
      seen: Seen(photos: 1, options: 0, answers: 0))
  }
}

/// What an expert could see when answering. Answers are sealed until one's own is given, so
/// `answers` is 0; it is recorded because an auditor asks.
public struct Seen: Codable, Equatable, Sendable {
  public let photos: Int
  public let options: Int
  public let answers: Int
}

/// Event: an answer was given.
public struct AnswerGiven: Codable, Equatable, Sendable {
  public let answer: ID<Answer>
  public let question: ID<Question>
  public let expert: ID<Member>
  public let assignment: ID<Assignment>
  public let taxon: String?
  public let confidence: Confidence
  public let note: Commitment?
  public let isLate: Bool
  public let seen: Seen
}

/// An answer as the expert gives it, before anything was checked.
public struct NewAnswer: Sendable {
  /// Any name of a taxon; nil for "can't tell".
  public var taxon: String?
  public var confidence: Confidence
  public var note: String?
  /// Whether the expert knows that the lease has ended and wants the answer counted as late.
  public var acceptsLate: Bool

  /// Takes the answer as it is.
  public init(
    taxon: String?, confidence: Confidence = .think, note: String? = nil, acceptsLate: Bool = false
  ) {
    self.taxon = taxon
    self.confidence = confidence
    self.note = note
    self.acceptsLate = acceptsLate
  }

  /// Decides whether this expert may give this answer now.
  ///
  /// - Parameters:
  ///   - assignment: the expert's assignment for this question, nil where there is none.
  ///   - earlier: the expert's earlier answer, nil where there is none.
  ///   - count: how many answers the question has.
  ///   - isLateOver: whether no late answer is taken any more.
  ///   - isStillFit: whether who let it lapse could be asked it again; see `Shelf.isFitAgain`.
  ///   - sealedNote: the commitment to the note.
  /// - Throws: own question, not offered, a second answer, closed, the lease over, unknown taxon.
  public func given(
    by expert: ID<Member>, to question: Question, taxonomy: Taxonomy, assignment: Assignment?,
    earlier: Answer?, count: Int, isLateOver: Bool = false, isStillFit: Bool = true,
    sealedNote: Commitment?
  ) throws(Refusal) -> AnswerGiven {
    guard expert != question.asker else { throw .ownQuestion }
    if let earlier { throw .alreadyAnswered(at: earlier.givenAt) }
    guard let assignment else { throw .notOffered(question: question.id.text) }
    let isAwaited = question.isOpen || (question.unansweredAt != nil && !isLateOver)
    guard isAwaited else { throw .questionClosed(phase: question.phase.rawValue) }
    var isLate = false
    switch assignment.state {
    case .offered, .held: break
    case .lapsed(let instant):
      guard isStillFit else { throw .notForYou }
      guard acceptsLate else { throw .leaseLapsed(at: instant) }
      isLate = true
    case .passed: throw .conflict(.passedOn, reason: "You passed this question on.")
    case .handedOver: throw .conflict(.passedOn, reason: "You handed this question over.")
    case .answered(let instant, _): throw .alreadyAnswered(at: instant)
    case .released where question.isOpen: throw .takenBack
    case .released: throw .questionClosed(phase: question.phase.rawValue)
    }
    var name: String?
    if let taxon { name = try taxonomy.accepted(taxon) }
    let stem = question.id.text.dropFirst(2)
    return AnswerGiven(
      answer: ID("r-\(stem)-\(count + 1)"), question: question.id, expert: expert,
      assignment: assignment.id, taxon: name, confidence: confidence, note: sealedNote,
      isLate: isLate,
      seen: Seen(photos: question.photos.count, options: question.options.count, answers: 0))
  }
}
