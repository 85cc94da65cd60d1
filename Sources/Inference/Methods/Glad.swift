/// GLAD: each worker has an ability, each task an easiness, and their product decides.
///
///     P(vote is right) = 1 / (1 + exp(-a(w) e(i))),  errors fall on all wrong labels alike
///
/// Expectation-maximisation with classes equally frequent and Normal(1, 1) priors on abilities and
/// on easiness, the latter cut off below `leastEasiness` (the paper puts the prior on its
/// logarithm; here each step of the maximisation is then the top of a parabola that lies below the
/// objective, which therefore never falls). Abilities below 0 are those of workers who err on
/// purpose.
///
/// Skill: the expected share of right votes. Objective: log-likelihood and log-prior. Cost:
/// O(votes) a round, with a few exponentials a vote. Source: Whitehill, Ruvolo, Wu, Bergsma &
/// Movellan 2009, NIPS 22, 2035-2043; the bound on the logistic function: Boehning & Lindsay 1988,
/// DOI 10.1007/BF00049423.
public struct Glad: IterativeMethod {
  /// The steps towards the maximum in each round.
  static let steps = 3
  /// No task is harder than this.
  static let leastEasiness = 0.01

  /// When to stop.
  public var stopping: StoppingRule

  /// The method.
  public init(stopping: StoppingRule = .usual) { self.stopping = stopping }

  /// The method's usual name.
  public var name: String { "GLAD" }

  /// Runs expectation-maximisation to rest or to the bound.
  public func infer(_ table: VoteTable) -> VoteResult {
    var state = GladState(table)
    var beliefs = table.shares()
    var trace: [Double] = []
    var hasConverged = false
    for _ in 0..<stopping.limit {
      for _ in 0..<Self.steps {
        state.climbAbility(table, beliefs)
        state.climbEasiness(table, beliefs)
      }
      let step = state.updateBeliefs(table, into: &beliefs)
      trace.append(step.logEvidence)
      hasConverged = step.change <= stopping.tolerance
      if hasConverged { break }
    }
    return VoteResult(
      table, probabilities: beliefs, workerSkill: table.agreement(with: beliefs),
      iterations: trace.count, hasConverged: hasConverged, logLikelihood: trace)
  }
}
