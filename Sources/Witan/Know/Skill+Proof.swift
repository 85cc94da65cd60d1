extension Skill {
  /// How many judged answers in a region make somebody proved there.
  static let judgedToBeProved = 5
  /// Who is expected to be right by no more than this above an unknown expert is like any other.
  private static let leastAbove = 1e-6

  /// What may be built on an expert in a branch and region.
  enum Standing {
    /// No more than on anybody.
    case none
    /// More is to be expected of them than of an unknown expert: by where they live, or by what
    /// little was seen of them.
    case able
    /// They were judged in the region often enough, and are no worse in the branch than is
    /// expected of anybody.
    case proved
  }

  /// What may be built on the expert in a branch and region.
  ///
  /// - Parameter depth: the rank to which it is to reach, counting from the root.
  func standing(
    branch: String, region: String, isHome: Bool?, depth: Int, rule: Rule
  ) -> Standing {
    let accuracy = accuracy(
      branch: branch, region: region, isHome: isHome, depth: depth, rule: rule)
    return Self.standing(mean: accuracy.mean, judged: judged(in: region), depth: depth, rule)
  }

  /// The same of an accuracy and of how many answers were judged in the region.
  static func standing(mean: Double, judged: Int, depth: Int, _ rule: Rule) -> Standing {
    let novice = rule.noviceAccuracy(depth: depth)
    if mean >= novice && judged >= judgedToBeProved { return .proved }
    return mean > novice + leastAbove ? .able : .none
  }
}
