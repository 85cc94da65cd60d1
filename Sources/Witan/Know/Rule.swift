/// The community's decision rule: every number that a route or a verdict depends on, with a version
/// that each verdict names. Shares and probabilities are parts per million.
///
/// The numbers of version 1 are first settings, chosen from the study's replay notes (exponent 0.6,
/// two people naming it, open-set mass) and from asymmetric costs; none is fitted.
public struct Rule: Codable, Equatable, Sendable {
  /// Names this set of numbers.
  public var version: String
  /// Accuracy expected of an unknown expert by depth below the root; the last holds further down.
  public var noviceAccuracyPartsPerMillion: [Int]
  /// How many observations the coarser estimate is worth: expert, then region, then branch.
  public var poolingStrengths: [Int]
  /// Exponent on each answer's likelihood; below one because experts share their errors.
  public var temperPartsPerMillion: Int
  /// The share of each taxon that is kept for children that the taxonomy does not list.
  public var openSharePartsPerMillion: Int
  /// What living in the question's region adds to a candidate's score when routing.
  public var homeBonusPartsPerMillion: Int
  /// Prior weight of a species listed elsewhere in the same world region (in the country: one).
  public var sameRegionPartsPerMillion: Int
  /// Prior weight of a species listed in other world regions only.
  public var elsewherePartsPerMillion: Int
  /// Probability that an action class needs before it is said; `otherwise` for classes not named.
  public var actionNeedsPartsPerMillion: [String: Int]
  /// How many answers must support an action class before it is said.
  public var answersForAction: [String: Int]
  /// Probability at which a taxon is held.
  public var taxonNeedsPartsPerMillion: Int
  /// How many people must name a taxon, or one below it, before it can settle a question.
  public var answersForTaxon: Int
  /// When the runner-up of an exhausted question has at least this, it is split.
  public var splitPartsPerMillion: Int
  /// Probability from which a learned consensus teaches about its answerers.
  public var lessonNeedsPartsPerMillion: Int
  /// Weight of such a lesson beside one from an outcome.
  public var consensusLessonPartsPerMillion: Int
  /// How many experts each wave asks; the last holds for all further waves.
  public var waveSizes: [Int]
  /// The clocks by urgency.
  public var clocks: [String: Clock]

  /// How long things may take, in seconds.
  public struct Clock: Codable, Equatable, Sendable {
    /// From one wave to the next when no answers settle the question.
    public var waveSeconds: Int
    /// From taking a question to the end of the lease.
    public var leaseSeconds: Int
    /// From asking to the first thing said.
    public var deadlineSeconds: Int
  }

  /// Version 1.
  public static let first = Rule(
    version: "1", noviceAccuracyPartsPerMillion: [850_000, 750_000, 650_000],
    poolingStrengths: [4, 6, 6], temperPartsPerMillion: 600_000, openSharePartsPerMillion: 20_000,
    homeBonusPartsPerMillion: 100_000, sameRegionPartsPerMillion: 20_000,
    elsewherePartsPerMillion: 1_000,
    actionNeedsPartsPerMillion: [
      "dangerous": 800_000, "harmless": 990_000, "otherwise": 950_000,
    ],
    answersForAction: ["harmless": 3, "otherwise": 2], taxonNeedsPartsPerMillion: 950_000,
    answersForTaxon: 2, splitPartsPerMillion: 250_000, lessonNeedsPartsPerMillion: 800_000,
    consensusLessonPartsPerMillion: 500_000, waveSizes: [3, 12, 72],
    clocks: [
      "emergency": Clock(waveSeconds: 40, leaseSeconds: 120, deadlineSeconds: 110),
      "today": Clock(waveSeconds: 900, leaseSeconds: 1_200, deadlineSeconds: 3_600),
      "whenever": Clock(waveSeconds: 14_400, leaseSeconds: 7_200, deadlineSeconds: 86_400),
    ])

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

  /// How many experts a wave asks; waves count from 1.
  public func size(ofWave wave: Int) -> Int {
    waveSizes.isEmpty ? 3 : waveSizes[min(max(wave, 1), waveSizes.count) - 1]
  }

  /// The accuracy expected of an unknown expert at a depth (1 is below the root).
  public func noviceAccuracy(depth: Int) -> Double {
    guard !noviceAccuracyPartsPerMillion.isEmpty else { return 0.5 }
    let place = min(max(depth, 1), noviceAccuracyPartsPerMillion.count) - 1
    return Double(noviceAccuracyPartsPerMillion[place]) / 1e6
  }
}

/// How soon the asker needs something.
public enum Urgency: String, Codable, CaseIterable, Sendable {
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
  public let verifierKey: String
  public let foundedAt: Instant
  /// The rule in force; nil until the first is adopted.
  public var rule: Rule?
}
