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

  /// A record without observations.
  public init(subject: ID<Subject>, expert: ID<Member>) {
    self.subject = subject
    self.expert = expert
    cells = []
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

  /// The accuracy at a depth in a branch and region, partially pooled: the novice's, moved by what
  /// was seen in other regions, then by other branches of this region, then by this very cell.
  ///
  /// - Returns: mean and standard deviation of the accuracy, in 0...1.
  public func accuracy(
    branch: String, region: String, depth: Int, rule: Rule
  ) -> (mean: Double, deviation: Double) {
    var counts = [(right: Double, wrong: Double)](repeating: (0, 0), count: 3)
    for cell in cells {
      let level = cell.region != region ? 0 : cell.branch != branch ? 1 : 2
      counts[level].right += Double(cell.right.at(depth)) / 1e6
      counts[level].wrong += Double(cell.wrong.at(depth)) / 1e6
    }
    let pooled = BetaEstimate.pooled(
      priorMean: rule.noviceAccuracy(depth: depth),
      strengths: rule.poolingStrengths.map(Double.init), counts: counts)
    return (pooled.mean, pooled.standardDeviation)
  }

  /// What all answers were worth together.
  public var worth: Worth {
    cells.reduce(into: Worth()) { sum, cell in sum.add(cell.worth) }
  }
}

/// What one answered question taught about one expert.
public struct Lesson: Codable, Equatable, Sendable {
  public let expert: ID<Member>
  public let branch: String
  public let region: String
  /// By depth below the root, in parts per million of one observation.
  public let right: [Int]
  public let wrong: [Int]
  /// What the answer was worth: log2 of how much it raised the truth's probability, times 1,000.
  public let milliBits: Int
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
