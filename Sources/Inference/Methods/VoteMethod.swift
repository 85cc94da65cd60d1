/// One way to tell from a table of votes which label each task deserves.
///
/// A method is a value: its settings, nothing learned. The same table gives the same bits, on
/// however many cores. Every loop is bounded; a method that stops at its bound says so.
public protocol VoteMethod: Sendable {
  /// The method's usual name.
  var name: String { get }

  /// Infers the labels of all tasks of `table`. Sees votes alone, never a truth.
  func infer(_ table: VoteTable) -> VoteResult
}

/// Where an iteration stops: when nothing moves more than `tolerance`, or after `limit` rounds.
public struct StoppingRule: Sendable, Equatable {
  /// The greatest number of rounds, at least 1.
  public let limit: Int
  /// The greatest change, of any belief, that counts as none.
  public let tolerance: Double

  /// A rule; a limit below 1 counts as 1.
  public init(limit: Int, tolerance: Double) {
    self.limit = max(1, limit)
    self.tolerance = tolerance
  }

  /// What the methods take if nothing else is said.
  public static let usual = StoppingRule(limit: 200, tolerance: 1e-5)
}
