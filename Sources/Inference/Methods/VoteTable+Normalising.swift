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

  /// The same for a belief of which only what is not zero is written; ends `task`.
  @inline(__always)
  static func normalise(
    _ scores: UnsafeMutablePointer<Double>, _ count: Int, of task: Int,
    into writer: inout SparseBeliefs.Writer, _ rounding: Rounding
  ) -> Double {
    let greatest = greatest(scores, count)
    let least = greatest + leastScore
    var (sum, found) = (0.0, 0)
    // What is left moves to the front: its score, then its odds, and its state.
    withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { states in
      for first in stride(from: 0, to: count, by: 64) {
        var open = places(of: scores + first, min(64, count - first), atLeast: least)
        while open != 0 {
          states[found] = first + open.trailingZeroBitCount
          scores[found] = scores[states[found]]
          found += 1
          open &= open - 1
        }
      }
      if found == 1 { return writer.settle(task, in: states[0]) }
      for place in 0..<found {
        scores[place] = Logarithm.exponential(scores[place] - greatest)
        sum += rounding.ofScores.rounded(scores[place])
      }
      for place in 0..<found {
        let belief = rounding.ofBeliefs.rounded(scores[place] / sum)
        if belief != 0 { writer.add(belief, in: states[place]) }
      }
      writer.end(task)
    }
    return rounding.ofEvidence.rounded(
      found == 1 ? greatest : greatest + Logarithm.natural(sum))
  }

  /// Which of at most 64 numbers are not below `least`: a bit each. Without branches.
  @inline(__always)
  private static func places(
    of numbers: UnsafeMutablePointer<Double>, _ count: Int, atLeast least: Double
  ) -> UInt64 {
    var (places, place) = (UInt64(0), 0)
    while place + 4 <= count {
      let isBelow = four(numbers + place) .< least
      let bits = SIMD4<UInt64>(1, 2, 4, 8).replacing(with: 0, where: isBelow)
      places |= bits.wrappedSum() << UInt64(truncatingIfNeeded: place)
      place += 4
    }
    while place < count {
      places |= (numbers[place] < least ? 0 : 1) << UInt64(truncatingIfNeeded: place)
      place += 1
    }
    return places
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
      greatest = max(max(greatests[0], greatests[1]), max(greatests[2], greatests[3]))
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
