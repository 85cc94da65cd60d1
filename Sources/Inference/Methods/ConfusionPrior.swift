/// The Dirichlet prior of `PooledConfusion`: two shapes, a strength for each, and how probable each
/// shape is for each worker.
struct ConfusionPrior: Sendable {
  /// A shape of the rows of a confusion matrix.
  enum Shape: Int, CaseIterable { case shared, coin }

  /// The strengths stay within these bounds, in votes.
  static let strengthBounds = 1.0...1000.0
  /// The strength from which the learning begins.
  static let firstStrength = 5.0
  /// The strength with which skills are drawn to their mean stays within these bounds, in votes.
  static let skillStrengthBounds = 0.5...50.0
  /// What the matrix of all workers is worth in a row of the shared one, in votes.
  static let sharedPull = 2.0
  /// Skills stay within these bounds: nobody is always right or always wrong.
  static let skillBounds = 0.01...0.99
  /// The least mean rate of a row, so that no answer is impossible.
  static let leastMean = 1e-4
  /// Expected answers below this many are passed over in the marginal likelihood.
  static let leastAnswer = 1e-9

  private let classes: Int
  /// The shared confusion matrix. Shape: [class x label].
  private(set) var shared: [Double]
  /// The skill of each worker. Shape: [worker].
  private(set) var skill: [Double]
  /// The strength of each shape.
  private(set) var strength: [Double]
  /// The probability that a worker's matrix has the shape *coin*. Shape: [worker].
  private(set) var coinProbability: [Double]
  /// The strength with which skills are drawn to their mean.
  private(set) var skillStrength = 4.0

  /// The prior before anything was learned from `table`.
  init(_ table: VoteTable) {
    classes = table.labelCount
    shared = Array(repeating: 1 / Double(classes), count: classes * classes)
    skill = Array(repeating: 0.5, count: table.workerCount)
    strength = Shape.allCases.map { _ in Self.firstStrength }
    coinProbability = Array(repeating: 0.5, count: table.workerCount)
  }

  /// The mean rate of `label` in row `class` of a worker's matrix, under a shape.
  @inline(__always)
  func mean(_ shape: Shape, worker: Int, class state: Int, label: Int) -> Double {
    switch shape {
    case .shared: return max(Self.leastMean, shared[state * classes + label])
    case .coin:
      let right = skill[worker]
      return state == label
        ? right : max(Self.leastMean, (1 - right) / Double(max(1, classes - 1)))
    }
  }

  /// The votes that the prior adds to those of `worker` with `label` in row `class`.
  @inline(__always)
  func pseudoCount(worker: Int, class state: Int, label: Int) -> Double {
    let coin = coinProbability[worker]
    return (1 - coin) * strength[0] * mean(.shared, worker: worker, class: state, label: label)
      + coin * strength[1] * mean(.coin, worker: worker, class: state, label: label)
  }

  /// The votes that the prior adds to a whole row of `worker`.
  func weight(ofWorker worker: Int) -> Double {
    let coin = coinProbability[worker]
    return (1 - coin) * strength[0] + coin * strength[1]
  }

  /// The probability that the matrix of `worker` has `shape`.
  func probability(of shape: Shape, worker: Int) -> Double {
    shape == .coin ? coinProbability[worker] : 1 - coinProbability[worker]
  }

  /// Sets the strength of a shape, in votes.
  mutating func setStrength(of shape: Shape, to value: Double) { strength[shape.rawValue] = value }

  /// Sets how probable the shape *coin* is for each worker. Shape: [worker].
  mutating func setCoinProbabilities(_ values: [Double]) { coinProbability = values }

  /// Learns shapes, strengths and probabilities from the expected answers. Shapes: [pair x class],
  /// [worker x class].
  mutating func learn(from answers: [Double], byWorker: [Double], of table: VoteTable) {
    learnShared(from: answers, of: table)
    learnSkills(from: answers, of: table)
    for shape in Shape.allCases {
      learnStrength(shape, from: answers, byWorker: byWorker, of: table)
    }
    learnProbabilities(from: answers, byWorker: byWorker, of: table)
  }

  /// The confusion matrix of the workers of the shape *shared*, drawn a little to that of all, each
  /// cell of which is given 1/classes of a vote.
  private mutating func learnShared(from answers: [Double], of table: VoteTable) {
    var all = [Double](repeating: 1 / Double(classes), count: classes * classes)
    var own = [Double](repeating: 0, count: classes * classes)
    for pair in 0..<table.pairCount {
      let label = Int(table.labelOfPair[pair])
      let weight = 1 - coinProbability[Int(table.workerOfPair[pair])]
      for state in 0..<classes {
        all[state * classes + label] += answers[pair * classes + state]
        own[state * classes + label] += weight * answers[pair * classes + state]
      }
    }
    for state in 0..<classes {
      let row = (state * classes)..<((state + 1) * classes)
      var (allSum, ownSum) = (0.0, 0.0)
      for cell in row {
        allSum += all[cell]
        ownSum += own[cell]
      }
      for cell in row {
        shared[cell] =
          (own[cell] + Self.sharedPull * all[cell] / allSum) / (ownSum + Self.sharedPull)
      }
    }
  }

  /// The skills, drawn to their mean with the strength that maximises their likelihood.
  private mutating func learnSkills(from answers: [Double], of table: VoteTable) {
    let right = table.sumByWorker(
      (0..<table.pairCount).map { answers[$0 * classes + Int(table.labelOfPair[$0])] })
    let all = table.voteCounts()
    let mean = min(max(right.reduce(0, +) / all.reduce(0, +), 0.01), 0.99)
    skillStrength = BetaStrength.fit(
      right: right, all: all, mean: mean, from: 4, within: Self.skillStrengthBounds)
    for worker in skill.indices {
      let value = (right[worker] + skillStrength * mean) / (all[worker] + skillStrength)
      skill[worker] = min(max(value, Self.skillBounds.lowerBound), Self.skillBounds.upperBound)
    }
  }
}
