/// Rounds numbers to a grid so coarse that their sums are exact: then the order in which they are
/// added, and so the names of tasks and workers, cannot change a bit.
///
/// Sums of doubles differ by their order only because each addition rounds. Addends that are
/// multiples of one step, of which no sum is longer than 2^53 steps, are added without rounding.
/// The step is the bound on the sums times 2^-49 to 2^-50, so that what is lost is about what
/// rounding loses. Numbers beyond the bound stay nearly as they are: the sum is then as good as any
/// other, only not free of its order. Not-a-number and the infinities stay what they are.
///
/// Source: pre-rounding, Demmel & Nguyen 2015, DOI 10.1109/TC.2014.2345391.
struct SumGrid: Sendable {
  /// Added and taken away again, it leaves a multiple of the step: its own last bit.
  let shift: Double

  /// A grid for addends whose sizes add up to no more than `bound`.
  init(sumsUpTo bound: Double) {
    let exponent = bound > 0 && bound.isFinite ? bound.exponent : 0
    shift = Double(sign: .plus, exponent: exponent + 2, significand: 1.5)
  }

  /// A grid for the sum of these values, or of any of them.
  init(of values: [Double]) {
    var greatest = 0.0
    for value in values { greatest = max(greatest, abs(value)) }
    self.init(sumsUpTo: greatest * Double(max(1, values.count)))
  }

  /// The nearest multiple of the step.
  @inline(__always)
  func rounded(_ value: Double) -> Double { (value + shift) - shift }

  /// The sum of some values, the same in any order.
  static func sum(_ values: [Double]) -> Double {
    let grid = SumGrid(of: values)
    return values.reduce(0) { $0 + grid.rounded($1) }
  }
}

extension VoteTable {
  /// For beliefs, shares and credits, which are counted over tasks or votes.
  var beliefGrid: SumGrid { SumGrid(sumsUpTo: Double(voteCount + taskCount + labelCount)) }

  /// For the logarithms that are added for the votes of one task, none of them below -64 in a
  /// method of this library, and the prior's, none below -1000.
  var termGrid: SumGrid { SumGrid(sumsUpTo: 64 * Double(mostVotesOfTask) + 1024) }

  /// For logarithms of that kind, added over all votes and tasks.
  var evidenceGrid: SumGrid {
    SumGrid(sumsUpTo: 64 * Double(voteCount) + 1024 * Double(taskCount))
  }
}
