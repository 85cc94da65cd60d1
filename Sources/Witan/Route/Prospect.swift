public import Inference

/// What is to be expected of somebody who may be asked: the probability that they name the right
/// taxon at the finest rank, over the branches still open.
public struct Prospect: Equatable, Sendable {
  /// The probability, in parts per million.
  public let skillPartsPerMillion: Int
  /// Its standard deviation, in parts per million: how little is known of them.
  public let deviationPartsPerMillion: Int

  /// Takes the numbers as they are.
  public init(skillPartsPerMillion: Int, deviationPartsPerMillion: Int) {
    self.skillPartsPerMillion = skillPartsPerMillion
    self.deviationPartsPerMillion = deviationPartsPerMillion
  }

  /// Expects of a skill record that each step down succeeds with its accuracy, and that the expert
  /// goes on as often as before.
  ///
  /// - Parameters:
  ///   - branches: where the answer may lie, with probabilities.
  ///   - depth: of the finest rank.
  public init(
    _ skill: Skill, branches: [QuestionDispatched.Branch], region: String, isHome: Bool?,
    depth: Int, rule: Rule
  ) {
    var (mean, variance, total) = (0.0, 0.0, 0.0)
    let going = (0..<depth).reduce(1.0) { $0 * skill.goingOn(below: $1) }
    for branch in branches {
      let weight = Double(max(1, branch.partsPerMillion))
      var (success, spread) = (going, 0.0)
      for step in 1...max(1, depth) {
        let accuracy = skill.accuracy(
          branch: branch.taxon, region: region, isHome: isHome, depth: step, rule: rule)
        success *= accuracy.mean
        let relative = accuracy.deviation / max(accuracy.mean, 0.01)
        spread += relative * relative
      }
      mean += weight * success
      variance += weight * success * success * spread
      total += weight
    }
    guard total > 0 else {
      self.init(skillPartsPerMillion: 0, deviationPartsPerMillion: 0)
      return
    }
    self.init(
      skillPartsPerMillion: Self.partsPerMillion(mean / total),
      deviationPartsPerMillion: Self.partsPerMillion((variance / total).squareRoot()))
  }

  private static func partsPerMillion(_ value: Double) -> Int {
    min(999_999, max(0, Int((value * 1e6).rounded())))
  }
}

extension Taxonomy {
  /// How many branches a route looks at.
  private static let branchLimit = 5

  /// The likeliest branches with their probabilities; one without a name for a plain list.
  public func openBranches(_ belief: TreePosterior) -> [QuestionDispatched.Branch] {
    guard !isFlat else { return [.init(taxon: "", partsPerMillion: 999_999)] }
    let shares = tree.children(of: 0)
      .map { (node: $0, probability: belief.probability(of: $0)) }
      .sorted { ($1.probability, $0.node) < ($0.probability, $1.node) }
    return shares.prefix(Self.branchLimit).map {
      .init(
        taxon: self[$0.node].name,
        partsPerMillion: min(999_999, max(0, Int(($0.probability * 1e6).rounded()))))
    }
  }
}

extension Question {
  /// Whether a member lives in the region of the question; nil where either is not known.
  public func isHome(_ member: Member?) -> Bool? {
    guard let place, let home = member?.home else { return nil }
    return place.region == home.region
  }
}
