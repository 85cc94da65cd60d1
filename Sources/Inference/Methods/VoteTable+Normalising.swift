extension VoteTable {
  /// Below e to this power of the greatest belief, about 2^-53, a belief is zero: beside 1 it is
  /// lost in the rounding, and its exponential can be spared.
  private static var leastScore: Double { -36.7 }

  /// How sums over labels and over tasks are kept free of their order.
  struct Rounding: Sendable {
    fileprivate let ofScores: SumGrid
    fileprivate let ofBeliefs: SumGrid
    fileprivate let ofEvidence: SumGrid
  }

  /// The grids for tasks of so many states.
  func rounding(states: Int) -> Rounding {
    Rounding(
      ofScores: SumGrid(sumsUpTo: Double(states)), ofBeliefs: beliefGrid, ofEvidence: evidenceGrid)
  }

  /// Turns log scores into probabilities, notes the greatest change, gives the log of their sum.
  @inline(__always)
  static func normalise(
    _ scores: inout [Double], into row: UnsafeMutablePointer<Double>, change: inout Double,
    _ rounding: Rounding
  ) -> Double {
    scores.withUnsafeMutableBufferPointer { scores in
      guard let base = scores.baseAddress else { return 0 }
      let count = scores.count
      let greatest = greatest(base, count)
      var sum = 0.0
      for state in 0..<count {
        let score = base[state] - greatest
        // Most classes are out of the question: their exponential is spared.
        base[state] = score < leastScore ? 0 : Logarithm.exponential(score)
        sum += rounding.ofScores.rounded(base[state])
      }
      let moved = replace(row, by: base, times: 1 / sum, count, on: rounding.ofBeliefs)
      change = max(change, moved)
      return rounding.ofEvidence.rounded(greatest + Logarithm.natural(sum))
    }
  }

  /// The greatest of some numbers; four by four, for the loop is short and its end uncertain.
  @inline(__always)
  private static func greatest(_ numbers: UnsafeMutablePointer<Double>, _ count: Int) -> Double {
    var greatest = numbers[0]
    var state = 0
    if count >= 4 {
      var greatests = four(numbers)
      state = 4
      while state + 4 <= count {
        let next = four(numbers + state)
        greatests.replace(with: next, where: next .> greatests)
        state += 4
      }
      greatest = greatests.max()
    }
    while state < count {
      if numbers[state] > greatest { greatest = numbers[state] }
      state += 1
    }
    return greatest
  }

  /// Puts `numbers` times `scale`, rounded to `grid`, in the place of `row`; gives the greatest
  /// difference.
  @inline(__always)
  private static func replace(
    _ row: UnsafeMutablePointer<Double>, by numbers: UnsafeMutablePointer<Double>,
    times scale: Double, _ count: Int, on grid: SumGrid
  ) -> Double {
    var greatests = SIMD4<Double>.zero
    var state = 0
    while state + 4 <= count {
      let new = (four(numbers + state) * scale + grid.shift) - grid.shift
      let moved = new - four(row + state)
      let size = moved.replacing(with: -moved, where: moved .< 0)
      greatests.replace(with: size, where: size .> greatests)
      UnsafeMutableRawPointer(row + state).storeBytes(of: new, as: SIMD4<Double>.self)
      state += 4
    }
    var greatest = greatests.max()
    while state < count {
      let new = grid.rounded(numbers[state] * scale)
      let moved = abs(new - row[state])
      if moved > greatest { greatest = moved }
      row[state] = new
      state += 1
    }
    return greatest
  }

  /// Four numbers in a row.
  @inline(__always)
  private static func four(_ numbers: UnsafeMutablePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(numbers).loadUnaligned(as: SIMD4<Double>.self)
  }
}
