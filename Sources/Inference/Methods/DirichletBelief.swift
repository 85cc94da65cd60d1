/// A Dirichlet belief over cells that all have the same prior count, fed cell by cell.
///
/// Cells that were never fed need not be named: they add nothing to the divergence but through the
/// total. That keeps a worker's habits as small as the labels that he used.
struct DirichletBelief {
  private let prior: Double
  private let cells: Double
  private let digammaOfTotal: Double
  private(set) var divergence: Double

  /// A belief over `cells` cells of which all counts together will be `total`.
  init(prior: Double, cells: Double, total: Double) {
    self.prior = prior
    self.cells = cells
    let whole = total + prior * cells
    digammaOfTotal = GammaFunctions.digamma(whole)
    divergence = GammaFunctions.logGamma(whole) - GammaFunctions.logGamma(prior * cells)
  }

  /// A belief over cells with these counts, all fed.
  init(prior: Double, cells: Double, counts: Double...) {
    self.init(prior: prior, cells: cells, total: counts.reduce(0, +))
    for count in counts { take(count) }
  }

  /// The expected logarithm of the rate of a cell with `count`.
  func logMean(of count: Double) -> Double {
    GammaFunctions.digamma(count + prior) - digammaOfTotal
  }

  /// Feeds one cell and gives the expected logarithm of its rate.
  ///
  /// The divergence from the prior grows by (count) E[log rate] - log Gamma(count + prior) + log
  /// Gamma(prior): together the Kullback-Leibler divergence of two Dirichlet distributions.
  @discardableResult
  mutating func take(_ count: Double) -> Double {
    let mean = logMean(of: count)
    divergence += count * mean
    divergence -= GammaFunctions.logGamma(count + prior) - GammaFunctions.logGamma(prior)
    return mean
  }
}
