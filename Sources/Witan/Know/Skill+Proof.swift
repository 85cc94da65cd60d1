extension Skill {
  /// How many judged answers in a region make somebody proved there.
  static let judgedToBeProved = 5

  /// Whether the expert has proved skill in a region: judged there often enough, and no worse in
  /// the branch than is expected of anybody.
  ///
  /// - Parameter depth: the rank to which the proof is to reach, counting from the root.
  func isProved(
    branch: String, region: String, isHome: Bool?, depth: Int, rule: Rule
  ) -> Bool {
    guard judged(in: region) >= Self.judgedToBeProved else { return false }
    let accuracy = accuracy(
      branch: branch, region: region, isHome: isHome, depth: depth, rule: rule)
    return accuracy.mean >= rule.noviceAccuracy(depth: depth)
  }
}
