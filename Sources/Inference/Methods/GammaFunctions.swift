/// The logarithm of the gamma function and its derivative, for positive arguments.
///
/// Own code, for the C library's `lgamma` writes a global and its last bits differ between systems.
enum GammaFunctions {
  /// Arguments are carried up to this one before the asymptotic series is used; the first term left
  /// out is then below 1e-12.
  private static let seriesStart = 8.0
  /// log(2 pi) / 2.
  private static let halfLogTwoPi = 0.918_938_533_204_672_8

  /// log Gamma(`value`). Source: NIST DLMF 5.11.1, with the recurrence 5.5.1.
  static func logGamma(_ value: Double) -> Double {
    var (argument, product) = (value, 1.0)
    while argument < seriesStart {
      product *= argument
      argument += 1
    }
    let inverse = 1 / argument
    let square = inverse * inverse
    let series =
      inverse * (1 / 12.0 - square * (1 / 360.0 - square * (1 / 1260.0 - square / 1680.0)))
    return (argument - 0.5) * Logarithm.natural(argument) - argument + halfLogTwoPi + series
      - Logarithm.natural(product)
  }

  /// The derivative of `logGamma`. Source: NIST DLMF 5.11.2, with the recurrence 5.5.2.
  static func digamma(_ value: Double) -> Double {
    var (argument, sum) = (value, 0.0)
    while argument < seriesStart {
      sum -= 1 / argument
      argument += 1
    }
    let inverse = 1 / argument
    let square = inverse * inverse
    let tail = 1 / 252.0 - square * (1 / 240.0 - square / 132)
    let series = square * (1 / 12.0 - square * (1 / 120.0 - square * tail))
    return sum + Logarithm.natural(argument) - inverse / 2 - series
  }
}
