/// Event: a wave of offers, with the receipt: who was considered, how they scored, and the chance
/// that was drawn. Running `Router.dispatch` on the state before it gives the same event.
public struct QuestionDispatched: Codable, Equatable, Sendable {
  public let question: ID<Question>
  /// Counting from 1; a wave that found nobody has the number of the one before.
  public let wave: Int
  public let offers: [Offer]
  public let offerEndsAt: Instant
  /// The branches held open and their probabilities, as known when routing.
  public let branches: [Branch]
  /// What was expected to be lost if the question had ended then, in millionths of a wrong taxon.
  public let stakes: Int
  /// Within how many seconds a response counted as in time.
  public let horizonSeconds: Int
  /// The best candidates with the parts of their scores, at most `Router.receiptLength`, and
  /// everybody who was chosen.
  public let considered: [Score]
  /// How many candidates were eligible in all.
  public let eligible: Int
  /// How many were not, by reason.
  public let excluded: [String: Int]
  /// Whether nobody more was chosen because one more answer is not worth its price.
  public let isEnough: Bool
  /// The seed of the draw, 16 hexadecimal digits.
  public let seed: String
  /// When somebody who sleeps, is away, or has no attention left can be asked next; nil where
  /// somebody was asked now, or nobody ever can.
  public var nextAt: Instant?

  /// The greatest skill of those who would be asked; nil for nobody.
  public var ablest: Int? {
    let chosen = Set(offers.map(\.expert))
    return considered.filter { chosen.contains($0.expert) }.map(\.skill).max()
  }

  /// One offer of a wave.
  public struct Offer: Codable, Equatable, Sendable {
    public let assignment: ID<Assignment>
    public let expert: ID<Member>
    public let seat: Seat
    /// What the answer was expected to save beyond those chosen before, in millionths of a wrong
    /// taxon.
    public let gain: Int
  }

  /// Why somebody was chosen.
  public enum Seat: String, Codable, Sendable {
    /// By the score.
    case score
    /// To earn a record, where it is safe.
    case newcomer
    /// By a steward.
    case pinned
  }

  /// One branch of the taxonomy that the answer may lie in.
  public struct Branch: Codable, Equatable, Sendable {
    public let taxon: String
    public let partsPerMillion: Int

    /// Takes a branch and its probability.
    public init(taxon: String, partsPerMillion: Int) {
      self.taxon = taxon
      self.partsPerMillion = partsPerMillion
    }
  }

  /// One candidate's score in its parts, all in parts per million.
  public struct Score: Codable, Equatable, Sendable {
    public let expert: ID<Member>
    /// The probability that they name the right taxon.
    public let skill: Int
    /// The rule's share of its standard deviation times a normal draw: newcomers get their chance.
    public let exploration: Int
    /// The probability that they respond in time.
    public let timely: Int
    /// The price of their attention: 1,000,000 for somebody of whom nothing is asked.
    public let price: Int
    /// (skill + exploration) x timely / price.
    public let score: Int
  }
}
