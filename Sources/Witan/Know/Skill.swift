import Inference

/// What one expert has proved in one subject: counts by branch of the taxonomy and world region.
///
/// Sums are whole parts per million, so that adding and taking back lessons in any order gives the
/// same record to the bit.
public struct Skill: Codable, Equatable, Sendable {
  /// The subject.
  public let subject: ID<Subject>
  /// The expert.
  public let expert: ID<Member>
  /// The cells that have observations, by region and then branch.
  public var cells: [Cell]
  /// How many answers ended at each depth of the taxonomy: 0 is "can't tell".
  public var depths: [Int]
  /// How often the costliest class was met, and missed.
  public var misses: Misses
  /// How far the answers speak for copying, in thousandths of a natural logarithm of odds.
  public var copying: Int

  /// A record without observations.
  public init(subject: ID<Subject>, expert: ID<Member>) {
    self.subject = subject
    self.expert = expert
    (cells, depths, misses, copying) = ([], [], Misses(), 0)
  }

  /// One branch in one region.
  public struct Cell: Codable, Equatable, Sendable {
    /// Where: the taxon below the root (empty for a plain list) and the region (empty: untold).
    public let branch: String
    public let region: String
    /// By depth below the root: weight of right and of wrong steps, in parts per million.
    public var right: [Int]
    public var wrong: [Int]
    /// What the answers here were worth.
    public var worth: Worth
  }

  /// The key under which the record stands.
  public static func key(_ subject: ID<Subject>, _ expert: ID<Member>) -> String {
    "\(subject.text)/\(expert.text)"
  }

  /// Adds a lesson (`sign` 1) or takes it back (-1).
  public mutating func learn(_ lesson: Lesson, sign: Int) {
    depths.accumulate([Int](repeating: 0, count: lesson.depth) + [1], sign)
    misses.learn(lesson.misses, sign: sign)
    copying += sign * lesson.copying
    guard !lesson.right.isEmpty else { return }
    let place = cells.firstIndex { ($0.region, $0.branch) >= (lesson.region, lesson.branch) }
    let isKnown = place.map {
      cells[$0].region == lesson.region && cells[$0].branch == lesson.branch
    }
    let at = place ?? cells.count
    if isKnown != true {
      let cell = Cell(
        branch: lesson.branch, region: lesson.region, right: [], wrong: [], worth: Worth())
      cells.insert(cell, at: at)
    }
    cells[at].right.accumulate(lesson.right, sign)
    cells[at].wrong.accumulate(lesson.wrong, sign)
    cells[at].worth.learn(milliBits: lesson.milliBits, sign: sign)
    if cells[at].worth.answers == 0 { cells.remove(at: at) }
  }

  /// The accuracy at a depth in a branch and region, partially pooled: the novice's, moved by all
  /// that was seen of this expert, then by what was seen in this region, shifted for home or away,
  /// then by what was seen in this branch. The step below the root chooses the branch, so there
  /// the branch has no say.
  ///
  /// - Parameter isHome: whether the expert lives in the region; nil where that is not known.
  /// - Returns: mean and standard deviation of the accuracy, in 0...1.
  public func accuracy(
    branch: String, region: String, isHome: Bool?, depth: Int, rule: Rule
  ) -> (mean: Double, deviation: Double) {
    var (all, local, close) = (Count(), Count(), Count())
    for cell in cells {
      all.add(cell, depth: depth)
      if cell.region == region { local.add(cell, depth: depth) }
      if cell.branch == branch { close.add(cell, depth: depth) }
    }
    return Self.accuracy(
      all: all, local: local, close: close, isHome, depth: depth, unfit: unfitShare(rule), rule)
  }

  /// The same from what was seen in all, in the region and in the branch, and the probability that
  /// the expert is unfit.
  static func accuracy(
    all: Count, local: Count, close: Count, _ isHome: Bool?, depth: Int, unfit: Double,
    _ rule: Rule
  ) -> (mean: Double, deviation: Double) {
    let expert = all.pooled(towards: rule.noviceAccuracy(depth: depth), unfit, rule)
    let here = local.pooled(towards: rule.shifted(expert.mean, isHome: isHome), rule, level: 1)
    let finest = (depth > 1 ? close : Count()).pooled(towards: here.mean, rule, level: 2)
    return (finest.mean, min(expert.standardDeviation, finest.standardDeviation))
  }

