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
  /// The best candidates with the parts of their scores, at most `Router.receiptLength`.
  public let considered: [Score]
  /// How many candidates were eligible in all.
  public let eligible: Int
  /// How many were not, by reason.
  public let excluded: [String: Int]
  /// The seed of the draw, 16 hexadecimal digits.
  public let seed: String

  /// One offer of a wave.
  public struct Offer: Codable, Equatable, Sendable {
    public let assignment: ID<Assignment>
    public let expert: ID<Member>
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
    /// How many questions they hold already, which divide the score.
    public let pending: Int
    /// (skill + exploration) / (1 + pending).
    public let score: Int
  }
}

/// Chooses whom to ask: the greatest expected accuracy per request for attention, with a share of
/// chance in proportion to what is not yet known of a person (Thompson 1933, DOI
/// 10.2307/2332286).
///
/// Most questions are easy, and many people can answer them. So a share of everybody's attention is
/// kept back from first asks: whoever is best would else be spent on what others can tell as well,
/// and be gone when two people disagree. Emergencies need not wait for a disagreement, and where
/// nobody else is left the reserve is open to all. (Kept capacity: Littlewood 1972, reprinted as
/// DOI 10.1057/palgrave.rpm.5170134.)
public enum Router {
  /// How many candidates a receipt lists.
  public static let receiptLength = 20
  /// How many people are asked about one question at most: a verdict and its lessons name each of
  /// them in one entry of 64 KiB.
  public static let askedLimit = 200

  /// The next wave for a question.
  ///
  /// - Parameters:
  ///   - candidates: everybody of the community, in the order of their names.
  ///   - branches: the open branches, for the receipt.
  ///   - asked: how many assignments the question has had.
  ///   - seed: chance for this draw.
  /// - Returns: the event; its offers are empty when nobody may be asked.
  public static func dispatch(
    _ question: Question, candidates: [Candidate], branches: [QuestionDispatched.Branch],
    asked: Int, rule: Rule, seed: UInt64, now: Instant
  ) -> QuestionDispatched {
    var chance = Chance(seed: seed)
    var excluded: [String: Int] = [:]
    var (scores, reserved): ([QuestionDispatched.Score], [QuestionDispatched.Score]) = ([], [])
    let sparesReserve = question.urgency != .emergency && asked < rule.answersForTaxon
    for candidate in candidates {
      let draw = chance.normalPartsPerMillion()
      if let reason = candidate.exclusion(for: question, now: now) {
        excluded[reason.rawValue, default: 0] += 1
      } else if sparesReserve && candidate.isReserved(rule: rule, now: now) {
        reserved.append(score(candidate, draw: draw, rule: rule))
      } else {
        scores.append(score(candidate, draw: draw, rule: rule))
      }
    }
    let next = question.wave + 1
    let size = min(rule.size(ofWave: next), max(0, askedLimit - asked))
    scores.sort(by: isBefore)
    if scores.count >= size {
      if !reserved.isEmpty { excluded[Exclusion.budgetReserved.rawValue] = reserved.count }
    } else {
      scores += reserved.sorted(by: isBefore)
    }
    let stem = question.id.text.dropFirst(2)
    let chosen = scores.prefix(size)
    let clock = rule.clock(question.urgency)
    return QuestionDispatched(
      question: question.id, wave: chosen.isEmpty ? question.wave : next,
      offers: chosen.enumerated().map { place, score in
        .init(assignment: ID("a-\(stem)-\(asked + place + 1)"), expert: score.expert)
      },
      offerEndsAt: now.adding(seconds: clock.waveSeconds + clock.leaseSeconds),
      branches: branches, considered: Array(scores.prefix(receiptLength)), eligible: scores.count,
      excluded: excluded, seed: hexadecimal(seed))
  }

  /// The better score first; of equal ones, by name.
  private static func isBefore(
    _ one: QuestionDispatched.Score, _ other: QuestionDispatched.Score
  ) -> Bool {
    (other.score, one.expert) < (one.score, other.expert)
  }

  private static func score(
    _ candidate: Candidate, draw: Int, rule: Rule
  ) -> QuestionDispatched.Score {
    let prospect = candidate.prospect
    // Each factor is below ten millions, and so is the product of the first two thousandths.
    let exploration =
      prospect.deviationPartsPerMillion * (draw / 1000) / 1000
      * rule.explorationPartsPerMillion / 1_000_000
    let pending = candidate.load.pending
    return .init(
      expert: candidate.member.id, skill: prospect.skillPartsPerMillion, exploration: exploration,
      pending: pending, score: (prospect.skillPartsPerMillion + exploration) / (1 + pending))
  }

  private static func hexadecimal(_ seed: UInt64) -> String {
    let digits = String(seed, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
