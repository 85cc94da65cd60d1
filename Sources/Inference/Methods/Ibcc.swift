/// Independent Bayesian classifier combination, by variational Bayes: Dawid & Skene's model with
/// Dirichlet priors of 4 right votes against 1 for each wrong label.
///
/// Starts from the shares of the votes. Skill: the expected share of right votes. Objective: the
/// variational bound; it never falls. Cost: O(votes x classes) a round.
/// Source: Kim & Ghahramani 2012, AISTATS, PMLR 22, 619-627; variational form: Simpson, Roberts,
/// Psorakis & Smith 2013, DOI 10.1007/978-3-642-36406-8_1; priors as in Li, Rubinstein & Cohn 2019.
public struct Ibcc: IterativeMethod {
  /// When to stop.
  public var stopping: StoppingRule

  /// The method.
  public init(stopping: StoppingRule = .usual) { self.stopping = stopping }

  /// The method's usual name.
  public var name: String { "IBCC" }

  /// Beliefs, and a term for each pair and class.
  public func bytesNeeded(for table: VoteTable) -> Double {
    table.bytes(beliefs: 3, terms: 1, rows: 1)
  }

  /// Runs variational Bayes to rest or to the bound.
  public func infer(_ table: VoteTable) -> VoteResult {
    let fit = BayesianConfusion(
      subtypes: 1, right: 4, wrong: 1, subtypeCount: 1,
      classCounts: [Double](repeating: 1, count: table.labelCount), stopping: stopping
    ).fit(table, from: table.shares())
    return VoteResult(
      table, probabilities: fit.beliefs, workerSkill: table.agreement(with: fit.beliefs),
      iterations: fit.trace.count, hasConverged: fit.hasConverged, logLikelihood: fit.trace)
  }
}
