import Foundation
import Inference

extension Rule {
  /// What is held of people of whom little is known: some of them know nothing, or lie, and how
  /// many those are is told by what the first answers of the latest newcomers turned out to be
  /// worth.
  ///
  /// So a name that is taken anew is worth no more than the latest new names were.
  public struct Newcomers: Codable, Equatable, Sendable {
    /// The share of newcomers who are unfit in usual times: what is expected of a novice has them
    /// in.
    public var unfitPartsPerMillion: Int
    /// The share who are beyond that, as the record tells; 0 until it does.
    public var excessPartsPerMillion: Int
    /// How often the unfit are right at a step.
    public var unfitAccuracyPartsPerMillion: Int
    /// How many of a newcomer's judged answers tell what they were.
    public var firstAnswers: Int
    /// How many newcomers the share beforehand is worth.
    public var strength: Int
    /// A newcomer counts half whom so many others followed.
    public var halfLife: Int
  }
}

extension Skill {
  /// The probability that the expert is unfit: the share of newcomers who are, and what was seen of
  /// them at the step below the root, which every answer takes. Each rate is Beta about what is
  /// expected of the fit and of the unfit.
  func unfitShare(_ rule: Rule) -> Double {
    var (right, wrong) = (0, 0)
    for cell in cells {
      right += cell.right.first ?? 0
      wrong += cell.wrong.first ?? 0
    }
    return rule.unfitShare(right: Double(right) / 1e6, wrong: Double(wrong) / 1e6)
  }
}

extension Rule {
  /// The same from what was seen at the step below the root; 0 where nobody is held to be unfit.
  func unfitShare(right: Double, wrong: Double) -> Double {
    guard let newcomers, newcomers.excessPartsPerMillion > 0 else { return 0 }
    return unfitShare(
      before: Double(newcomers.excessPartsPerMillion) / 1e6, right: right, wrong: wrong)
  }

  /// The same where so large a share is unfit beforehand.
  func unfitShare(before: Double, right: Double, wrong: Double) -> Double {
    let share = min(0.99, max(1e-6, before))
    let odds = log(share / (1 - share)) + unfitLogFactor(right: right, wrong: wrong)
    return 1 / (1 + exp(-max(-30, min(30, odds))))
  }

  /// How far what was seen speaks for somebody unfit: the logarithm of the Bayes factor.
  private func unfitLogFactor(right: Double, wrong: Double) -> Double {
    guard let newcomers else { return 0 }
    let strength = Double(max(1, poolingStrengths.first ?? 1))
    func evidence(_ mean: Double) -> Double {
      BetaEstimate.logEvidence(
        priorMean: mean, strength: strength, right: right, wrong: wrong)
    }
    return evidence(Double(newcomers.unfitAccuracyPartsPerMillion) / 1e6)
      - evidence(noviceAccuracy(depth: 1))
  }
}

extension Rule.Newcomers {
  /// The same where a share of newcomers turned out to be unfit, in parts per million.
  func learned(unfit share: Int) -> Rule.Newcomers {
    var learned = self
    let rest = max(1, 1_000_000 - unfitPartsPerMillion)
    learned.excessPartsPerMillion = max(0, share - unfitPartsPerMillion) * 1_000_000 / rest
    return learned
  }
}
