extension Derivation {
  /// Whether an erasure, a legal hold or views of photos are what the record before it allows; nil
  /// for other entries.
  func isErasureAllowed() throws -> Bool? {
    switch entry.event {
    case .erased(let fact): try isAllowed(fact)
    case .holdPlaced(let fact):
      try fact.on.isOne && entry.by == fact.by && isBySteward() && replay.hold(fact.on) == nil
        && exists(fact.on)
    case .holdLifted(let fact):
      try entry.by == fact.by && isBySteward() && replay.hold(fact.on) != nil
    case .photosViewed(let fact):
      try entry.by == nil
        && fact.isPlausible(of: replay.existing(fact.question), at: entry.at)
        && fact.views.allSatisfy { try replay.member($0.member) != nil }
    default: nil
    }
  }

  /// By a steward or whoever's it was; of an earlier entry's own payloads, each once; not while a
  /// legal hold keeps them.
  private func isAllowed(_ fact: Erased) throws -> Bool {
    guard entry.by == fact.by, try fact.by == fact.member || isBySteward(),
      fact.entry < entry.index,
      let bytes = try replay.entries(fact.entry..<fact.entry + 1).first
    else { return false }
    let earlier = try Entry(bytes: bytes)
    guard earlier.event.question == fact.question, earlier.owner == fact.member,
      try fact.by == fact.member || !isOfSteward(earlier),
      !fact.commitments.isEmpty, Set(fact.commitments).count == fact.commitments.count,
      Set(fact.commitments).isSubset(of: earlier.event.commitments)
    else { return false }
    return try fact.commitments.allSatisfy { try replay.fate(of: $0.digest) != .erasedTwice }
      && replay.hold(against: fact) == nil
  }

  /// Whether an entry tells who somebody is who is a steward now.
  private func isOfSteward(_ earlier: Entry) throws -> Bool {
    guard case .memberJoined(let fact) = earlier.event else { return false }
    return try replay.member(fact.member)?.isOne(of: .steward) == true
  }

  private func exists(_ target: HoldTarget) throws -> Bool {
    if let question = target.question { return try replay.question(question) != nil }
    return try target.member.flatMap { try replay.member($0) } != nil
  }
}

extension Entry {
  /// Whose personal payloads it has: who joined by it, or did it.
  var owner: ID<Member>? {
    if case .memberJoined(let fact) = event { fact.member } else { by }
  }
}

extension Shelf {
  /// The legal hold on a question or member; nil for none.
  func hold(_ target: HoldTarget) throws -> LegalHold? {
    try value(.hold, target.key, as: LegalHold.self)
  }

  /// All legal holds.
  func holds() throws -> [LegalHold] { try values(.hold, RecordFilter(), as: LegalHold.self) }

  /// The hold that keeps an entry's payloads from erasure: on its question, or on whose they are;
  /// of who somebody is, also one on a question that they asked or answered.
  func hold(against fact: Erased) throws -> LegalHold? {
    if let question = fact.question {
      return try hold(.question(question)) ?? hold(.member(fact.member))
    }
    if let hold = try hold(.member(fact.member)) { return hold }
    return try holds().first { hold in
      guard let held = try hold.on.question.flatMap(question) else { return false }
      return try held.asker == fact.member
        || answers(to: held.id).contains { $0.expert == fact.member }
    }
  }
}
