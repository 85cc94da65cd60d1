#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The logarithms of the module; the only file that needs the C library.
enum Logarithm {
  /// The natural logarithm; minus infinity at zero.
  static func natural(_ value: Double) -> Double { log(value) }

  /// `log(1 + value)`, exact for small values.
  static func ofOnePlus(_ value: Double) -> Double { log1p(value) }

  /// `log(1 + exp(value))`, without overflow.
  static func ofOnePlusExponential(_ value: Double) -> Double {
    value > 0 ? value + log1p(exp(-value)) : log1p(exp(value))
  }

  /// e to the power `value`; zero at minus infinity.
  static func exponential(_ value: Double) -> Double { exp(value) }

  /// The logarithm of the sum of the exponentials of `terms`, summed in their order.
  ///
  /// The greatest term is taken out first, so nothing overflows. Minus infinity if there are no
  /// terms or all are minus infinity. Source: Blanchard, Higham & Higham 2021,
  /// DOI 10.1093/imanum/draa038.
  static func ofSum(_ terms: some Sequence<Double>) -> Double {
    var greatest = -Double.infinity
    for term in terms where term > greatest { greatest = term }
    guard greatest > -Double.infinity else { return greatest }
    var sum = 0.0
    for term in terms { sum += exp(term - greatest) }
    return greatest + log(sum)
  }
}
