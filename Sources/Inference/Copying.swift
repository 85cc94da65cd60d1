/// Who copies one another: answers that agree more often than what each saw for itself explains.
///
/// Each person either looks for themself, or is one of a circle in which somebody's answer is
/// repeated. Of one who looks, an answer has the probability that the others' answers to the same
/// question give it, shared errors included (`TreePosterior`): a photo that fools everybody makes
/// its wrong answer probable, so to fall for it is no sign of anything. Of one of the circle it is
/// with `fidelity` what a fellow says, if one is among the others. So an answer x of somebody
/// speaks for copying by
///
///     log(1 + there fidelity (agreeing / P(x | the others' answers) - 1))
///
/// with `there` the probability that any of the others is of the circle, and `agreeing` the share
/// of x among them, each weighed by the probability that they are. What one pair of people shows
/// is next to nothing, as they meet once in weeks; here everybody is compared with all they met.
///
/// Source: dependence between sources by the values they share, Dong, Berti-Equille & Srivastava
/// 2009, DOI 10.14778/1687627.1687690, with a class of copiers in place of pairs; the class found
/// by expectation and maximisation from a broad start that is narrowed (Ueda & Nakano 1998,
/// DOI 10.1016/S0893-6080(97)00133-0).
public enum Copying {
  /// How often one of a circle repeats a fellow.
  static let fidelity = 0.9
  /// What one answer may say at most, for or against: a factor of ten.
  static let mostFactor = 10.0
  /// Steps in which the start is narrowed to what is expected, as many by that, and as many by the
  /// share that is found.
  static let steps = 10
  /// How many people the expected share is worth.
  static let strength = 50.0

  /// One answer as it is looked at here.
  public struct Trial: Sendable {
    /// Whose it is, counting from 0.
    public let person: Int
    /// What it says: the same number for the same answer.
    public let named: Int32
    /// The logarithm of its probability, given the others' answers.
    public let logChance: Double

    /// Takes the parts as they are.
    public init(person: Int, named: Int32, logChance: Double) {
      (self.person, self.named, self.logChance) = (person, named, logChance)
    }
  }

  /// What each answer to one question says for copying, as the logarithm of a factor; 0 for a lone
  /// one. O(answers).
  ///
  /// - Parameter share: the probability that a person is of the circle, within (0, 1).
  public static func weights(_ trials: [Trial], share: (Int) -> Double) -> [Double] {
    var (whole, logNobody): (Double, Double) = (0, 0)
    var agreeing: [Int32: Double] = [:]
    for each in trials {
      let own = share(each.person)
      whole += own
      logNobody += Logarithm.ofOnePlus(-own)
      agreeing[each.named, default: 0] += own
    }
    return trials.map { each in
      let own = share(each.person)
      let others = whole - own
      guard others > 1e-9 else { return 0 }
      let there = 1 - Logarithm.exponential(logNobody - Logarithm.ofOnePlus(-own))
      let alike = max(0, (agreeing[each.named] ?? 0) - own) / others
      let chance = max(1e-9, Logarithm.exponential(each.logChance))
      let factor = 1 + max(0, there) * fidelity * (alike / chance - 1)
      return Logarithm.natural(min(mostFactor, max(1 / mostFactor, factor)))
    }
  }

  /// What all answers to many questions say, each person's share found from all they gave.
  public struct Found: Sendable, Equatable {
    /// Shape: [question][answer].
    public let weights: [[Double]]
    /// The share of people who copy, as these answers have it.
    public let share: Double
  }

  /// Finds who copies. Shapes: [question][answer]. O(answers x steps).
  ///
  /// - Parameters:
  ///   - people: how many there are.
  ///   - before: the share of people who copy, as expected before anything was seen, in (0, 1).
  public static func find(_ questions: [[Trial]], people: Int, before: Double) -> Found {
    var shares = [Double](repeating: 0.5, count: people)
    var (weights, prior): ([[Double]], Double) = ([], before)
    for step in 1...(3 * steps) {
      var sums = [Double](repeating: 0, count: people)
      weights = questions.map { trials in self.weights(trials) { shares[$0] } }
      for (trials, weights) in zip(questions, weights) {
        for (each, weight) in zip(trials, weights) { sums[each.person] += weight }
      }
      let narrowed = min(1, Double(step) / Double(steps))
      shares = sums.map { share(logOdds: logit(prior) * narrowed + $0) }
      guard step >= 2 * steps else { continue }
      prior = (shares.reduce(0, +) + strength * before) / (Double(people) + strength)
      prior = min(0.5, prior)
    }
    return Found(weights: weights, share: prior)
  }

  /// The probability of these log-odds, kept from certainty.
  public static func share(logOdds: Double) -> Double {
    min(0.999, max(1e-6, 1 / (1 + Logarithm.exponential(-logOdds))))
  }

  /// The log-odds of a probability within (0, 1).
  public static func logit(_ share: Double) -> Double {
    Logarithm.natural(share / (1 - share))
  }
}
