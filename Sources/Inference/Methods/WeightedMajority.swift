/// Each vote counts as much as its worker, whose weight or accuracy is known beforehand.
///
/// With accuracies a(w), and errors that fall on all wrong labels alike, the weight is the log-odds
///
///     v(w) = log(a(w) (classes - 1) / (1 - a(w)))
///
/// and softmax of the sums is the Bayes posterior under equally frequent classes; weights may be
/// negative: one who always errs is evidence against what he says. With plain weights the
/// probability is the label's share of the weights, and weights below 0 count as 0.
///
/// Skill: the accuracies, or the share of right votes. Cost: O(votes).
/// Source: Nitzan & Paroush 1982, DOI 10.2307/2526438.
public struct WeightedMajority: VoteMethod {
  /// What is known of the workers.
  public enum Knowledge: Sendable, Equatable {
    /// The probability that each is right. Shape: [worker].
    case accuracies([Double])
    /// What a vote of each counts. Shape: [worker].
    case weights([Double])
  }

  /// Accuracies are brought within these bounds, so that nobody outweighs everybody.
  static let accuracyBounds = 0.001...0.999

  /// What is known of the workers.
  public let knowledge: Knowledge

  /// The method for workers of whom `knowledge` tells; those of whom it does not, count nothing.
  public init(_ knowledge: Knowledge) { self.knowledge = knowledge }

  /// The method's usual name.
  public var name: String { "Weighted majority" }

  /// The log-odds of an accuracy among `classes` labels; 0 if there is but one.
  public static func logOdds(ofAccuracy accuracy: Double, classes: Int) -> Double {
    guard classes > 1 else { return 0 }
    let bounded = min(max(accuracy, accuracyBounds.lowerBound), accuracyBounds.upperBound)
    return Logarithm.natural(bounded * Double(classes - 1) / (1 - bounded))
  }

  /// Adds up the weights.
  public func infer(_ table: VoteTable) -> VoteResult {
    switch knowledge {
    case .accuracies(let accuracies):
      let weights = (0..<table.workerCount).map { worker in
        worker < accuracies.count
          ? Self.logOdds(ofAccuracy: accuracies[worker], classes: table.labelCount) : 0
      }
      let skill = (0..<table.workerCount).map { $0 < accuracies.count ? accuracies[$0] : 0 }
      return VoteResult(table, probabilities: table.softmax(weights), workerSkill: skill)
    case .weights(let known):
      let weights = (0..<table.workerCount).map { $0 < known.count ? max(0, known[$0]) : 0 }
      let shares = table.weightedShares(weights)
      return VoteResult(
        table, probabilities: shares,
        workerSkill: table.agreement(with: table.credits(of: shares)))
    }
  }
}

extension VoteTable {
  /// The softmax of the summed weights behind each label of each task. Shape: [task x label].
  func softmax(_ weights: [Double]) -> [Double] {
    var beliefs = weightedSums(weights)
    let (grid, rounding) = (beliefGrid, SumGrid(sumsUpTo: Double(labelCount)))
    for task in 0..<taskCount {
      let row = (task * labelCount)..<((task + 1) * labelCount)
      let greatest = beliefs[row].reduce(-.infinity, max)
      var sum = 0.0
      for place in row {
        beliefs[place] = Logarithm.exponential(beliefs[place] - greatest)
        sum += rounding.rounded(beliefs[place])
      }
      for place in row { beliefs[place] = grid.rounded(beliefs[place] / sum) }
    }
    return beliefs
  }
}
