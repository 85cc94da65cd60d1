/// One-coin Dawid-Skene: each worker is right with one probability, whatever the class, and errs
/// towards all other labels alike.
///
///     b(i, k) ~ p(k) product over the votes (w, l) of a(w) if l = k, else (1 - a(w)) / (classes -
///     1) a(w) = (R(w) + s m) / (n(w) + s),  R(w) = the expected right votes among n(w)
///
/// With pooling, m is the mean skill and s the strength that maximises the beta-binomial
/// likelihood; without, s is next to nothing (maximum likelihood). Classes are equally frequent
/// unless they are learned: learned shares let many tables collapse into one class.
///
/// Skill: a(w). Objective: the log-likelihood; it never falls without pooling. Cost: O(votes +
/// tasks x classes) a round. Source: Dawid & Skene 1979, DOI 10.2307/2346806; one-coin form: Zhang,
/// Chen, Zhou & Jordan 2016, JMLR 17 (102); beta-binomial: Minka 2000.
public struct OneCoin: IterativeMethod {
  /// The bounds of the learned strength, in votes.
  static let strengthBounds = 0.5...50.0

  /// Whether skills are drawn to their mean.
  public let isPooled: Bool
  /// Whether the classes' shares are learned.
  public let learnsShares: Bool
  /// When to stop.
  public var stopping: StoppingRule

  /// The method; pooled, with equal classes, unless something else is said.
  public init(
    isPooled: Bool = true, learnsShares: Bool = false, stopping: StoppingRule = .usual
  ) {
    self.isPooled = isPooled
    self.learnsShares = learnsShares
    self.stopping = stopping
  }

  /// The method's usual name.
  public var name: String { isPooled ? "One-coin, pooled" : "One-coin" }

  /// Runs expectation-maximisation to rest or to the bound.
  public func infer(_ table: VoteTable) -> VoteResult {
    let counts = table.voteCounts()
    var beliefs = table.shares()
    var skill = [Double](repeating: 0, count: table.workerCount)
    var trace: [Double] = []
    var hasConverged = false
    for _ in 0..<stopping.limit {
      let prior =
        learnsShares
        ? DawidSkene.logShares(table.stateSums(beliefs, states: table.labelCount))
        : table.equalPrior
      skill = self.skill(right: table.sumByWorker(table.rightVotes(given: beliefs)), all: counts)
      let terms = Self.terms(ofSkill: skill, classes: table.labelCount)
      let bonus = table.workerOfPair.map { terms.bonus[Int($0)] }
      let step = table.updateBeliefs(prior: prior, bonus: bonus, into: &beliefs)
      trace.append(step.logEvidence + SumGrid.sum(zip(terms.wrong, counts).map { $0 * $1 }))
      hasConverged = step.change <= stopping.tolerance
      if hasConverged { break }
    }
    return VoteResult(
      table, probabilities: beliefs, workerSkill: skill, iterations: trace.count,
      hasConverged: hasConverged, logLikelihood: trace)
  }

  /// The skills that follow from the expected right votes. Shapes: [worker].
  private func skill(right: [Double], all: [Double]) -> [Double] {
    let tiny = DawidSkene.pseudoCount
    let mean = (right.reduce(0, +) + tiny) / (all.reduce(0, +) + 2 * tiny)
    let bounded = min(max(mean, 0.001), 0.999)
    let strength =
      isPooled
      ? BetaStrength.fit(
        right: right, all: all, mean: bounded, from: 4, within: Self.strengthBounds) : 2 * tiny
    return zip(right, all).map { ($0 + strength * bounded) / ($1 + strength) }
  }

  /// The logarithm of a wrong vote's probability, and how much more a right one's is. [worker].
  private static func terms(
    ofSkill skill: [Double], classes: Int
  ) -> (wrong: [Double], bonus: [Double]) {
    guard classes > 1 else {
      let none = skill.map { _ in 0.0 }
      return (none, none)
    }
    let tiny = DawidSkene.pseudoCount
    let wrong = skill.map { Logarithm.natural(max(1 - $0, tiny) / Double(classes - 1)) }
    return (wrong, zip(skill, wrong).map { Logarithm.natural(max($0, tiny)) - $1 })
  }
}
