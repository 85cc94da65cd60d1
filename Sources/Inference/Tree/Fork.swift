/// The votes at one fork: who took which of its answered children, and how probable that is for
/// each child that may be the right one.
struct Fork {
  /// By grid point of the shift: the log-probability that all votes are wrong.
  private var allWrong: [Double]
  /// By answered child and grid point: what it adds if that child's votes are right instead.
  private var gains: [[Double]] = []
  private let grid: DifficultyGrid

  /// An empty fork of a crowd.
  init(_ grid: DifficultyGrid) {
    self.grid = grid
    allWrong = grid.logWeights
  }

  /// Enters the votes for one more child, by the logits of their accuracies.
  mutating func enter(logits: [Double]) {
    var gain = [Double](repeating: 0, count: grid.shifts.count)
    for logit in logits {
      for (point, shift) in grid.shifts.enumerated() {
        let shifted = logit * grid.scale + shift
        allWrong[point] -= Logarithm.ofOnePlusExponential(shifted)
        // log P(right) - log P(wrong) is the logit itself.
        gain[point] += shifted
      }
    }
    gains.append(gain)
  }

  /// The log-probability that all votes are wrong: the right child is one that nobody took.
  var logAllWrong: Double { Logarithm.ofSum(allWrong) }

  /// The log-probability that the votes of one child are right and all others wrong.
  func logRight(child: Int) -> Double {
    Logarithm.ofSum(zip(allWrong, gains[child]).map { $0 + $1 })
  }
}

/// Where the shift of a fork's difficulty is looked at: Gauss-Hermite points of a normal
/// distribution (Abramowitz & Stegun 1964, table 25.10), in O(1) a vote.
struct DifficultyGrid {
  /// The shifts of the logit.
  let shifts: [Double]
  /// The logarithms of their weights, which sum to one.
  let logWeights: [Double]
  /// What logits are stretched by, so that the mean over the shifts stays the accuracy: the logit
  /// of a logistic-normal mean shrinks by about this much (MacKay 1992,
  /// DOI 10.1162/neco.1992.4.5.720).
  let scale: Double

  init(_ deviation: Double) {
    guard deviation > 0 else {
      (shifts, logWeights, scale) = ([0], [0], 1)
      return
    }
    let points = [-2.856970013872806, -1.355626179974266, 0, 1.355626179974266, 2.856970013872806]
    let weights = [
      0.01125741132772069, 0.2220759220056126, 0.5333333333333333, 0.2220759220056126,
      0.01125741132772069,
    ]
    shifts = points.map { $0 * deviation }
    logWeights = weights.map(Logarithm.natural)
    scale = (1 + deviation * deviation * Double.pi / 8).squareRoot()
  }
}
