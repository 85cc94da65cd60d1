/// One way to tell from a table of votes which label each task deserves.
///
/// A method is a value: its settings, nothing learned. The same table gives the same bits, on
/// however many cores. Every loop is bounded; a method that stops at its bound says so.
public protocol VoteMethod: Sendable {
  /// The method's usual name.
  var name: String { get }

  /// Infers the labels of all tasks of `table`. Sees votes alone, never a truth.
  func infer(_ table: VoteTable) -> VoteResult

  /// About how many bytes `infer` holds at a time beside the table: nothing stops it from asking
  /// for more than there is, so ask this first where tasks and labels are many.
  func bytesNeeded(for table: VoteTable) -> Double
}

extension VoteMethod {
  /// Four arrays of [task x label]: what nearly every method holds.
  public func bytesNeeded(for table: VoteTable) -> Double { table.bytes(beliefs: 4) }
}

extension VoteTable {
  /// The bytes of so many arrays of [task x state], [pair x state], [worker x state] and [label x
  /// state]; the states are the labels, `subtypes` of each.
  func bytes(
    beliefs: Int, terms: Int = 0, rows: Int = 0, squares: Int = 0, subtypes: Int = 1
  ) -> Double {
    let rowCount =
      Double(beliefs) * Double(taskCount) + Double(terms) * Double(pairCount)
      + Double(rows) * Double(workerCount)
    let states = Double(labelCount * subtypes)
    return 8 * states * (rowCount + Double(squares) * Double(labelCount))
  }
}

/// A method that goes round by round until it comes to rest.
public protocol IterativeMethod: VoteMethod {
  /// When it stops.
  var stopping: StoppingRule { get set }
}

/// Where an iteration stops: when no belief moves more than `tolerance`, when the likelihood has
/// all but ceased to grow, or after `limit` rounds.
public struct StoppingRule: Sendable, Equatable {
  /// The greatest number of rounds, at least 1.
  public let limit: Int
  /// The greatest change, of any belief, that counts as none.
  public let tolerance: Double
  /// The gain in log-likelihood, for each vote, that counts as none; minus infinity: no gain does.
  /// Only the classic Dawid-Skene looks at it.
  public let leastGain: Double

  /// A rule; a limit below 1 counts as 1.
  public init(limit: Int, tolerance: Double, leastGain: Double = -.infinity) {
    self.limit = max(1, limit)
    self.tolerance = tolerance
    self.leastGain = leastGain
  }

  /// The same rule with at most so many rounds.
  public func limited(to limit: Int) -> StoppingRule {
    StoppingRule(limit: min(limit, self.limit), tolerance: tolerance, leastGain: leastGain)
  }

  /// What the methods take if nothing else is said.
  public static let usual = StoppingRule(limit: 200, tolerance: 1e-5)

  /// What the classic Dawid-Skene takes: on a great table some belief moves for hundreds of rounds
  /// while the likelihood stands still. crowd-kit 1.4 stops at ten times this gain.
  public static let byLikelihood = StoppingRule(limit: 200, tolerance: 1e-5, leastGain: 1e-6)
}
