/// A Dirichlet belief over cells, fed cell by cell; their prior counts are the same unless a cell
/// is fed with its own.
///
/// Cells that were never fed need not be named: they add nothing to the divergence but through the
/// total. That keeps a worker's habits as small as the labels that he used.
struct DirichletBelief {
  private let prior: Double
  private let digammaOfTotal: Double
  private(set) var divergence: Double
  private var grid: SumGrid?

  /// A belief over `cells` cells of which all counts together will be `total`; with a grid the
  /// divergence does not depend on the order in which the cells are fed.
  init(prior: Double, cells: Double, total: Double, on grid: SumGrid? = nil) {
    self.init(prior: prior, ofAll: prior * cells, total: total)
    self.grid = grid
    divergence = grid?.rounded(divergence) ?? divergence
  }

  /// A belief over cells whose prior counts add up to `priors`, each of them told with the cell.
  init(priors: Double, total: Double) { self.init(prior: 0, ofAll: priors, total: total) }

  private init(prior: Double, ofAll priors: Double, total: Double) {
    self.prior = prior
    digammaOfTotal = GammaFunctions.digamma(total + priors)
    divergence = GammaFunctions.logGamma(total + priors) - GammaFunctions.logGamma(priors)
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
  mutating func take(_ count: Double) -> Double { take(count, prior: prior) }

  /// The same for a cell with a prior count of its own.
  @discardableResult
  mutating func take(_ count: Double, prior: Double) -> Double {
    let mean = GammaFunctions.digamma(count + prior) - digammaOfTotal
    let gained =
      count * mean - GammaFunctions.logGamma(count + prior) + GammaFunctions.logGamma(prior)
    divergence += grid?.rounded(gained) ?? gained
    return mean
  }
}
