/// Enhanced Bayesian classifier combination: classes have subtypes, so that workers may err
/// together.
///
/// Starts from the shares of the votes, divided at random among the subtypes; the best of several
/// starts by the variational bound is kept. Chance is a fixed seed and the fingerprint of the task
/// (`VoteColours`), so the same votes give the same bits, whatever their order and names.
///
/// A class is expected as often as it was voted: its prior count is the sum of its shares of the
/// votes over the tasks, as in the authors' experiments (`empirical_prior`), but for no class less
/// than a hundredth of a task.
///
/// Skill: the expected share of right votes. Objective: the variational bound of the best start; it
/// never falls. Cost: O(votes x classes x subtypes) a round and start.
/// Source: Li, Rubinstein & Cohn 2019, ICML, PMLR 97, 3886-3895, and the authors' code.
public struct Ebcc: IterativeMethod {
  /// The least prior count of a class.
  static let leastClassCount = 0.01
  /// The starts of the authors' experiments.
  static let mostStarts = 40
  /// The starts of a table so large that one start takes its time.
  static let fewestStarts = 4
  /// Votes x states of all starts together beyond which no start is added: some ten seconds.
  static let startBudget = 40_000_000

  /// The subtypes of each class.
  public let subtypes: Int
  /// The number of starts; nil: forty, as in the paper, but fewer on large tables, at least four.
  public let starts: Int?
  /// The seed of the starts.
  public let seed: UInt64
  /// When to stop.
  public var stopping: StoppingRule

  /// The method, with the paper's ten subtypes.
  public init(
    subtypes: Int = 10, starts: Int? = nil, seed: UInt64 = 1,
    stopping: StoppingRule = StoppingRule(limit: 500, tolerance: 1e-4)
  ) {
    self.subtypes = max(1, subtypes)
    self.starts = starts.map { max(1, $0) }
    self.seed = seed
    self.stopping = stopping
  }

  /// The method's usual name.
  public var name: String { "EBCC" }

  /// Beliefs of the best start, of the one that runs and of what it starts from, and its terms.
  public func bytesNeeded(for table: VoteTable) -> Double {
    table.bytes(beliefs: 3, terms: 1, rows: 1, subtypes: subtypes) + table.bytes(beliefs: 2)
  }

  /// Runs variational Bayes from every start and keeps the best.
  public func infer(_ table: VoteTable) -> VoteResult {
    let shares = table.shares()
    let found = table.stateSums(shares, states: table.labelCount)
    let model = BayesianConfusion(
      subtypes: subtypes, right: 4, wrong: 1, subtypeCount: 0.1,
      classCounts: found.map { max($0, Self.leastClassCount) }, stopping: stopping)
    let colours = VoteColours(table: table)
    var best = model.fit(table, from: divided(shares, colours, start: 0))
    for start in 1..<max(1, startCount(table)) {
      let fit = model.fit(table, from: divided(shares, colours, start: UInt64(start)))
      if fit.bound > best.bound { best = fit }
    }
    let beliefs = model.classBeliefs(best)
    return VoteResult(
      table, probabilities: beliefs, workerSkill: table.agreement(with: beliefs),
      iterations: best.trace.count, hasConverged: best.hasConverged, logLikelihood: best.trace)
  }

  /// How often to start on a table.
  func startCount(_ table: VoteTable) -> Int {
    if let starts { return starts }
    let work = max(1, table.voteCount * table.labelCount * subtypes)
    return min(max(Self.startBudget / work, Self.fewestStarts), Self.mostStarts)
  }

  /// The shares, each divided among the subtypes by a uniform draw from the simplex.
  /// Shapes: [task x class] -> [task x class x subtype].
  private func divided(_ shares: [Double], _ colours: VoteColours, start: UInt64) -> [Double] {
    var divided = [Double](repeating: 0, count: shares.count * subtypes)
    let classes = colours.labels.count
    let grid = SumGrid(sumsUpTo: Double(shares.count + colours.workers.count))
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
        divided[subtype] = grid.rounded(divided[subtype] * (shares[place] / sum))
      }
    }
    return divided
  }
}
