/// The Dirichlet prior of `PooledConfusion`: two shapes, a strength for each, and how probable each
/// shape is for each worker.
struct ConfusionPrior: Sendable {
  /// A shape of the rows of a confusion matrix.
  enum Shape: Int, CaseIterable { case shared, coin }

  /// The strengths stay within these bounds, in votes.
  static let strengthBounds = 1.0...1000.0
  /// The strength from which the learning begins: strong, for early beliefs are poor witnesses.
  static let firstStrength = 30.0
  /// The strength with which skills are drawn to their mean stays within these bounds, in votes.
  static let skillStrengthBounds = 0.5...50.0
  /// Skills stay within these bounds: nobody is always right or always wrong.
  static let skillBounds = 0.01...0.99
  /// The least mean rate of a row, so that no answer is impossible.
  static let leastMean = 1e-4
  /// Expected answers below this many are passed over in the marginal likelihood.
  static let leastAnswer = 1e-9

  private let classes: Int
  /// The answers behind the shared confusion matrix, the prior's included. Shape: [class x label].
  private(set) var shared: [Double]
  /// The sum of each row of `shared`. Shape: [class].
  private(set) var sharedSums: [Double]
  /// How much each worker's answers count in `shared`. Shape: [worker].
  private(set) var sharedWeight: [Double]
  /// The strength with which the shared rows are drawn to a coin of the mean skill.
  private(set) var sharedPull = 2.0
  /// The mean skill of all votes.
  private(set) var meanSkill = 0.5
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
    sharedSums = Array(repeating: 1, count: classes)
    sharedWeight = Array(repeating: 0.5, count: table.workerCount)
    skill = Array(repeating: 0.5, count: table.workerCount)
    strength = Shape.allCases.map { _ in Self.firstStrength }
    coinProbability = Array(repeating: 0.5, count: table.workerCount)
  }

  /// An entry of a worker's confusion matrix, with the answers expected in it and in its row.
  struct Cell {
    let worker: Int
    let state: Int
    let label: Int
    let count: Double
    let rowCount: Double
  }

  /// The mean rate of a cell under a shape. The shared rate is taken without the worker's own
  /// answers: else the few who ever gave a rare answer would be their own witnesses.
  @inline(__always)
  func mean(_ shape: Shape, of cell: Cell) -> Double {
    switch shape {
    case .shared:
      let weight = sharedWeight[cell.worker]
      let above = shared[cell.state * classes + cell.label] - weight * cell.count
      let below = sharedSums[cell.state] - weight * cell.rowCount
      return max(Self.leastMean, above / below)
    case .coin:
      let right = skill[cell.worker]
      return cell.state == cell.label
        ? right : max(Self.leastMean, (1 - right) / Double(max(1, classes - 1)))
    }
  }

  /// The votes that the prior adds to those in a cell.
  @inline(__always)
  func pseudoCount(of cell: Cell) -> Double {
    let coin = coinProbability[cell.worker]
    return (1 - coin) * strength[0] * mean(.shared, of: cell)
      + coin * strength[1] * mean(.coin, of: cell)
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
    learnSkills(from: answers, of: table)
    learnShared(from: answers, of: table)
    for shape in Shape.allCases {
      learnStrength(shape, from: answers, byWorker: byWorker, of: table)
    }
    learnProbabilities(from: answers, byWorker: byWorker, of: table)
  }

  /// The answers of the workers of the shape *shared*, drawn to the coin of the mean skill.
  private mutating func learnShared(from answers: [Double], of table: VoteTable) {
    var own = [Double](repeating: 0, count: classes * classes)
    let grid = table.beliefGrid
    sharedWeight = coinProbability.map { 1 - $0 }
    for pair in 0..<table.pairCount {
      let label = Int(table.labelOfPair[pair])
      let weight = sharedWeight[Int(table.workerOfPair[pair])]
      for state in 0..<classes {
        own[state * classes + label] += grid.rounded(weight * answers[pair * classes + state])
      }
    }
    learnPull(from: own)
    let rowGrid = SumGrid(
      sumsUpTo: Double(table.voteCount) + 2 * Self.strengthBounds.upperBound)
    for state in 0..<classes {
      var sum = 0.0
      for label in 0..<classes {
        let cell = state * classes + label
        shared[cell] = rowGrid.rounded(
          own[cell] + sharedPull * meanCoin(class: state, label: label))
        sum += shared[cell]
      }
      sharedSums[state] = sum
    }
  }

  /// One step of Minka's fixed point for the strength with which the shared rows are drawn.
  private mutating func learnPull(from own: [Double]) {
    var (above, below) = (0.0, 0.0)
    let grid = SumGrid(sumsUpTo: 64 * Double(classes) * Double(classes))
    for state in 0..<classes {
      var sum = 0.0
      for label in 0..<classes where own[state * classes + label] > Self.leastAnswer {
        let mean = meanCoin(class: state, label: label)
        let count = own[state * classes + label]
        sum += count
        above += grid.rounded(
          mean
            * (GammaFunctions.digamma(count + sharedPull * mean)
              - GammaFunctions.digamma(sharedPull * mean)))
      }
      below += grid.rounded(
        GammaFunctions.digamma(sum + sharedPull) - GammaFunctions.digamma(sharedPull))
    }
    let bounds = Self.strengthBounds
    let new = below > Self.leastAnswer ? sharedPull * above / below : bounds.upperBound
    sharedPull = min(max(new, bounds.lowerBound), bounds.upperBound)
  }

  /// The rate of `label` in row `class` of one with the mean skill.
  private func meanCoin(class state: Int, label: Int) -> Double {
    let wrong = (1 - meanSkill) / Double(max(1, classes - 1))
    return state == label ? meanSkill : max(Self.leastMean, wrong)
  }

  /// The skills, drawn to their mean with the strength that maximises their likelihood.
  private mutating func learnSkills(from answers: [Double], of table: VoteTable) {
    let right = table.sumByWorker(
      (0..<table.pairCount).map { answers[$0 * classes + Int(table.labelOfPair[$0])] })
    let all = table.voteCounts()
    let mean = min(max(right.reduce(0, +) / all.reduce(0, +), 0.01), 0.99)
    meanSkill = mean
    skillStrength = BetaStrength.fit(
      right: right, all: all, mean: mean, from: 4, within: Self.skillStrengthBounds)
    for worker in skill.indices {
      let value = (right[worker] + skillStrength * mean) / (all[worker] + skillStrength)
      skill[worker] = min(max(value, Self.skillBounds.lowerBound), Self.skillBounds.upperBound)
    }
  }
}
