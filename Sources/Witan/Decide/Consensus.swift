/// Event: what the community holds now, with its reasons. It follows from the record before it:
/// `Case.consensus` on the same state gives the same event.
public struct ConsensusReached: Codable, Equatable, Sendable {
  public let question: ID<Question>
  /// Counts from 1; a later version replaces an earlier one, which remains in the record.
  public let version: Int
  public let phase: Phase
  public let occasion: Occasion
  /// What to do, when that is clear enough to be said.
  public let action: Share?
  /// The belief in every action class, likeliest first.
  public let actions: [Share]
  /// The finest taxon that the rule lets the community hold; nil for none but the root.
  public let held: TaxonShare?
  /// The likeliest of the finest taxa named.
  public let leading: TaxonShare?
  /// The second likeliest of them.
  public let runnerUp: TaxonShare?
  /// The belief in everything that nobody named.
  public let unnamedPartsPerMillion: Int
  /// How many answers of one mind, each as independent as the first, would weigh as much as those
  /// that support the leading taxon, times 1,000.
  public let independentAnswersThousandths: Int
  /// How many more people, as able as its supporters, would have to name the runner-up (or, without
  /// one, something else) to take the lead from the leading taxon; nil without a leading taxon, or
  /// if more than `Case.fragilityLimit`.
  public let fragility: Int?
  /// What each answer weighed for the leading taxon, in the order of the answers.
  public let reasons: [Reason]
  /// The version of the rule.
  public let rule: String
  /// How often the skills had been estimated anew from all answers.
  public let estimate: Int
  /// The skills used are those after this many entries of the ledger.
  public let skillsAsOf: Int
  /// Where nobody more was to be asked: the seed of the draw by which the next wave would have been
  /// chosen, as `QuestionDispatched.seed`; else nil.
  public let draw: String?

  /// A probability of something.
  public struct Share: Codable, Equatable, Sendable {
    public let name: String
    public let partsPerMillion: Int
  }

  /// A probability of a taxon.
  public struct TaxonShare: Codable, Equatable, Sendable {
    public let taxon: String
    public let rank: String
    public let partsPerMillion: Int
  }

  /// One answer's weight.
  public struct Reason: Codable, Equatable, Sendable {
    public let answer: ID<Answer>
    public let expert: ID<Member>
    /// What was answered; nil for "can't tell".
    public let taxon: String?
    /// How far it moved log2 of the odds of the leading taxon, times 1,000.
    public let milliBits: Int
  }
}

/// What made the community look at a question again.
public enum Occasion: String, Codable, Sendable {
  /// An answer came.
  case answer
  /// The time for the first word was over.
  case deadline
  /// Nobody is left to be asked, or nobody whose answer would be worth its price.
  case exhausted
  /// What a verdict leaned on was overturned.
  case recalled
  /// An answer came to a question that had closed without any.
  case late
}

/// The latest consensus of a question with its place in the ledger.
public struct Consensus: Codable, Equatable, Sendable {
  public let fact: ConsensusReached
  public let reachedAt: Instant
  /// The question, by which consensus are listed.
  public let question: ID<Question>

  /// The key under which it stands: question and version, so that versions sort.
  public static func key(_ question: ID<Question>, version: Int) -> String {
    let digits = String(version)
    return "\(question.text)/" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
