/// Event: a steward wants somebody asked about a question, or kept from it.
public struct RouteSteered: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let expert: ID<Member>
  public let wish: RouteWish
  /// Why, in the steward's words.
  public let ground: Commitment
}

/// What a steward wants of the router.
public enum RouteWish: String, Choice {
  /// To ask them in the next wave, whatever their budget.
  case pin
  /// Never to ask them about this question.
  case bar
}

extension Question {
  /// Decides whether a steward's wish can be met; refuses one that comes too late, or is in vain,
  /// and to bring oneself a question: whoever chose what to answer could have every spot, too.
  func steered(
    _ wish: RouteWish, _ expert: Member, ground: Commitment, asked: [Assignment],
    by steward: ID<Member>?
  ) throws(Refusal) -> RouteSteered {
    guard isOpen else { throw .questionClosed(phase: phase.rawValue) }
    guard expert.isExpert(in: subject) else {
      throw .invalid(field: "expert", reason: "\(expert.shown) is no expert of \(subject.text)")
    }
    guard expert.id != asker else {
      throw .invalid(field: "expert", reason: "the asker is never asked")
    }
    guard wish == .bar || expert.id != steward else {
      throw .invalid(field: "expert", reason: "nobody brings themselves a question")
    }
    guard wish == .bar || readers?.contains(expert.id) != true else {
      throw .conflict(
        .couldReadAnswers,
        reason: "\(expert.shown) could read its answers as auditor or steward, or said whom to ask."
      )
    }
    // An offer that awaits an answer still can be taken back, also a late one, and one that is to
    // come again with a better photo be kept back.
    let own = asked.first { $0.expert == expert.id }
    let comes =
      own.map { $0.isPending || $0.hasLapsed || awaitsPhoto(for: $0) || isOwed($0) } ?? false
    guard own == nil || wish == .bar && comes else {
      throw .conflict(.alreadyAsked, reason: "\(expert.shown) was asked already.")
    }
    return RouteSteered(question: id, expert: expert.id, wish: wish, ground: ground)
  }

  /// Follows a steward's wish; the later one counts.
  mutating func steer(_ fact: RouteSteered) {
    pinned.removeAll { $0 == fact.expert }
    barred.removeAll { $0 == fact.expert }
    switch fact.wish {
    case .pin:
      pinned.append(fact.expert)
      // They are asked when the next wave is due, as if the last had found somebody.
      isWaveEmpty = false
    case .bar: barred.append(fact.expert)
    }
  }
}
