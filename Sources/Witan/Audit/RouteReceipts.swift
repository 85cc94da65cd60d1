/// Whom a question was brought to and why: the receipt of every wave, and whether the router, run
/// again on what the record says it knew, chooses the same.
public struct RouteReceipts: Codable, Equatable, Sendable {
  public let question: String
  public let waves: [WaveReceipt]
  /// That it was opened to all who qualify; nil where it was not.
  public let opening: OpeningReceipt?
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
    let trace = try shelf.trace(of: question.id)
    let replay = ReplayPen(base: shelf)
    let library = Library()
    var waves: [WaveReceipt] = []
    var opening: OpeningReceipt?
    var next = 0
    for entry in trace {
      let work = Derivation(replay: replay, library: library, entry: entry)
      switch entry.event {
      case .questionDispatched(let fact):
        try replay.apply(next..<entry.index, of: shelf)
        next = entry.index
        let isDerived = (try? work.dispatch(fact)) == fact
        waves.append(try WaveReceipt(fact, entry, isDerived: isDerived, on: shelf))
      case .questionOpened(let fact):
        try replay.apply(next..<entry.index, of: shelf)
        next = entry.index
        opening = OpeningReceipt(
          index: entry.index, at: entry.at, endsAt: fact.endsAt,
          isDerived: (try? work.isAllowed()) ?? false, stakes: fact.stakes,
          qualified: fact.qualified, excluded: fact.excluded, came: [])
      case .openQuestionTaken(let fact): opening?.came.append(try shelf.shownName(fact.expert))
      default: continue
      }
    }
    self.init(question: question.id.text, waves: waves, opening: opening)
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
