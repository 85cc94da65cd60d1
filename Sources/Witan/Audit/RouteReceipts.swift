/// Whom a question was brought to and why: the receipt of every wave, and whether the router, run
/// again on what the record says it knew, chooses the same.
public struct RouteReceipts: Codable, Equatable, Sendable {
  public let question: String
  public let waves: [Receipt]

  /// One wave's receipt; shares, odds and prices in parts per million.
  public struct Receipt: Codable, Equatable, Sendable {
    public let wave: Int
    /// The entry of the ledger.
    public let index: Int
    public let at: Instant
    /// Whether the record before it gives the same choice.
    public let isDerived: Bool
    /// What was expected to be lost if the question had ended then, in millionths of a wrong taxon.
    public let stakes: Int
    /// Within how many seconds a response counted as in time.
    public let horizonSeconds: Int
    public let branches: [QuestionDispatched.Branch]
    /// Who was asked, in the order of the choice.
    public let offers: [Offer]
    /// The best candidates, and all who were asked, the best first.
    public let considered: [Candidate]
    public let eligible: Int
    /// How many were not considered, by reason.
    public let excluded: [String: Int]
    /// Whether nobody more was asked because one more answer was not worth its price.
    public let isEnough: Bool
    /// The seed of chance.
    public let seed: String
  }

  /// One who was asked.
  public struct Offer: Codable, Equatable, Sendable {
    public let expert: String
    public let seat: QuestionDispatched.Seat
    /// What their answer was expected to save beyond those before, in millionths of a wrong taxon.
    public let gain: Int
  }

  /// One who was considered; score = (skill + exploration) x timely / price.
  public struct Candidate: Codable, Equatable, Sendable {
    public let expert: String
    public let skill: Int
    public let exploration: Int
    public let timely: Int
    public let price: Int
    public let score: Int
    public let wasAsked: Bool
  }
}

extension RouteReceipts {
  /// Replays the ledger up to the question's last wave, and runs the router again at each.
  init(of question: Question, on shelf: any Shelf) throws {
    let trace = try shelf.trace(of: question.id).filter {
      if case .questionDispatched = $0.event { true } else { false }
    }
    let replay = ReplayPen(base: shelf)
    let library = Library()
    var waves: [Receipt] = []
    var next = 0
    for entry in trace {
      try replay.apply(next..<entry.index, of: shelf)
      next = entry.index
      guard case .questionDispatched(let fact) = entry.event else { continue }
      let work = Derivation(replay: replay, library: library, entry: entry)
      let isDerived = (try? work.dispatch(fact)) == fact
      waves.append(try Receipt(fact, entry, isDerived: isDerived, on: shelf))
    }
    self.init(question: question.id.text, waves: waves)
  }
}

extension RouteReceipts.Receipt {
  fileprivate init(
    _ fact: QuestionDispatched, _ entry: Entry, isDerived: Bool, on shelf: any Shelf
  ) throws {
    let asked = Set(fact.offers.map(\.expert))
    self.init(
      wave: fact.wave, index: entry.index, at: entry.at, isDerived: isDerived,
      stakes: fact.stakes, horizonSeconds: fact.horizonSeconds, branches: fact.branches,
      offers: try fact.offers.map {
        .init(expert: try shelf.shownName($0.expert), seat: $0.seat, gain: $0.gain)
      },
      considered: try fact.considered.map {
        .init(
          expert: try shelf.shownName($0.expert), skill: $0.skill, exploration: $0.exploration,
          timely: $0.timely, price: $0.price, score: $0.score,
          wasAsked: asked.contains($0.expert))
      },
      eligible: fact.eligible, excluded: fact.excluded, isEnough: fact.isEnough, seed: fact.seed)
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
