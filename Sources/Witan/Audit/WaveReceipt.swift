/// One wave as its event tells it, with handles in place of the ledger's names; shares, odds and
/// prices in parts per million.
public struct WaveReceipt: Codable, Equatable, Sendable {
  public let wave: Int
  /// The entry of the ledger.
  public let index: Int
  public let at: Instant
  /// Whether the record before it gives the same choice; nil where the router was not run again.
  public let isDerived: Bool?
  /// What was expected to be lost if the question had ended then, in millionths of a wrong taxon.
  public let stakes: Int
  /// Within how many seconds a response counted as in time.
  public let horizonSeconds: Int
  /// The branches held open, likeliest first.
  public let branches: [QuestionDispatched.Branch]
  /// Who was asked, in the order of the choice.
  public let offers: [Offer]
  /// The best candidates, and all who were asked, the best first.
  public let considered: [Candidate]
  /// How many could have been asked.
  public let eligible: Int
  /// How many were not considered, by reason.
  public let excluded: [String: Int]
  /// Whether nobody more was asked because one more answer was not worth its price.
  public let isEnough: Bool
  /// The seed of chance.
  public let seed: String
  /// When the next can be asked, where nobody can be now; nil where somebody was, or nobody can.
  public let nextAt: Instant?

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
    /// What was known of them then; nil where the record was not replayed up to there.
    public let state: State?
  }

  /// What the record before a wave said of somebody: what the parts of their score came from.
  public struct State: Codable, Equatable, Sendable {
    /// Offers of that day (UTC), and how many offers and leases awaited their answer.
    public let offeredToday: Int
    public let pending: Int
    /// When they last did anything; nil for never.
    public let lastSeenAt: Instant?
    /// The median seconds from offer to answer, by their record and what is expected of anybody.
    public let medianSeconds: Int
  }
}

extension WaveReceipt {
  /// The receipt in an entry of the ledger.
  ///
  /// - Parameter before: the record replayed up to the entry; nil where it was not.
  init(
    _ fact: QuestionDispatched, _ entry: Entry, isDerived: Bool?, on shelf: any Shelf,
    before: (any Shelf)? = nil
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
          wasAsked: asked.contains($0.expert),
          state: try before?.state(of: $0.expert, at: entry.at))
      },
      eligible: fact.eligible, excluded: fact.excluded, isEnough: fact.isEnough, seed: fact.seed,
      nextAt: fact.nextAt)
  }
}

extension Shelf {
  /// What is known of somebody who may be asked.
  fileprivate func state(of expert: ID<Member>, at now: Instant) throws -> WaveReceipt.State {
    let (load, rhythm) = (try load(expert), try rhythm(expert))
    return WaveReceipt.State(
      offeredToday: load.offered(on: now), pending: load.pending, lastSeenAt: rhythm.activeAt,
      medianSeconds: Int(try rhythm.medianSeconds(rule: rule()).rounded()))
  }
}
