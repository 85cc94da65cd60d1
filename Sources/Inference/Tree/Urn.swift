/// The Pólya urn by which those who err take wrong children (Blackwell & MacQueen 1973,
/// DOI 10.1214/aos/1176342372): the first at random, each next one more likely as others did.
struct Urn {
  /// Infinite for draws that do not know of each other.
  let concentration: Double

  /// The log-probability of `count` draws of one child, but for the total's share: the rising
  /// factorial of concentration x chance.
  func logDraws(_ count: Int, chance: Double) -> Double {
    guard concentration < .infinity else { return Double(count) * Logarithm.natural(chance) }
    return logRising(concentration * chance, count)
  }

  /// What all draws together are divided by.
  func logTotal(_ count: Int) -> Double {
    concentration < .infinity ? logRising(concentration, count) : 0
  }

  /// log(x (x + 1) ... (x + count - 1)), by products of bounded length.
  private func logRising(_ start: Double, _ count: Int) -> Double {
    var (sum, product) = (0.0, 1.0)
    for step in 0..<count {
      product *= start + Double(step)
      if product > 1e200 || product < 1e-200 {
        sum += Logarithm.natural(product)
        product = 1
      }
    }
    return sum + Logarithm.natural(product)
  }
}
