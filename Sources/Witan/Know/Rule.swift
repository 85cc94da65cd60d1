import Foundation

/// The community's decision rule: every number that a route or a verdict depends on, with a version
/// that each verdict names. Shares and probabilities are parts per million.
///
/// The numbers of versions 5 to 8 were chosen on the study's replay and on published figures, each
/// at a place where its neighbours do as well; `docs/decisions/0007` tells what was tried. What a
/// community's own record can tell (skills, what is common where, how sure to be) replaces them.
public struct Rule: Codable, Equatable, Sendable {
  /// Names this set of numbers.
  public var version: String
  /// How the numbers are read: the version of the arithmetic, whatever the set is called. Nil in
  /// rules that were recorded without it; the name of those tells it.
  public var arithmetic: Int?
  /// Accuracy expected of an unknown expert by depth below the root; the last holds further down.
  public var noviceAccuracyPartsPerMillion: [Int]
  /// How many observations the coarser estimate is worth: for an expert, in a region, in a branch.
  public var poolingStrengths: [Int]
  /// What living in the question's region adds to the logit of an accuracy, in millionths.
  public var homeShiftPartsPerMillion: Int
  /// What living elsewhere adds to it, in millionths.
  public var awayShiftPartsPerMillion: Int
  /// How experts err together.
  public var errors: Errors
  /// The share of each taxon that is kept for children that the taxonomy does not list.
  public var openSharePartsPerMillion: Int
  /// Prior weight of a species listed elsewhere in the same world region (in the country: one).
  public var sameRegionPartsPerMillion: Int
  /// Prior weight of a species listed in other world regions only.
  public var elsewherePartsPerMillion: Int
  /// What the prior weights are worth beside what was seen, in questions.
  public var priorStrength: Int
  /// What it is worth that a taxon was found in the region at all, in sightings: a species met
  /// once is about as likely to be met again as its neighbour that was met twice.
  public var presenceWorth: Int
  /// What a sighting in another region counts here.
  public var abroadPartsPerMillion: Int
  /// Probability that an action class needs before it is said; `otherwise` for classes not named.
  public var actionNeedsPartsPerMillion: [String: Int]
  /// The same while the record has not yet shown that this class is rarely said in error.
  public var unprovedActionNeedsPartsPerMillion: [String: Int]
  /// How many answers must support an action class before it is said.
  public var answersForAction: [String: Int]
  /// Action classes that nobody says without somebody proved in the question's region among their
  /// supporters.
  public var actionsNeedingProof: [String]
  /// How many answers that are heard and name a class which it costs more to miss keep such a class
  /// from being said, however sure the belief; nil for no number, as in rules before the eighth.
  public var answersAgainstProof: Int?
  /// The share of such verdicts that may have been wrong, as its one-sided 95 % bound has it.
  public var actionErrorLimitPartsPerMillion: Int
  /// Probability at which a taxon is held.
  public var taxonNeedsPartsPerMillion: Int
  /// How many people must name a taxon, or one below it, before it can settle a question.
  public var answersForTaxon: Int
  /// What an action class costs that is true and not said, as a share of what a wrong taxon costs;
  /// `otherwise` for classes not named. To miss danger costs a hundred times what a needless fright
  /// does, which is why "harmless" needs 99.5 %.
  public var actionCostsPartsPerMillion: [String: Int]
  /// The share of answers by people of whom nothing is known that call what is true of the
  /// costliest class something else, as if it had been agreed upon: what must be ruled out before a
  /// class is said that needs proof.
  public var missPartsPerMillion: Int
  /// How many observations that share is worth.
  public var missStrength: Int
  /// The share of people who are expected to copy one another's answers; 0 where nobody is held to.
  public var copyingPartsPerMillion: Int
  /// What newcomers are held for; nil for no worse than anybody, as in rules before the seventh.
  public var newcomers: Newcomers?
  /// How many answers of one group (household, shared account) are heard; nil for all of them, as
  /// in rules before the sixth.
  public var answersPerGroup: Int?
  /// What asking one more person costs, as a share of what a wrong taxon costs.
  public var answerPricePartsPerMillion: Int
  /// How many answers are enough, whether they settle a question or not.
  public var answersAtMost: Int
  /// When the runner-up of an exhausted question has at least this, it is split.
  public var splitPartsPerMillion: Int
  /// While a subject has closed fewer questions, its questions (but emergencies) ask for
  /// `foundingAnswers`, so that there is a record to weigh people by.
  public var foundingQuestions: Int
  /// How many answers such a question asks for.
  public var foundingAnswers: Int
  /// Belief of the others in some species, from which an answer is judged by it.
  public var lessonNeedsPartsPerMillion: Int
  /// Skills are estimated anew from all answers after so many more questions were closed.
  public var questionsPerEstimate: Int
  /// After so many days what a question taught about somebody counts half.
  public var skillHalfLifeDays: Int
  /// How many of the latest questions an estimate reads.
  public var estimateWindow: Int
  /// The slope of the logit of a stated probability, before outcomes tell: of a taxon.
  public var taxonSlopePartsPerMillion: Int
  /// The same of an action class.
  public var actionSlopePartsPerMillion: Int
  /// How far a draw of chance moves a candidate's score, as a share of the skill's deviation.
  public var explorationPartsPerMillion: Int
  /// The share of each person's attention of a day that is kept from first asks: for questions
  /// that the first answers do not settle, and for emergencies.
  public var reservePartsPerMillion: Int
  /// How many experts each wave asks; the last holds for all further waves.
  public var waveSizes: [Int]
  /// The clocks by urgency.
  public var clocks: [String: Clock]
  /// Who can be reached, and how attention is shared out.
  public var reach: Reach

