/// Whom a question was brought to and why: the receipt of every wave, and whether the router, run
/// again on what the record says it knew, chooses the same.
public struct RouteReceipts: Codable, Equatable, Sendable {
  public let question: String
  public let waves: [WaveReceipt]
  /// That it was opened to all who qualify; nil where it was not.
  public let opening: OpeningReceipt?
  /// How it moved between the waves, in the order of the ledger.
  public let moves: [Move]

  /// Whether the record before each wave and the opening gives the same, wherever it was asked.
  public var isDerived: Bool {
    waves.allSatisfy { $0.isDerived ?? false } && opening?.isDerived ?? true
  }

  /// An offer that came of no wave.
  public struct Move: Codable, Equatable, Sendable {
    /// The entry of the ledger.
    public let index: Int
    public let at: Instant
    public let kind: Kind
    /// Whose offer it was before; nil where it is offered to the same people again.
    public let from: String?
    /// Whose it is from then on.
    public let to: [String]
    /// Why it was handed over.
    public let reason: HandOverReason?

    /// What moved it.
    public enum Kind: String, Codable, Sendable {
      /// Somebody handed it over.
      case handedOver
      /// A photo came that they had wanted.
      case reoffered
    }
  }
}

/// When and to how many a question was opened, and who came.
public struct OpeningReceipt: Codable, Equatable, Sendable {
  /// The entry of the ledger.
  public let index: Int
  public let at: Instant
  /// Until when it stays open, although nobody may have it.
  public let endsAt: Instant
  /// Whether the record before it opens it too.
  public let isDerived: Bool
  /// What was expected to be lost if the question had ended then, in millionths of a wrong taxon.
  public let stakes: Int
  /// How many might take it.
  public let qualified: Int
  /// How many might not, by reason.
  public let excluded: [String: Int]
  /// Who took it without having been asked, in order.
  public var came: [String]
}

extension RouteReceipts {
  /// Replays the ledger up to the question's last wave, and runs the router again at each.
  init(of question: Question, on shelf: any Shelf) throws {
    var made: RouteReceipts?
    try shelf.withScratch { scratch in
      made = try RouteReceipts(
        of: question, on: shelf, replay: ReplayPen(base: shelf, scratch: scratch))
    }
    guard let made else { throw Refusal.unavailable(reason: "No scratch record was lent.") }
    self = made
  }

  private init(of question: Question, on shelf: any Shelf, replay: ReplayPen) throws {
    let trace = try shelf.trace(of: question.id)
    let library = Library()
    var waves: [WaveReceipt] = []
    var opening: OpeningReceipt?
    var moves: [Move] = []
    var next = 0
    for entry in trace {
      let work = Derivation(replay: replay, library: library, entry: entry)
      switch entry.event {
      case .questionDispatched(let fact):
        try replay.apply(next..<entry.index, of: shelf)
        next = entry.index
        let isDerived = (try? work.dispatch(fact)) == fact
        waves.append(
          try WaveReceipt(fact, entry, isDerived: isDerived, on: shelf, before: replay))
      case .questionOpened(let fact):
        try replay.apply(next..<entry.index, of: shelf)
        next = entry.index
        opening = OpeningReceipt(
          index: entry.index, at: entry.at, endsAt: fact.endsAt,
          isDerived: (try? work.demands().areMet) ?? false, stakes: fact.stakes,
          qualified: fact.qualified, excluded: fact.excluded, came: [])
      case .openQuestionTaken(let fact): opening?.came.append(try shelf.shownName(fact.expert))
      default: if let move = try Move(entry, on: shelf) { moves.append(move) }
      }
    }
    self.init(question: question.id.text, waves: waves, opening: opening, moves: moves)
  }
}

extension RouteReceipts.Move {
  /// The move that an entry tells; nil for any other entry.
  fileprivate init?(_ entry: Entry, on shelf: any Shelf) throws {
    switch entry.event {
    case .assignmentHandedOver(let fact):
      self.init(
        index: entry.index, at: entry.at, kind: .handedOver,
        from: try shelf.shownName(fact.expert), to: [try shelf.shownName(fact.heir)],
        reason: fact.reason)
    case .photosAdded(let fact) where !fact.reoffered.isEmpty:
      try self.init(again: fact.reoffered, entry, on: shelf)
    case .assignmentsReoffered(let fact):
      try self.init(again: fact.assignments, entry, on: shelf)
    default: return nil
    }
  }

  private init(again: [ID<Assignment>], _ entry: Entry, on shelf: any Shelf) throws {
    let experts = try again.compactMap {
      try shelf.value(.assignment, $0.text, as: Assignment.self)?.expert
    }
    self.init(
      index: entry.index, at: entry.at, kind: .reoffered, from: nil,
      to: try experts.map(shelf.shownName), reason: nil)
  }
}

extension Desk {
  /// The receipts of a question's waves; reads the ledger from its beginning.
  public func routes(_ caller: Caller, _ id: ID<Question>) async throws -> RouteReceipts {
    try caller.needs(.auditor, .steward)
    return try await archive.read { shelf in
      let question = try shelf.existing(id)
      try View.needsUnsealed(question, for: caller, on: shelf)
      return try RouteReceipts(of: question, on: shelf)
    }
  }
}
