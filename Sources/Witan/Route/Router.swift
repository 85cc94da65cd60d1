/// Chooses whom to ask: the greatest expected gain in belief per request for attention.
///
/// One answer saves at most what is now expected to be lost, if it settles the matter. So somebody
/// is worth the chance that they respond in time and name the right taxon, by the branches still
/// open, over the price of their attention; a share of chance in proportion to what is not yet
/// known of them lets newcomers earn a record (Thompson 1933, DOI 10.2307/2332286). Of several the
/// worth is that of the first who succeeds: a choice one by one, each with what those before leave
/// open, comes within 1 - 1/e of the best set (Nemhauser, Wolsey, Fisher 1978,
/// DOI 10.1007/BF01588971).
///
/// A wave ends before its full size where the next person would be asked for less than an answer
/// costs, given those whose answers are still awaited, or where enough answers are to be expected.
/// Of those awaited as much is expected as is left after their silence so far (`Rhythm.chance`).
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

  /// What a wave is chosen for.
  public struct Need: Sendable {
    public let question: Question
    /// The member who asked, where known.
    public let asker: Member?
    /// The branches still open, likeliest first.
    public let branches: [QuestionDispatched.Branch]
    /// The depth of the finest rank.
    public let depth: Int
    /// What is expected to be lost if the question ended now, in millionths of a wrong taxon.
    public let stakes: Int
    /// Who was asked before.
    public let asked: Set<ID<Member>>
    /// Those of them whose answer is still awaited, and since when nothing was heard of them.
    public let pending: [ID<Member>: Instant]
    /// How many assignments the question has had.
    public let assignments: Int
    /// How many people it was brought to: all but those who came by themselves.
    public let brought: Int
    /// How many answers it has.
    public let answers: Int
    /// How many of them name a taxon.
    public let named: Int
    /// Whether it founds the subject's record, and so asks on whatever that costs.
    public let isFounding: Bool

    /// Takes the parts as they are.
    public init(
      question: Question, asker: Member? = nil, branches: [QuestionDispatched.Branch],
      depth: Int, stakes: Int = 1_000_000, asked: Set<ID<Member>> = [],
      pending: [ID<Member>: Instant] = [:], assignments: Int? = nil, brought: Int? = nil,
      answers: Int = 0, named: Int? = nil, isFounding: Bool = false
    ) {
      self.pending = pending
      self.answers = answers
      self.named = named ?? answers
      self.isFounding = isFounding
      self.question = question
      self.asker = asker
      self.branches = branches
      self.depth = depth
      self.stakes = stakes
      self.asked = asked
      self.assignments = assignments ?? asked.count
      self.brought = brought ?? self.assignments
    }

    /// How many people the next wave asks at most: once the waves are over, only whom a steward
    /// wants.
    func size(_ rule: Rule) -> Int {
      let next = rule.sizeOfNext(after: question.wave, brought: brought, named: named)
      return min(next > 0 ? next : question.pinned.count { !asked.contains($0) }, room)
    }

    /// How many more people may be asked in all.
    var room: Int { max(0, Router.askedLimit - assignments) }
  }

  /// The next wave for a question.
  ///
  /// Costs one look at the numbers of every expert of the subject, and a choice among the best few
  /// hundred.
  ///
  /// - Parameter seed: chance for this draw.
  /// - Returns: the event; its offers are empty when nobody may be asked.
  public static func dispatch(
    _ need: Need, roster: inout Roster, rule: Rule, seed: UInt64, now: Instant
  ) -> QuestionDispatched {
    let question = need.question
    let next = question.wave + 1
    roster.adopt(rule)
    let survey = Survey(need, &roster, rule: rule, seed: seed, now: now)
    let (chosen, isEnough) = survey.choose(roster)
    let stem = question.id.text.dropFirst(2)
    let clock = rule.clock(question.urgency)
    return QuestionDispatched(
      question: question.id, wave: chosen.isEmpty ? question.wave : next,
      offers: chosen.enumerated().map { place, choice in
        .init(
          assignment: ID("a-\(stem)-\(need.assignments + place + 1)"),
          expert: roster.names[choice.candidate.place], seat: choice.seat, gain: choice.gain)
      },
      offerEndsAt: now.adding(seconds: clock.offerSeconds),
      branches: need.branches, stakes: need.stakes, horizonSeconds: survey.horizon,
      considered: survey.considered(chosen, roster), eligible: survey.eligible,
      excluded: survey.excludedByName, isEnough: isEnough, seed: hexadecimal(seed),
      nextAt: chosen.isEmpty && !isEnough ? survey.nextFree(roster) : nil)
  }

  private static func hexadecimal(_ seed: UInt64) -> String {
    let digits = String(seed, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Somebody who may be asked, with their score in parts per million.
struct Candidate {
  /// The place in the roster.
  let place: Int
  let skill: Int
  let exploration: Int
  let timely: Int
  let price: Int
  let score: Int

  /// The better score first; of equal ones, by name.
  static func isBefore(_ one: Candidate, _ other: Candidate) -> Bool {
    (other.score, one.place) < (one.score, other.place)
  }
}