  /// How long things may take, in seconds.
  public struct Clock: Codable, Equatable, Sendable {
    /// From one wave to the next when no answers settle the question.
    public var waveSeconds: Int
    /// From taking a question to the end of the lease.
    public var leaseSeconds: Int
    /// From asking to the first thing said.
    public var deadlineSeconds: Int
  }

  /// How experts err together; see `SharedErrors`, whose numbers these are, in millionths.
  public struct Errors: Codable, Equatable, Sendable {
    public var difficultyPartsPerMillion: Int
    public var echoPartsPerMillion: [Int]
    public var echoAstrayPartsPerMillion: Int
    public var popularSharePartsPerMillion: Int
  }

  /// Version 8.
  public static let first = Rule(
    version: "8", arithmetic: 8, noviceAccuracyPartsPerMillion: [850_000, 750_000, 650_000],
    poolingStrengths: [4, 20, 20], homeShiftPartsPerMillion: 1_000_000,
    awayShiftPartsPerMillion: -400_000,
    errors: Errors(
      difficultyPartsPerMillion: 900_000, echoPartsPerMillion: [700_000, 1_900_000, 1_000_000],
      echoAstrayPartsPerMillion: 900_000, popularSharePartsPerMillion: 300_000),
    openSharePartsPerMillion: 20_000, sameRegionPartsPerMillion: 20_000,
    elsewherePartsPerMillion: 1_000, priorStrength: 50, presenceWorth: 8,
    abroadPartsPerMillion: 100_000,
    actionNeedsPartsPerMillion: [
      "dangerous": 800_000, "harmless": 995_000, "otherwise": 850_000,
    ],
    unprovedActionNeedsPartsPerMillion: ["harmless": 997_000],
    answersForAction: ["otherwise": 2], actionsNeedingProof: ["harmless"],
    answersAgainstProof: 2,
    actionErrorLimitPartsPerMillion: 10_000, taxonNeedsPartsPerMillion: 850_000,
    answersForTaxon: 2,
    actionCostsPartsPerMillion: [
      "dangerous": 20_000_000, "harmless": 200_000, "otherwise": 200_000,
    ],
    missPartsPerMillion: 50_000, missStrength: 4, copyingPartsPerMillion: 20_000,
    newcomers: Newcomers(
      unfitPartsPerMillion: 20_000, excessPartsPerMillion: 0,
      unfitAccuracyPartsPerMillion: 150_000, firstAnswers: 5, strength: 10, halfLife: 20),
    answersPerGroup: 1, answerPricePartsPerMillion: 28_000,
    answersAtMost: 12, splitPartsPerMillion: 250_000,
    foundingQuestions: 150, foundingAnswers: 12, lessonNeedsPartsPerMillion: 500_000,
    questionsPerEstimate: 50, skillHalfLifeDays: 730, estimateWindow: 5_000,
    taxonSlopePartsPerMillion: 600_000,
    actionSlopePartsPerMillion: 1_000_000, explorationPartsPerMillion: 250_000,
    reservePartsPerMillion: 120_000, waveSizes: [3, 12, 72],
    clocks: [
      "emergency": Clock(waveSeconds: 40, leaseSeconds: 120, deadlineSeconds: 110),
      "today": Clock(waveSeconds: 900, leaseSeconds: 1_200, deadlineSeconds: 3_600),
      "whenever": Clock(waveSeconds: 14_400, leaseSeconds: 7_200, deadlineSeconds: 86_400),
    ],
    reach: Reach(
      respondsPartsPerMillion: 200_000, respondsHerePartsPerMillion: 650_000,
      strengths: [6, 12, 12], medianSeconds: 30, speedStrength: 4, recentSeconds: 1_200,
      fairSharePartsPerMillion: 50_000, fairOffers: 10, newcomerSeats: 1,
      requestPricePartsPerMillion: 12_000, fatiguePartsPerMillion: 150_000))

