import Foundation

/// How sure to be when the arithmetic is so sure: learned from past verdicts whose truth became
/// known.
///
/// What is stated of a taxon that leads with probability p > 1/2 is sigmoid(slope x logit p); below
/// one half nothing leads, and p is left as it is. A slope below one says that experts share errors
/// that no model of theirs shows.
///
/// Source: Platt scaling with the offset left out, as in temperature scaling (Guo et al. 2017,
/// arXiv:1706.04599).
public struct Calibration: Codable, Equatable, Sendable {
  /// The slope for taxa, in millionths.
  public var taxonSlopePartsPerMillion: Int
  /// The slope for action classes, in millionths.
  public var actionSlopePartsPerMillion: Int
  /// By action class: how many verdicts that said it had their truth established.
  public var actionsJudged: [String: Int]
  /// By action class: how many of those were wrong.
  public var actionsWrong: [String: Int]
  /// How many observations the coarser estimate of a skill is worth, as the spread of the skills
  /// has it: for an expert, in a region, in a branch.
  public var poolingStrengths: [Int]
  /// The share of people who are held to copy one another's answers.
  public var copyingPartsPerMillion: Int
  /// The share of newcomers who turn out to be unfit; nil where the rule does not ask.
  public var unfitPartsPerMillion: Int?

  /// What a rule assumes before any outcome.
  public init(_ rule: Rule) {
    taxonSlopePartsPerMillion = rule.taxonSlopePartsPerMillion
    actionSlopePartsPerMillion = rule.actionSlopePartsPerMillion
    (actionsJudged, actionsWrong) = ([:], [:])
    poolingStrengths = rule.poolingStrengths
    copyingPartsPerMillion = rule.copyingPartsPerMillion
    unfitPartsPerMillion = rule.newcomers?.unfitPartsPerMillion
  }

  /// What is stated of a taxon.
  func taxon(_ probability: Double) -> Double {
    Self.stated(probability, slopePartsPerMillion: taxonSlopePartsPerMillion)
  }

  /// The least probability of a taxon of which so much is stated.
  func unstated(taxon stated: Double) -> Double {
    guard stated > 0.5, stated < 1, taxonSlopePartsPerMillion > 0 else { return stated }
    let logit = log(stated / (1 - stated)) * 1e6 / Double(taxonSlopePartsPerMillion)
    return 1 / (1 + exp(-logit))
  }

  /// What is stated of an action class.
  func action(_ probability: Double) -> Double {
    Self.stated(probability, slopePartsPerMillion: actionSlopePartsPerMillion)
  }

  private static func stated(_ probability: Double, slopePartsPerMillion slope: Int) -> Double {
    guard probability > 0.5, probability < 1 else { return probability }
    let logit = log(probability / (1 - probability))
    return 1 / (1 + exp(-Double(slope) / 1e6 * logit))
  }

  /// Whether the record shows that an action class is said in error at most so often: the one-sided
  /// 95 % bound on its error rate, the upper end of the score interval at z = 1.645 (Wilson 1927,
  /// DOI 10.1080/01621459.1927.10502953).
  func isProved(_ action: String, limitPartsPerMillion limit: Int) -> Bool {
    let judged = Double(actionsJudged[action] ?? 0)
    guard judged > 0 else { return false }
    let (wrong, z) = (Double(actionsWrong[action] ?? 0) / judged, 1.645)
    let middle = wrong + z * z / (2 * judged)
    let margin = z * (wrong * (1 - wrong) / judged + z * z / (4 * judged * judged)).squareRoot()
    return (middle + margin) / (1 + z * z / judged) <= Double(limit) / 1e6
  }
}

extension Rule {
  /// The rule with what a subject's record has taught in place of what it assumes.
  public func learned(by calibration: Calibration?) -> Rule {
    guard let calibration else { return self }
    var rule = self
    rule.poolingStrengths = calibration.poolingStrengths
    rule.copyingPartsPerMillion = calibration.copyingPartsPerMillion
    if let unfit = calibration.unfitPartsPerMillion {
      rule.newcomers = rule.newcomers?.learned(unfit: unfit)
    }
    return rule
  }
}

/// A stated probability's logit with what came of it: what a slope is fitted to.
struct Judgement: Sendable {
  let logit: Double
  let isRight: Bool

  /// How many judgements the assumed slope is worth.
  private static let strength = 50.0
  /// The steps of the search, which halves the interval each time.
  private static let steps = 40

  /// The slope, in millionths, that makes the outcomes likeliest, drawn towards the assumed one as
  /// by a normal prior of the logarithm whose weight fades with the judgements. At most four times
  /// and at least a quarter of what was assumed.
  static func slope(_ judgements: [Judgement], assumed: Int) -> Int {
    guard !judgements.isEmpty, assumed > 0 else { return assumed }
    let start = Double(assumed) / 1e6
    var (low, high) = (start / 4, start * 4)
    for _ in 0..<steps {
      let middle = (low + high) / 2
      var slopeOfFit = -strength * log(middle / start) / middle
      for each in judgements {
        let expected = 1 / (1 + exp(-middle * each.logit))
        slopeOfFit += ((each.isRight ? 1 : 0) - expected) * each.logit
      }
      if slopeOfFit > 0 { low = middle } else { high = middle }
    }
    return Int(((low + high) / 2 * 1e6).rounded())
  }
}
