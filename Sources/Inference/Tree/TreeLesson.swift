/// What one answer taught about its giver: by step, how far it was right and how far wrong.
///
/// A step counts only as far as the way to it was right, so at each step right and wrong sum to the
/// belief that the step before was right; once off the way nothing more is learned.
public struct TreeLesson: Sendable, Equatable {
  /// The belief that each step was right. Shape: [step]; in [0, 1].
  public let right: [Double]
  /// The belief that each step was the first wrong one. Shape: [step]; in [0, 1].
  public let wrong: [Double]

  /// Below this a step is held to be off the way.
  private static let leastWeight = 1e-4

  /// Judges an answer by what is believed of each node on its path: by the votes of all others
  /// where nobody knows the truth, as one's own vote would speak for itself.
  public init(path: [Int32], belief: (Int32) -> Double) {
    var (right, wrong): ([Double], [Double]) = ([], [])
    var above = 1.0
    for node in path where above >= Self.leastWeight {
      let believed = min(above, max(0, belief(node)))
      right.append(believed)
      wrong.append(above - believed)
      above = believed
    }
    self.right = right
    self.wrong = wrong
  }

  /// Judges an answer by the truth.
  public init(path: [Int32], truth: Int32, in tree: BeliefTree) {
    self.init(path: path) { tree.isNode(truth, within: $0) ? 1 : 0 }
  }
}