  /// The clock of an urgency.
  public func clock(_ urgency: Urgency) -> Clock {
    clocks[urgency.rawValue] ?? Clock(waveSeconds: 40, leaseSeconds: 120, deadlineSeconds: 110)
  }

  /// What an action class needs.
  public func need(of action: String) -> (partsPerMillion: Int, answers: Int) {
    let probability = actionNeedsPartsPerMillion[action] ?? actionNeedsPartsPerMillion["otherwise"]
    let answers = answersForAction[action] ?? answersForAction["otherwise"]
    return (probability ?? 950_000, answers ?? 2)
  }

  /// What an action class needs while its record is not proved.
  public func needUnproved(of action: String) -> (partsPerMillion: Int, answers: Int) {
    let need = need(of: action)
    let probability = unprovedActionNeedsPartsPerMillion[action] ?? need.partsPerMillion
    return (max(probability, need.partsPerMillion), need.answers)
  }

  /// What it costs that an action class is true and not said, in wrong taxa.
  func cost(ofMissing action: String) -> Double {
    let cost = actionCostsPartsPerMillion[action] ?? actionCostsPartsPerMillion["otherwise"]
    return Double(cost ?? 200_000) / 1e6
  }

  /// How many experts a wave asks; waves count from 1.
  public func size(ofWave wave: Int) -> Int {
    waveSizes.isEmpty ? 3 : waveSizes[min(max(wave, 1), waveSizes.count) - 1]
  }

  /// An accuracy moved for an expert at home in the question's region, or away from it.
  func shifted(_ accuracy: Double, isHome: Bool?) -> Double {
    guard let isHome, accuracy > 0, accuracy < 1 else { return accuracy }
    let shift = isHome ? homeShiftPartsPerMillion : awayShiftPartsPerMillion
    return 1 / (1 + exp(-log(accuracy / (1 - accuracy)) - Double(shift) / 1e6))
  }

  /// The accuracy expected of an unknown expert at a depth (1 is below the root).
  public func noviceAccuracy(depth: Int) -> Double {
    guard !noviceAccuracyPartsPerMillion.isEmpty else { return 0.5 }
    let place = min(max(depth, 1), noviceAccuracyPartsPerMillion.count) - 1
    return Double(noviceAccuracyPartsPerMillion[place]) / 1e6
  }
}

/// How soon the asker needs something.
public enum Urgency: String, Choice {
  /// Within two minutes.
  case emergency
  /// Within the hour.
  case today
  /// Within a day.
  case whenever
}

/// Event: a rule came into force.
public struct RuleAdopted: Codable, Equatable, Sendable {
  public let rule: Rule
}

/// Event: the community began.
public struct CommunityFounded: Codable, Equatable, Sendable {
  public let community: ID<Community>
  public let title: String
  /// The ledger's origin and key name (C2SP tlog-checkpoint), such as `demo.witan.example`.
  public let origin: String
  /// The key that checks the checkpoints (C2SP signed-note verifier key).
  public let verifierKey: String
}

/// The community as the events so far describe it.
public struct Community: Codable, Equatable, Sendable {
  public let id: ID<Community>
  public var title: String
  public let origin: String
  /// The key that signs now.
  public var verifierKey: String
  public let foundedAt: Instant
  /// The rule in force; nil until the first is adopted.
  public var rule: Rule?
  /// The rule that waits for a second person; nil for none.
  public var proposal: RuleProposal?
  /// The versions of all rules that have been in force.
  public var versions: [String] = []
  /// What a steward wrote for askers whom nobody answers; nil for nothing.
  public var emergencyText: String?
  /// All keys of the ledger, once there was more than one; see `keys`.
  var keyTerms: [KeyTerm]?
}
