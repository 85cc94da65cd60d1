extension Derivation {
  /// What is asked of an erasure, a legal hold or views of photos; nil for other entries.
  func demandsOfErasure() throws -> [AuditDemand]? {
    switch entry.event {
    case .erased(let fact): return try demands(of: fact)
    case .holdPlaced(let fact):
      guard fact.on.isOne, try exists(fact.on) else { return [.missing("on", fact.on)] }
      let hold = try replay.hold(fact.on)
      return [
        isBy(fact.by), try isBySteward(), .that("held by", fact.by, isOf: hold?.by, hold == nil),
      ]
    case .holdLifted(let fact):
      guard try replay.hold(fact.on) != nil else { return [.missing("on", fact.on)] }
      return [isBy(fact.by), try isBySteward()]
    case .photosViewed(let fact):
      let question = try replay.existing(fact.question)
      let strangers = try fact.views.map(\.member).filter { try replay.member($0) == nil }
      return [
        isBy(nil),
        .that(
          "views", fact.views,
          isOf: ["photos": String(question.photos.count), "until": entry.at.text],
          fact.isPlausible(of: question, at: entry.at)),
        .that("members", strangers, is: []),
      ]
    default: return nil
    }
  }

  /// By a steward or whoever's it was; of an earlier entry's own payloads, each once; not while a
  /// legal hold keeps them.
  private func demands(of fact: Erased) throws -> [AuditDemand] {
    guard fact.entry < entry.index, fact.entry >= 0,
      let bytes = try replay.entries(fact.entry..<fact.entry + 1).first
    else { return [isBy(fact.by), .that("entry", fact.entry, isOf: "0...\(entry.index)", false)] }
    let earlier = try Entry(bytes: bytes)
    let all = earlier.event.commitments
    let twice = try fact.commitments.filter { try replay.fate(of: $0.digest) == .erasedTwice }
    let hold = try replay.hold(against: fact)
    let isOwn = fact.by == fact.member
    // A photo takes what left the telephone with it, and that may go before.
    let left = try earlier.event.pairs.filter {
      try fact.commitments.contains($0.photo) && replay.fate(of: $0.original.digest) == .named
    }.map(\.original)
    return [
      isBy(fact.by), try isBySteward(or: fact.member),
      .that("question", fact.question, is: earlier.event.question),
      .that("member", fact.member, isOf: earlier.owner, earlier.owner == fact.member),
      try .that("by", fact.by, isOf: fact.member, isOwn || !isOfSteward(earlier)),
      .that(
        "commitments", fact.commitments, isOf: all,
        !fact.commitments.isEmpty && Set(fact.commitments).count == fact.commitments.count
          && Set(fact.commitments).isSubset(of: all)),
      .that("originals left", left, is: []),
      .that("erased before", twice, is: []),
      .that("kept by a hold of", hold?.by, is: nil),
    ]
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
