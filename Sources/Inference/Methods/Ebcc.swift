/// Enhanced Bayesian classifier combination: classes have subtypes, so that workers may err
/// together.
///
/// Starts from the shares of the votes, divided at random among the subtypes; the best of several
/// starts by the variational bound is kept. Chance is a fixed seed and the fingerprint of the task
/// (`VoteColours`), so the same votes give the same bits, whatever their order and names.
///
/// Skill: the expected share of right votes. Objective: the variational bound of the best start; it
/// never falls. Cost: O(votes x classes x subtypes) a round and start.
/// Source: Li, Rubinstein & Cohn 2019, ICML, PMLR 97, 3886-3895.
public struct Ebcc: IterativeMethod {
  /// The subtypes of each class.
  public let subtypes: Int
  /// The number of starts.
  public let starts: Int
  /// The seed of the starts.
  public let seed: UInt64
  /// When to stop.
  public var stopping: StoppingRule

  /// The method, with the paper's ten subtypes; its forty starts are here four, for time's sake.
  public init(
    subtypes: Int = 10, starts: Int = 4, seed: UInt64 = 1,
    stopping: StoppingRule = StoppingRule(limit: 200, tolerance: 1e-4)
  ) {
    self.subtypes = max(1, subtypes)
    self.starts = max(1, starts)
    self.seed = seed
    self.stopping = stopping
  }

  /// The method's usual name.
  public var name: String { "EBCC" }

  /// Runs variational Bayes from every start and keeps the best.
  public func infer(_ table: VoteTable) -> VoteResult {
    let model = BayesianConfusion(
      subtypes: subtypes, right: 4, wrong: 1, subtypeCount: 0.1, stopping: stopping)
    let colours = VoteColours(table: table)
    let shares = table.shares()
    var best = model.fit(table, from: divided(shares, colours, start: 0))
    for start in 1..<max(1, starts) {
      let fit = model.fit(table, from: divided(shares, colours, start: UInt64(start)))
      if fit.trace.last ?? 0 > best.trace.last ?? 0 { best = fit }
    }
    let beliefs = model.classBeliefs(best)
    return VoteResult(
      table, probabilities: beliefs, workerSkill: table.agreement(with: beliefs),
      iterations: best.trace.count, hasConverged: best.hasConverged, logLikelihood: best.trace)
  }

  /// The shares, each divided among the subtypes by a uniform draw from the simplex.
  /// Shapes: [task x class] -> [task x class x subtype].
  private func divided(_ shares: [Double], _ colours: VoteColours, start: UInt64) -> [Double] {
    var divided = [Double](repeating: 0, count: shares.count * subtypes)
    let classes = colours.labels.count
    for place in shares.indices where shares[place] > 0 {
      let colour = colours.tasks[place / classes] ^ colours.labels[place % classes]
      var state = VoteColours.mixed(colour &+ VoteColours.mixed(seed &+ start))
      var sum = 0.0
      for subtype in (place * subtypes)..<((place + 1) * subtypes) {
        state = VoteColours.mixed(state)
        divided[subtype] = -Logarithm.natural((Double(state >> 11) + 0.5) * 0x1p-53)
        sum += divided[subtype]
      }
      for subtype in (place * subtypes)..<((place + 1) * subtypes) {
        divided[subtype] *= shares[place] / sum
      }
    }
    return divided
  }
}
