/// Multi-annotator competence estimation: on each vote a worker either knows, or spams.
///
/// Worker w knows with probability t(w), and then says the true label; else he draws a label from
/// his own habit h(w, .). Variational Bayes with Beta(1/2, 1/2) on t and Dirichlet(1/2) on h,
/// classes equally frequent. A vote for l multiplies l's odds by 1 + T / (S H(l)), where T, S, H
/// are the exponentials of the expected logarithms; of the right votes, the share T / (T + S H(l))
/// was known.
///
/// The Dirichlet(1/2) on the habits is this library's: the original takes other priors (its program
/// adds 0.01 / classes to each count) and the best of ten random starts.
///
/// Skill: the expected probability of knowing (a guess may be right too). Objective: the
/// variational bound on the evidence; it never falls. Starts from the shares of the votes, half of
/// the right ones known. Cost: O(votes + tasks x classes) a round. Source: Hovy, Berg-Kirkpatrick,
/// Vaswani & Hovy 2013, ACL N13-1132.
public struct Mace: IterativeMethod {
  /// The prior's count of each outcome.
  static let priorCount = 0.5

  /// When to stop.
  public var stopping: StoppingRule

  /// The method.
  public init(stopping: StoppingRule = .usual) { self.stopping = stopping }

  /// The method's usual name.
  public var name: String { "MACE" }

  /// Runs variational Bayes to rest or to the bound.
  public func infer(_ table: VoteTable) -> VoteResult {
    var beliefs = table.shares()
    var known = table.rightVotes(given: beliefs).map { table.beliefGrid.rounded($0 / 2) }
    var habits = MaceHabits(known: known, table)
    var trace: [Double] = []
    var hasConverged = false
    for _ in 0..<stopping.limit {
      let step = table.updateBeliefs(
        prior: table.equalPrior, bonus: habits.bonus, into: &beliefs)
      trace.append(step.logEvidence + habits.logBase - habits.divergence)
      let right = table.rightVotes(given: beliefs)
      for pair in known.indices {
        known[pair] = table.beliefGrid.rounded(right[pair] * habits.knownShare[pair])
      }
      hasConverged = step.change <= stopping.tolerance
      if hasConverged { break }
      habits = MaceHabits(known: known, table)
    }
    return VoteResult(
      table, probabilities: beliefs, workerSkill: habits.competence, iterations: trace.count,
      hasConverged: hasConverged, logLikelihood: trace)
  }
}

/// What MACE holds of the workers, given how many votes of each pair were known.
struct MaceHabits {
  /// How much a vote of each pair adds to the log-odds of its label. Shape: [pair].
  private(set) var bonus: [Double]
  /// The share of a pair's right votes that was known. Shape: [pair].
  private(set) var knownShare: [Double]
  /// The expected probability that each worker knows. Shape: [worker].
  private(set) var competence: [Double]
  /// The sum over all votes of the expected log-probability of spamming so.
  private(set) var logBase = 0.0
  /// How far the beliefs about the workers are from their priors, in nats.
  private(set) var divergence = 0.0

  /// Learns from the expected number of known votes of each pair. O(pairs).
  init(known: [Double], _ table: VoteTable) {
    bonus = Array(repeating: 0, count: table.pairCount)
    knownShare = bonus
    competence = Array(repeating: 0, count: table.workerCount)
    let prior = Mace.priorCount
    let classes = Double(table.labelCount)
    let grid = table.evidenceGrid
    for worker in 0..<table.workerCount {
      let pairs = table.workerStart[worker]..<table.workerStart[worker + 1]
      var (knew, spammed) = (0.0, 0.0)
      for pair in pairs {
        knew += known[pair]
        spammed += Double(table.voteCount(ofPair: pair)) - known[pair]
      }
      let coin = DirichletBelief(prior: prior, cells: 2, counts: knew, spammed)
      competence[worker] = (knew + prior) / (knew + spammed + 2 * prior)
      var habit = DirichletBelief(prior: prior, cells: classes, total: spammed, on: grid)
      for pair in pairs {
        let votes = Double(table.voteCount(ofPair: pair))
        let logSpam = coin.logMean(of: spammed) + habit.take(votes - known[pair])
        let ratio = Logarithm.exponential(coin.logMean(of: knew) - logSpam)
        bonus[pair] = Logarithm.ofOnePlus(ratio)
        knownShare[pair] = ratio == .infinity ? 1 : ratio / (1 + ratio)
        logBase += grid.rounded(votes * logSpam)
      }
      divergence += grid.rounded(coin.divergence + habit.divergence)
    }
  }
}
