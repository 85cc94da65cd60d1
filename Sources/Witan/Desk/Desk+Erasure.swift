import Ledger

extension Desk {
  /// Erases personal payloads, value and salt, for good: a steward anybody's, everybody else what
  /// is their own. What remains is the event that tells of it, the commitments and every proof.
  ///
  /// What an earlier erasure that broke off left to be wiped is wiped first: to say it again
  /// finishes it, though there is nothing to erase any more.
  ///
  /// Refuses: what is not the caller's, what a legal hold keeps (`onHold`), what is gone already,
  /// and the last steward.
  ///
  /// - Parameters:
  ///   - ground: why; it is recorded.
  ///   - backups: what becomes of the keeper's older copies, which hold it still.
  public func erase(
    _ caller: Caller, _ target: ErasureTarget, ground: String, backups: OldBackups = .replace
  ) async throws -> ErasureSheet {
    let ground = try NewQuestion.line(ground, field: "ground", limitBytes: 2_000)
    try await finishBrokenErasure()
    wiping.begin()
    let done: Erasing.Done
    do {
      done = try await perform(target, for: caller, ground: ground)
    } catch {
      wiping.broke(isAnythingErased: !(error is Refusal))
      throw error
    }
    let (isOverwritten, copies) = try await wipe(done, backups)
    return ErasureSheet(
      entries: done.entries, payloads: done.payloads, photos: done.photos,
      originals: done.originals, elsewhere: done.elsewhere.map(\.text).sorted(),
      hasLeft: done.person != nil,
      isOverwritten: isOverwritten, backups: copies)
  }

  private func perform(
    _ target: ErasureTarget, for caller: Caller, ground: String
  ) async throws -> Erasing.Done {
    for _ in 0..<Self.erasureAttempts {
      let found = try await archive.read { try Erasing(target, for: caller, on: $0) }
      let done = try await record { journal, _ in try found.perform(journal, ground: ground) }
      if let done { return done }
    }
    throw Refusal.conflict(
      .changedMeanwhile, reason: "More of it was written meanwhile; try again.")
  }

  private static var erasureAttempts: Int { 5 }

  /// Keeps a question or member from erasure.
  public func hold(_ caller: Caller, _ thing: HeldThing, ground: String) async throws -> HoldSheet {
    try caller.needs(.steward)
    let ground = try NewQuestion.line(ground, field: "ground", limitBytes: 2_000)
    return try await record { journal, _ in
      let target = try thing.target(on: journal.pen)
      if let hold = try journal.pen.hold(target) {
        throw Refusal.onHold(
          thing: try journal.pen.shown(target), since: hold.placedAt, ground: hold.ground)
      }
      try journal.record(
        .holdPlaced(
          HoldPlaced(on: target, ground: journal.seal("ground", ground), by: caller.member.id)),
        by: caller.member.id)
      guard let hold = try journal.pen.hold(target) else {
        throw Refusal.unavailable(reason: "The hold was not kept.")
      }
      return try HoldSheet(hold, on: journal.pen)
    }
  }

  /// Ends a legal hold.
  public func lift(_ caller: Caller, _ thing: HeldThing, ground: String) async throws -> HoldSheet {
    try caller.needs(.steward)
    let ground = try NewQuestion.line(ground, field: "ground", limitBytes: 2_000)
    return try await record { journal, _ in
      let target = try thing.target(on: journal.pen)
      guard let hold = try journal.pen.hold(target) else {
        throw Refusal.notFound(kind: "legal hold on", name: try journal.pen.shown(target))
      }
      let sheet = try HoldSheet(hold, on: journal.pen)
      try journal.record(
        .holdLifted(
          HoldLifted(on: target, ground: journal.seal("ground", ground), by: caller.member.id)),
        by: caller.member.id)
      return sheet
    }
  }

  /// The legal holds in force, the oldest first.
  public func holds(_ caller: Caller) async throws -> [HoldSheet] {
    try caller.needs(.steward, .auditor)
    return try await archive.read { shelf in
      try shelf.holds().sorted { $0.placedAt < $1.placedAt }.map { try HoldSheet($0, on: shelf) }
    }
  }
}

/// What a legal hold is wanted on.
public enum HeldThing: Equatable, Sendable {
  case question(ID<Question>)
  /// By handle.
  case member(String)

  /// Refuses what is not there.
  func target(on shelf: any Shelf) throws -> HoldTarget {
    switch self {
    case .question(let id): return .question(try shelf.existing(id).id)
    case .member(let handle):
      guard let member = try shelf.member(handle: handle) else {
        throw Refusal.notFound(kind: "member", name: handle)
      }
      return .member(member.id)
    }
  }
}

extension HoldSheet {
  /// A hold as stewards and auditors see it.
  init(_ hold: LegalHold, on shelf: any Shelf) throws {
    self.init(
      question: hold.on.question?.text, member: try hold.on.member.map { try shelf.shownName($0) },
      ground: hold.ground, by: try shelf.shownName(hold.by), placedAt: hold.placedAt)
  }
}
