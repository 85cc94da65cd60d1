/// Why a verdict is what it is: who was asked and why, who answered what, when and having seen
/// what, what it weighed, and how the verdict follows.
public struct Explanation: Codable, Equatable, Sendable {
  public let question: QuestionSheet
  public let waves: [WaveReceipt]
  public let answers: [Given]
  public let versions: [Version]
  /// The reasoning in sentences.
  public private(set) var because: [String]

  /// One answer with what led to it.
  public struct Given: Codable, Equatable, Sendable {
    public let expert: String
    public let expertName: String
    public let taxon: String?
    public let confidence: Confidence
    public let offeredAt: Instant
    public let givenAt: Instant
    /// What the question had when they answered.
    public let seen: Seen
    /// How many of its photos had been given out to them by then, as far as the record tells.
    public let photosViewed: Int
    public let isLate: Bool
    /// What it weighed for the leading taxon in the last version that counted it.
    public let bits: Double
  }

  /// One version of the consensus.
  public struct Version: Codable, Equatable, Sendable {
    public let version: Int
    public let at: Instant
    /// The entry of the ledger.
    public let index: Int
    public let phase: Phase
    public let occasion: Occasion
    public let summary: String
  }
}

extension Explanation {
  /// Gathers the explanation from a question's own entries.
  init(
    of question: Question, sheet: QuestionSheet, trace: [Entry], on shelf: any Shelf
  ) throws {
    let assignments = try shelf.assignments(of: question.id)
    let latest = try shelf.consensus(question.id, version: question.consensusVersion)
    let weights = Dictionary(
      (latest?.fact.reasons ?? []).map { ($0.answer, $0.milliBits) }, uniquingKeysWith: { $1 })
    self.question = sheet
    waves = try trace.compactMap { entry in
      guard case .questionDispatched(let fact) = entry.event else { return nil }
      return try WaveReceipt(fact, entry, isDerived: nil, on: shelf)
    }
    answers = try shelf.answers(to: question.id).map { answer in
      let member = try shelf.member(answer.expert)
      let offered = assignments.first { $0.id == answer.assignment }?.offeredAt
      return Given(
        expert: member?.handle ?? answer.expert.text, expertName: member?.shown ?? "",
        taxon: answer.taxon, confidence: answer.confidence, offeredAt: offered ?? answer.givenAt,
        givenAt: answer.givenAt, seen: answer.seen,
        photosViewed: trace.photosViewed(by: answer.expert, until: answer.givenAt),
        isLate: answer.isLate,
        bits: Double(weights[answer.id] ?? 0) / 1000)
    }
    versions = trace.compactMap { entry in
      guard case .consensusReached(let fact) = entry.event else { return nil }
      return Version(
        version: fact.version, at: entry.at, index: entry.index, phase: fact.phase,
        occasion: fact.occasion, summary: fact.summary)
    }
    because =
      try latest.map { try Self.reasoning($0.fact, rule: shelf.rule()) }
      ?? ["Nothing has been said yet."]
    because += try Dissent.sentences(question, on: shelf)
  }

  /// All that the rule asks before an action class is said.
  private static func demands(of action: String, _ rule: Rule) -> String {
    let (need, unproved) = (rule.need(of: action), rule.needUnproved(of: action))
    var text = "the rule asks \(percent(need.partsPerMillion))"
    if unproved.partsPerMillion > need.partsPerMillion {
      text += " (\(percent(unproved.partsPerMillion)) until few such words have proved wrong)"
    }
    text += " and \(need.answers) answers that support it"
    guard rule.actionsNeedingProof.contains(action) else { return text + "." }
    text += ", one of them by somebody proved in the region"
    if let limit = rule.answersAgainstProof {
      text += ", and fewer than \(limit) that name what is worse to miss"
    }
    return text + "."
  }

  /// How the latest version follows from the rule.
  private static func reasoning(_ fact: ConsensusReached, rule: Rule) throws -> [String] {
    var sentences: [String] = []
    if let action = fact.action {
      let need = rule.need(of: action.name)
      sentences.append(
        "\"\(action.name)\" has \(percent(action.partsPerMillion)); the rule asks "
          + "\(percent(need.partsPerMillion)) and \(need.answers) answers that support it.")
    } else if let likeliest = fact.actions.first {
      sentences.append(
        "No action is said: \"\(likeliest.name)\" has \(percent(likeliest.partsPerMillion)); "
          + demands(of: likeliest.name, rule))
    }
    if let held = fact.held {
      sentences.append(
        "\(held.taxon) (\(held.rank)) has \(percent(held.partsPerMillion)); the rule asks "
          + "\(percent(rule.taxonNeedsPartsPerMillion)) and \(rule.answersForTaxon) people "
          + "who name it or a taxon below it.")
    } else {
      sentences.append(
        "No taxon has \(percent(rule.taxonNeedsPartsPerMillion)) and "
          + "\(rule.answersForTaxon) people who name it.")
    }
    sentences.append(
      "Weighed by rule \(fact.rule) with the skills after \(fact.skillsAsOf) entries of the ledger."
    )
    return sentences
  }
}

extension [Entry] {
  /// How many different photos were given out to a member by then.
  fileprivate func photosViewed(by member: ID<Member>, until instant: Instant) -> Int {
    Set(
      flatMap { entry -> [Int] in
        guard case .photosViewed(let fact) = entry.event else { return [] }
        return fact.views.filter { $0.member == member && $0.at <= instant }.map(\.photo)
      }
    ).count
  }
}
