/// Event: whom the router would bring a question to were asked, or are not there now, and one more
/// answer is worth its price: from here on anybody who qualifies may take it. Running
/// `Router.opening` on the state before it gives the same event.
public struct QuestionOpened: Codable, Equatable, Sendable {
  public let question: ID<Question>
  /// How many waves were sent before.
  public let wave: Int
  /// What was expected to be lost if the question had ended then, in millionths of a wrong taxon.
  public let stakes: Int
  /// How many may take it: all but those who never may (see `excluded`).
  public let qualified: Int
  /// How many may not, by reason.
  public let excluded: [String: Int]
  /// Until when it stays open, although nobody may have it.
  public let endsAt: Instant
}

/// Event: somebody took a question that is open to all, which they were not offered.
public struct OpenQuestionTaken: Codable, Equatable, Sendable {
  public let assignment: ID<Assignment>
  public let question: ID<Question>
  public let expert: ID<Member>
  public let endsAt: Instant
}

extension Router {
  /// Decides whether a question is opened to all now.
  ///
  /// It is where nobody more is brought to it (all waves were sent, or nobody may be asked at this
  /// hour), one more answer would be worth its price, and somebody is left who may take it. Quiet
  /// hours and a spent budget keep questions from being brought to somebody, not somebody from
  /// coming to them; leave, language, household and a steward's bar hold.
  ///
  /// Without a draw of chance, so that it follows from the record alone.
  package static func opening(
    _ need: Need, roster: inout Roster, rule: Rule, now: Instant
  ) -> QuestionOpened? {
    let question = need.question
    guard question.opening == nil, question.isOpen else { return nil }
    var calm = rule
    calm.explorationPartsPerMillion = 0
    roster.adopt(rule)
    let probe = Survey(need, &roster, rule: calm, seed: 0, now: now, size: rule.sizeOfAnother)
    let (chosen, isEnough) = probe.choose(roster)
    let isWaveLeft = question.wave < rule.waveSizes.count
    guard chosen.isEmpty ? !isEnough : !isWaveLeft else { return nil }
    let comers: Set<Exclusion> = [.asleep, .budgetSpent, .budgetReserved, .fairShare]
    let (never, later) = (
      probe.excludedByName.filter { name, _ in !comers.contains { $0.rawValue == name } },
      probe.excludedByName.filter { name, _ in comers.contains { $0.rawValue == name } }
    )
    let qualified = probe.eligible + later.values.reduce(0, +)
    guard qualified > 0 else { return nil }
    let stays = max(rule.clock(question.urgency).offerSeconds, Opening.leastSeconds)
    return QuestionOpened(
      question: question.id, wave: question.wave, stakes: need.stakes, qualified: qualified,
      excluded: never, endsAt: max(question.deadline, now.adding(seconds: stays)))
  }
}

extension Rule {
  /// How many a wave after the last would ask.
  var sizeOfAnother: Int { size(ofWave: waveSizes.count) }

  /// How many the next wave asks at most, after so many waves that brought a question to so many
  /// people, of whom so many named a taxon. A wave is cut short where answers are expected of those
  /// asked; where these do not come, so that nobody can settle it, what all waves left out is made
  /// up for after the last.
  func sizeOfNext(after wave: Int, brought: Int, named: Int) -> Int {
    guard wave >= waveSizes.count else { return size(ofWave: wave + 1) }
    return named < answersForTaxon ? max(0, waveSizes.reduce(0, +) - brought) : 0
  }
}

extension [Assignment] {
  /// How many of those who have a question named a taxon: who cannot tell settles nothing.
  var named: Int {
    count {
      if case .answered = $0.state { $0.namedNothing != true } else { false }
    }
  }

  /// How many people a question was brought to: who came by themselves does not count, and who
  /// handed it over counts once with their heir.
  var brought: Int {
    count {
      if case .handedOver = $0.state { return false }
      return $0.cameUnasked != true
    }
  }
}

extension Question {
  /// Whether the router may still bring the question to anybody: a wave is left, or a steward wants
  /// somebody asked.
  func hasWaveLeft(_ rule: Rule, asked: [Assignment]) -> Bool {
    rule.sizeOfNext(after: wave, brought: asked.brought, named: asked.named) > 0
      || pinned.contains { expert in !asked.contains { $0.expert == expert } }
  }

  /// Decides whether a member may take this question without having been offered it.
  ///
  /// Whoever may never be asked about it is told what anybody is who was not: that it was not
  /// offered to them. So many at once may have it as answers are enough.
  ///
  /// - Parameters:
  ///   - asker: the member who asked.
  ///   - asked: all assignments of the question.
  ///   - isFit: whether the record lets them; see `Shelf.isFit`.
  ///   - answers: how many it has.
  func taken(
    unasked expert: Member, asked: [Assignment], isFit: Bool, answers: Int, rule: Rule,
    now: Instant
  ) throws(Refusal) -> OpenQuestionTaken {
    guard isOpen, opening != nil, isFit else { throw .notOffered(question: id.text) }
    if let leave = expert.availability.awayUntil, leave > now {
      throw .conflict(
        .onLeave, reason: "You are on leave until \(leave.text); end it to take questions.")
    }
    let held = asked.count { $0.lease != nil }
    guard held + answers < max(rule.answersAtMost, 1), asked.count < Router.askedLimit else {
      throw .conflict(
        .enoughAtWork, reason: "Enough people are at work on question \(id.text) now.")
    }
    return OpenQuestionTaken(
      assignment: ID("a-\(id.text.dropFirst(2))-\(asked.count + 1)"), question: id,
      expert: expert.id, endsAt: now.adding(seconds: rule.clock(urgency).leaseSeconds))
  }
}

extension Member {
  /// Whether a question could ever have been this member's to answer, and was not yet.
  func qualifies(
    for question: Question, from asker: Member?, asked: [Assignment], groups: Set<String>
  ) -> Bool {
    isExpert(in: question.subject) && id != question.asker && !question.keptFrom.contains(id)
      && !asked.contains { $0.expert == id }
      && (group.map { $0 != asker?.group && !groups.contains($0) } ?? true)
      && (question.language.map(reads) ?? true)
  }
}
