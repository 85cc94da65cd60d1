/// Witan's own method for tables of votes, and its default.
///
/// One rule for every table, in four steps:
///
/// 1. `PooledConfusion`, which moves between one skill a worker and a full confusion matrix by the
///    evidence. It starts from the shares of the votes, first with a few right votes given to every
///    worker, so that it does not settle on classes with exchanged names, then without.
/// 2. A confusion matrix has classes x classes cells; where these are many beside the votes,
///    nothing can be known of it. The belief is mixed with that of `OneCoin`, which has none, at
///    the weight cells / (cells + votes): next to nothing on ten classes, nearly all on a thousand.
///    Above .98 it is `OneCoin`'s alone, and no matrix is fitted.
/// 3. Tempering at read-out. Workers share their errors (some tasks are hard for all), so n votes
///    are worth less than n: the log-belief is multiplied by the inverse of Kish's design effect,
///    1 / (1 + r (n - 1)), with the correlation r of errors on one task. Within the iteration the
///    same tempering lets it collapse; at read-out it changes no winner.
/// 4. A little of what was plainly seen: the belief is mixed with the smoothed share of the votes,
///    for the model itself may be wrong. It also decides between labels that the model leaves tied.
///
/// Both constants are settings with one value for all tables. Measured on the ten public sets of
/// `shared/inference`, where correlations of 0.2 to 0.4 and shares of 0.05 to 0.1 did equally well.
///
/// Rounds are those of all parts together. It is at rest if the model and the one-coin model are;
/// the first phase only makes a start, and 10 to 200 rounds of it give the same scores.
///
/// Skill: the expected share of right votes. Objective: the log-likelihood under step 1.
/// Cost: as `DawidSkene` with pooling. Sources: Dawid & Skene 1979, DOI 10.2307/2346806; Kish 1965,
/// "Survey Sampling", section 5.4, for the design effect.
public struct WitanVote: IterativeMethod {
  /// The right votes given to each worker, over all classes alike, while the first phase runs.
  static let anchor = 12.0
  /// The rounds of the first phase.
  static let anchoredRounds = 20
  /// The weight of the one-coin belief from which it stands alone.
  static let greatestWeight = 0.98

  /// The correlation of two workers' errors on one task, in [0, 1].
  public let errorCorrelation: Double
  /// The weight of the smoothed share of the votes in the final belief, in [0, 1].
  public let shareWeight: Double
  /// When to stop.
  public var stopping: StoppingRule

  /// The method; the defaults are the rule.
  public init(
    errorCorrelation: Double = 0.3, shareWeight: Double = 0.1, stopping: StoppingRule = .usual
  ) {
    self.errorCorrelation = min(max(errorCorrelation, 0), 1)
    self.shareWeight = min(max(shareWeight, 0), 1)
    self.stopping = stopping
  }

  /// The method's usual name.
  public var name: String { "Witan" }

  /// Beliefs of three models, and what `PooledConfusion` holds unless it is not fitted.
  public func bytesNeeded(for table: VoteTable) -> Double {
    let own = table.bytes(beliefs: 4)
    return coinWeight(table) < 1 ? own + PooledConfusion.bytesNeeded(for: table) : own
  }

  /// Fits the models and reads them out with care.
  public func infer(_ table: VoteTable) -> VoteResult {
    let shares = table.shares()
    let coin = OneCoin(stopping: stopping).infer(table)
    let weight = coinWeight(table)
    guard weight < 1 else {
      return VoteResult(
        table, probabilities: readOut(coin.probabilities, shares: shares, of: table),
        workerSkill: table.agreement(with: coin.probabilities), iterations: coin.iterations,
        hasConverged: coin.hasConverged, logLikelihood: coin.logLikelihood)
    }
    let start = PooledConfusion(
      stopping: StoppingRule(
        limit: min(Self.anchoredRounds, stopping.limit), tolerance: stopping.tolerance),
      anchor: Self.anchor / Double(table.labelCount)
    ).fit(table, from: shares)
    let fit = PooledConfusion(stopping: stopping).fit(table, from: start.beliefs)
    let beliefs = zip(fit.beliefs, coin.probabilities).map { (1 - weight) * $0 + weight * $1 }
    return VoteResult(
      table, probabilities: readOut(beliefs, shares: shares, of: table),
      workerSkill: table.agreement(with: beliefs),
      iterations: start.trace.count + fit.trace.count + coin.iterations,
      hasConverged: fit.hasConverged && coin.hasConverged, logLikelihood: fit.trace)
  }

  /// The weight of the one-coin belief: the share of a confusion matrix's cells among cells and
  /// votes; 1, so that no matrix is fitted, where next to nothing could be known of one.
  private func coinWeight(_ table: VoteTable) -> Double {
    let cells = Double(table.labelCount) * Double(table.labelCount)
    let weight = cells / (cells + Double(table.voteCount))
    return weight > Self.greatestWeight ? 1 : weight
  }

  /// Tempers the beliefs and mixes them with the shares. Shapes: [task x class].
  private func readOut(_ beliefs: [Double], shares: [Double], of table: VoteTable) -> [Double] {
    let classes = table.labelCount
    var stated = beliefs
    let weight = shareWeight
    let correlation = errorCorrelation
    let grid = SumGrid(sumsUpTo: Double(classes))
    Slots.write(to: &stated) { slots in
      Parts.forEach(in: table.taskCount, steps: table.taskCount * classes * 16) { _, range in
        for task in range {
          let row = slots.base + task * classes
          let count = Double(max(1, table.voteCount(ofTask: task)))
          Self.temper(row, classes, power: 1 / (1 + correlation * (count - 1)), on: grid)
          for state in 0..<classes {
            let seen = (shares[task * classes + state] + 1 / Double(classes)) / 2
            row[state] = (1 - weight) * row[state] + weight * seen
          }
        }
      }
    }
    return stated
  }

  /// Raises a row of probabilities to `power` and lets it add up to 1 again.
  private static func temper(
    _ row: UnsafeMutablePointer<Double>, _ classes: Int, power: Double, on grid: SumGrid
  ) {
    var sum = 0.0
    for state in 0..<classes {
      row[state] = Logarithm.exponential(power * Logarithm.natural(max(row[state], 1e-12)))
      sum += grid.rounded(row[state])
    }
    for state in 0..<classes { row[state] /= sum }
  }
}