  /// Observations of one level, in parts per million.
  struct Count {
    private var (right, wrong) = (0, 0)

    /// Nothing seen.
    init() {}

    /// Adds what was seen in a cell at a depth.
    mutating func add(_ cell: Cell, depth: Int) {
      right += cell.right.at(depth)
      wrong += cell.wrong.at(depth)
    }

    /// The first level: of the fit and of the unfit, by how probable each is.
    fileprivate func pooled(towards mean: Double, _ unfit: Double, _ rule: Rule) -> BetaEstimate {
      let fit = pooled(towards: mean, rule, level: 0)
      guard unfit > 0, let newcomers = rule.newcomers else { return fit }
      let other = pooled(
        towards: Double(newcomers.unfitAccuracyPartsPerMillion) / 1e6, rule, level: 0)
      return fit.mixed(with: other, share: unfit)
    }

    fileprivate func pooled(towards mean: Double, _ rule: Rule, level: Int) -> BetaEstimate {
      let strengths = rule.poolingStrengths
      let strength = level < strengths.count ? strengths[level] : 0
      return BetaEstimate.pooled(
        priorMean: mean, strength: Double(strength), right: Double(right) / 1e6,
        wrong: Double(wrong) / 1e6)
    }
  }

  /// The share of this expert's answers that go on below a depth, of those that came so far; what
  /// is not known is held to go on.
  public func goingOn(below depth: Int) -> Double {
    let further = depths.dropFirst(depth + 1).reduce(0, +)
    let ended = depth < depths.count ? depths[depth] : 0
    return Double(further + 8) / Double(further + ended + 9)
  }

  /// How many answers the expert has been judged by in a region.
  public func judged(in region: String) -> Int {
    cells.filter { $0.region == region }.reduce(0) { $0 + $1.worth.answers }
  }

  /// What all answers were worth together.
  public var worth: Worth {
    cells.reduce(into: Worth()) { sum, cell in sum.add(cell.worth) }
  }
}

/// What one answered question taught about one expert.
public struct Lesson: Codable, Equatable, Sendable {
  public let expert: ID<Member>
  /// The branch that the expert named.
  public let branch: String
  public let region: String
  /// The depth of the answer; 0 for "can't tell".
  public let depth: Int
  /// By depth below the root, in parts per million of one observation.
  public let right: [Int]
  public let wrong: [Int]
  /// What the answer was worth: log2 of how much it raised the truth's probability, times 1,000.
  public let milliBits: Int
  /// Whether the costliest class was met, and missed.
  public let misses: Misses
  /// How far the answer speaks for copying, in thousandths of a natural logarithm of odds.
  public var copying: Int

  /// Takes the parts as they are.
  public init(
    expert: ID<Member>, branch: String, region: String, depth: Int, right: [Int], wrong: [Int],
    milliBits: Int, misses: Misses = Misses(), copying: Int = 0
  ) {
    (self.misses, self.copying) = (misses, copying)
    (self.expert, self.branch, self.region, self.depth) = (expert, branch, region, depth)
    (self.right, self.wrong, self.milliBits) = (right, wrong, milliBits)
  }
}

extension [Int] {
  /// The number at a depth, depths counting from 1; zero beyond the end.
  fileprivate func at(_ depth: Int) -> Int {
    (1...Swift.max(count, 1)).contains(depth) && depth <= count ? self[depth - 1] : 0
  }

  /// Adds another list, without leaving zeros at the end.
  fileprivate mutating func accumulate(_ other: [Int], _ sign: Int) {
    if count < other.count { self += [Int](repeating: 0, count: other.count - count) }
    for (place, number) in other.enumerated() { self[place] += sign * number }
    while last == 0 { removeLast() }
  }
}
