/// How good a result is where the truth is known: right or not, and how honest its probabilities.
///
/// Only tasks with a known label count. A task with several labels tied for the greatest
/// probability counts by its share, so ties are neither luck nor loss.
public struct VoteScores: Sendable, Equatable {
  /// How many tasks had a known label.
  public let tasks: Int
  /// The share of tasks called right, in [0, 1].
  public let accuracy: Double
  /// The mean over the labels, voted or true, of F1 = 2 right / (called + true); a label of which
  /// nothing was called and nothing true does not count (van Rijsbergen 1979).
  public let macroF1: Double
  /// The mean of -ln p(true label), p not less than `VoteScores.leastProbability` (Good 1952, DOI
  /// 10.1111/j.2517-6161.1952.tb00104.x).
  public let logLoss: Double
  /// The mean of the squared distance between belief and truth, in [0, 2] (Brier 1950, DOI
  /// 10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2).
  public let brier: Double
  /// Expected calibration error of the winning label over ten bins of its probability (Naeini,
  /// Cooper & Hauskrecht 2015, DOI 10.1609/aaai.v29i1.9602).
  public let calibrationError: Double

  /// Below this a probability counts as this much.
  public static let leastProbability = 1e-6
  /// The number of bins of the calibration error.
  public static let binCount = 10

  /// Scores a result.
  ///
  /// - Parameter truth: the label of each task: its number, -1 where it is not known, and
  ///   `labelCount` or more for a label that nobody voted (never right). Shape: [task].
  /// - Returns: nil when no task has a known label.
  public init?(_ result: VoteResult, truth: [Int]) {
    precondition(truth.count == result.taskCount, "one truth a task")
    var sums = ScoreSums(labelCount: max(result.labelCount, (truth.max() ?? 0) + 1))
    for (task, label) in truth.enumerated() where label >= 0 {
      let belief = Array(result.belief(ofTask: task))
      sums.add(
        belief, winners: result.winners(ofTask: task), label: label,
        stated: label < belief.count ? belief[label] : 0)
    }
    self.init(sums)
  }

  /// Scores what was made of votes over a taxonomy: a task is called right by its own node alone,
  /// neither by a coarser one nor by a finer.
  ///
  /// Log-loss and Brier score take the beliefs in the leaves that are told; what is not told counts
  /// as nothing.
  ///
  /// - Parameter truth: the node of each task, -1 where it is not known. Shape: [task].
  /// - Returns: nil when no task has a known node.
  public init?(_ result: TaxonResult, truth: [Int32], in tree: BeliefTree) {
    precondition(truth.count == result.readings.count, "one truth a task")
    var sums = ScoreSums(labelCount: tree.count)
    for (task, node) in truth.enumerated() where node >= 0 {
      let beliefs = result.beliefs(ofTask: task)
      let reading = result.readings[task]
      sums.add(
        beliefs.filter { tree.isLeaf($0.node) }.map(\.probability),
        winners: reading.best.map(Int.init), label: Int(node),
        stated: beliefs.first { $0.node == node }?.probability ?? 0, top: reading.probability)
    }
    self.init(sums)
  }

  private init?(_ sums: ScoreSums) {
    guard sums.tasks > 0 else { return nil }
    let count = Double(sums.tasks)
    tasks = sums.tasks
    accuracy = sums.right / count
    macroF1 = sums.macroF1
    logLoss = sums.logLoss / count
    brier = sums.brier / count
    calibrationError = sums.calibrationError
  }
}

/// The sums over the tasks, in their order.
private struct ScoreSums {
  private(set) var tasks = 0
  private(set) var right = 0.0
  private(set) var logLoss = 0.0
  private(set) var brier = 0.0
  private var hits: [Double]
  private var called: [Double]
  private var actual: [Double]
  private var binStated = [Double](repeating: 0, count: VoteScores.binCount)
  private var binRight = [Double](repeating: 0, count: VoteScores.binCount)

  init(labelCount: Int) {
    hits = [Double](repeating: 0, count: labelCount)
    called = hits
    actual = hits
  }

  /// Adds a task: the beliefs in its labels, those called, the true one and the belief in it; `top`
  /// is the belief in those called.
  mutating func add(
    _ belief: [Double], winners: [Int], label: Int, stated: Double, top: Double? = nil
  ) {
    let share = 1 / Double(winners.count)
    let credit = winners.contains(label) ? share : 0
    for winner in winners { called[winner] += share }
    hits[label] += credit
    actual[label] += 1
    tasks += 1
    right += credit
    logLoss -= Logarithm.natural(max(stated, VoteScores.leastProbability))
    let squares = belief.reduce(0) { $0 + $1 * $1 }
    brier += squares - 2 * stated + 1
    let top = top ?? winners.first.map { belief[$0] } ?? 0
    let bin = min(VoteScores.binCount - 1, Int(top * Double(VoteScores.binCount)))
    binStated[bin] += top
    binRight[bin] += credit
  }

  var macroF1: Double {
    var (sum, count) = (0.0, 0.0)
    for label in hits.indices where called[label] + actual[label] > 0 {
      sum += 2 * hits[label] / (called[label] + actual[label])
      count += 1
    }
    return count > 0 ? sum / count : 0
  }

  var calibrationError: Double {
    zip(binStated, binRight).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(tasks)
  }
}
