/// Whom a question was brought to and why: the receipt of every wave, and whether the router, run
/// again on what the record says it knew, chooses the same.
public struct RouteReceipts: Codable, Equatable, Sendable {
  public let question: String
  public let waves: [WaveReceipt]
}

extension RouteReceipts {
  /// Replays the ledger up to the question's last wave, and runs the router again at each.
  init(of question: Question, on shelf: any Shelf) throws {
    let trace = try shelf.trace(of: question.id).filter {
      if case .questionDispatched = $0.event { true } else { false }
    }
    let replay = ReplayPen(base: shelf)
    let library = Library()
    var waves: [WaveReceipt] = []
    var next = 0
    for entry in trace {
      try replay.apply(next..<entry.index, of: shelf)
      next = entry.index
      guard case .questionDispatched(let fact) = entry.event else { continue }
      let work = Derivation(replay: replay, library: library, entry: entry)
      let isDerived = (try? work.dispatch(fact)) == fact
      waves.append(try WaveReceipt(fact, entry, isDerived: isDerived, on: shelf))
    }
    self.init(question: question.id.text, waves: waves)
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
