/// What is known of the workers' accuracies from the lessons of one round.
///
/// A level's mean is drawn from the level above by `BetaEstimate`'s rule: the novice's at this
/// depth, moved by all of the worker's steps there, then by those in the region (its centre shifted
/// where the worker is at home or away), then by those in the branch, which the first step only
/// chooses. A vote's accuracy leaves out what its own task taught.
struct TaxonSkills: Sendable {
  /// What a novice's mean is at each depth before anything was seen; the last holds further down.
  static let noviceStart = [0.85, 0.75, 0.65]
  /// What those are worth, in steps seen.
  static let noviceStrength = 10.0
  /// The strengths among which is chosen.
  static let strengthGrid = [1.0, 2, 4, 8, 16, 32, 64]
  /// How much easier home is, as a shift of the logit, and how much harder away.
  static let homeShift = 0.8
  static let awayShift = -0.3

  /// What each level's own mean is worth beneath it, in steps. Shape: [level].
  private(set) var strengths = [8.0, 16, 16]
  /// The novice's accuracy. Shape: [depth].
  private(set) var novice: [Double]
  /// Right and wrong steps in whole parts. Shape: [level][cell x depth].
  private var right: [[Int64]]
  private var wrong: [[Int64]]
  /// What each step taught, in whole parts. Shape: [step].
  private var ownRight: [Int64]
  private var ownWrong: [Int64]
  private let cells: TaxonCells

  /// Nobody has been seen.
  init(_ cells: TaxonCells) {
    self.cells = cells
    novice = (0..<cells.depthCount).map { Self.start(atDepth: $0) }
    right = cells.cellCount.map { [Int64](repeating: 0, count: $0 * cells.depthCount) }
    wrong = right
    ownRight = [Int64](repeating: 0, count: cells.stepCount)
    ownWrong = ownRight
  }

  private static func start(atDepth depth: Int) -> Double {
    noviceStart[min(depth, noviceStart.count - 1)]
  }

  /// Puts the lessons of a round in place of the earlier ones. Shapes: [step]. O(steps).
  mutating func learn(right taughtRight: [Double], wrong taughtWrong: [Double]) {
    ownRight = taughtRight.map(WholeParts.parts)
    ownWrong = taughtWrong.map(WholeParts.parts)
    for level in 0..<TaxonCells.levels {
      for place in right[level].indices { (right[level][place], wrong[level][place]) = (0, 0) }
      for vote in 0..<(cells.stepStart.count - 1) {
        let cell = Int(cells.cell[vote * TaxonCells.levels + level])
        guard cell >= 0 else { continue }
        for (depth, step) in cells.steps(ofVote: vote).enumerated() {
          right[level][cell * cells.depthCount + depth] += ownRight[step]
          wrong[level][cell * cells.depthCount + depth] += ownWrong[step]
        }
      }
    }
    for depth in 0..<cells.depthCount {
      var (seenRight, seen) = (Int64(0), Int64(0))
      for cell in 0..<cells.cellCount[0] {
        let place = cell * cells.depthCount + depth
        seenRight += right[0][place]
        seen += right[0][place] + wrong[0][place]
      }
      novice[depth] =
        (Self.noviceStrength * Self.start(atDepth: depth) + WholeParts.value(seenRight))
        / (Self.noviceStrength + WholeParts.value(seen))
    }
  }

  /// Chooses each level's strength anew, the others as they are: that by which the steps are best
  /// foretold by all others' lessons.
  ///
  /// The levels overlap, so that a beta-binomial likelihood a level would count steps twice; what
  /// is foretold without the step itself counts none. O(steps x grid).
  /// Source: predictive sample reuse, Geisser 1975, DOI 10.1080/01621459.1975.10479865; Stone
  /// 1974, DOI 10.1111/j.2517-6161.1974.tb00994.x.
  mutating func chooseStrengths() {
    for level in 0..<TaxonCells.levels {
      var best = (strength: strengths[level], score: Int64.min)
      for strength in Self.strengthGrid {
        strengths[level] = strength
        let score = foretold()
        if score > best.score { best = (strength, score) }
      }
      strengths[level] = best.strength
    }
  }

  /// The log-probability of all lessons, each foretold by the others, in whole parts.
  private func foretold() -> Int64 {
    var sums = [Int64](repeating: 0, count: Parts.count)
    Slots.write(to: &sums) { slots in
      Parts.forEach(in: cells.stepStart.count - 1, steps: cells.stepCount * 16) { part, range in
        for vote in range {
          for (depth, step) in cells.steps(ofVote: vote).enumerated() {
            let (isRight, isWrong) = (ownRight[step], ownWrong[step])
            guard isRight + isWrong > 0 else { continue }
            let mean = Self.bounded(accuracy(ofVote: vote, depth: depth))
            let score =
              WholeParts.value(isRight) * Logarithm.natural(mean)
              + WholeParts.value(isWrong) * Logarithm.natural(1 - mean)
            slots.base[part] += WholeParts.parts(score)
          }
        }
      }
    }
    return sums.reduce(0, +)
  }

  private static func bounded(_ mean: Double) -> Double {
    min(max(mean, TreeVote.accuracyBounds.lowerBound), TreeVote.accuracyBounds.upperBound)
  }

  /// The accuracy of a vote at a depth (0 is the step below the root), without its own task.
  func accuracy(ofVote vote: Int, depth: Int) -> Double {
    let step = cells.stepStart[vote] + depth
    var mean = novice[depth]
    for level in 0..<TaxonCells.levels where level < 2 || depth > 0 {
      if level == 1 && cells.isHome[vote] >= 0 {
        mean = Self.shifted(mean, by: cells.isHome[vote] == 1 ? Self.homeShift : Self.awayShift)
      }
      let cell = Int(cells.cell[vote * TaxonCells.levels + level])
      guard cell >= 0 else { continue }
      let place = cell * cells.depthCount + depth
      let isRight = WholeParts.value(right[level][place] - ownRight[step])
      let isWrong = WholeParts.value(wrong[level][place] - ownWrong[step])
      mean = (strengths[level] * mean + isRight) / (strengths[level] + isRight + isWrong)
    }
    return mean
  }

  private static func shifted(_ mean: Double, by shift: Double) -> Double {
    let odds = bounded(mean) / (1 - bounded(mean)) * Logarithm.exponential(shift)
    return odds / (1 + odds)
  }
}
