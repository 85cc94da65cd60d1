import Testing

@testable import Inference

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Small tables whose answers were worked out by hand.
@Suite struct KnownAnswerTests {
  /// Task 0: x, x, y. Task 1: y, y, y. Workers A, B, C; labels x = 0, y = 1.
  let table: VoteTable
  let once = StoppingRule(limit: 1, tolerance: 0)

  init() throws {
    table = try VoteTable(
      tasks: [0, 0, 0, 1, 1, 1], workers: [0, 1, 2, 0, 1, 2], labels: [0, 0, 1, 1, 1, 1])
  }

  private func isNear(_ one: some Sequence<Double>, _ other: [Double]) -> Bool {
    zip(one, other).allSatisfy { abs($0 - $1) < 1e-8 }
  }

  @Test func `majority gives the shares`() {
    let result = Majority().infer(table)
    #expect(isNear(result.probabilities, [2 / 3.0, 1 / 3.0, 0, 1]))
    #expect(isNear(result.workerSkill, [1, 1, 0.5]))
  }

  @Test func `Wawa weighs by agreement, and so does ZBS in the end`() {
    #expect(isNear(Wawa().infer(table).probabilities, [0.8, 0.2, 0, 1]))
    let skill = ZeroBasedSkill().infer(table)
    #expect(isNear(skill.probabilities, [0.8, 0.2, 0, 1]))
    #expect(skill.hasConverged && skill.iterations == 2)
  }

  @Test func `one round of Dawid-Skene is that of the paper's equations`() {
    // p = (1/3, 2/3); A and B: pi(x|x) = 1, pi(x|y) = 1/4; C says y to both.
    let result = DawidSkene(pooling: .none, stopping: once).infer(table)
    #expect(isNear(result.probabilities, [8 / 9.0, 1 / 9.0, 0, 1]))
    #expect(isNear(result.logLikelihood, [2 * log(3 / 8.0)]))
  }

  @Test func `Fast Dawid-Skene counts whole tasks`() {
    let result = FastDawidSkene(stopping: once).infer(table)
    #expect(isNear(result.probabilities, [1, 0, 0, 1]))
    #expect(result.hasConverged)
  }

  @Test func `one round of one-coin is the product of right and wrong`() {
    // Skills 5/6, 5/6, 2/3.
    let result = OneCoin(isPooled: false, stopping: once).infer(table)
    let skill: [Double] = [5 / 6.0, 5 / 6.0, 2 / 3.0]
    #expect(isNear(result.workerSkill, skill))
    let beliefs: [Double] = [25 / 27.0, 2 / 27.0, 1 / 51.0, 50 / 51.0]
    #expect(isNear(result.probabilities, beliefs))
    let evidence: Double = log(27 / 216.0) + log(51 / 216.0)
    #expect(isNear(result.logLikelihood, [evidence]))
  }

  @Test func `IWMV weighs by twice the accuracy less one`() {
    let result = IterativeWeightedMajority().infer(table)
    let sure: Double = 1 / (1 + exp(-2))
    #expect(isNear(result.belief(ofTask: 0), [sure, 1 - sure]))
    #expect(result.hasConverged)
  }

  @Test func `LA learns from one task and weighs it again`() throws {
    let one = try VoteTable(tasks: [0, 0, 0], workers: [0, 1, 2], labels: [0, 0, 1])
    let first = LightweightAggregation(hasSecondPass: false).infer(one)
    #expect(isNear(first.probabilities, [2 / 3.0, 1 / 3.0]))
    #expect(isNear(first.workerSkill, [2 / 3.0, 2 / 3.0, 1 / 3.0]))
    let second = LightweightAggregation().infer(one)
    let sure: Double = 1 / (1 + exp(-1.0))
    #expect(isNear(second.probabilities, [sure, 1 - sure]))
  }

  @Test func `one round of BWA is the weighted average of the paper`() throws {
    let one = try VoteTable(tasks: [0, 0, 0], workers: [0, 1, 2], labels: [0, 0, 1])
    let (near, far) = (144 / 61.0, 9 / 4.0)
    let value: Double = (2 / 3.0 + 2 * near) / (1 + 2 * near + far)
    let result = BayesianWeightedAverage(stopping: once).infer(one)
    #expect(isNear(result.probabilities, [value, 1 - value]))
  }

  @Test func `one round of IBCC is that of the digammas`() throws {
    // log-odds: (-1/2 - 1/5) - (-3/2 - 25/12).
    let one = try VoteTable(tasks: [0], workers: [0], labels: [0], labelCount: 2)
    let result = Ibcc(stopping: once).infer(one)
    let first: Double = 1 / (1 + exp(0.7 - 1.5 - 25 / 12.0))
    #expect(isNear(result.probabilities, [first, 1 - first]))
  }

  @Test func `EBCC with one subtype is IBCC with the shares of the votes as prior`() {
    let rule = StoppingRule(limit: 20, tolerance: 0)
    let ibcc = BayesianConfusion(
      subtypes: 1, right: 4, wrong: 1, subtypeCount: 1, classCounts: [2 / 3.0, 4 / 3.0],
      stopping: rule
    ).fit(table, from: table.shares())
    let ebcc = Ebcc(subtypes: 1, starts: 1, stopping: rule).infer(table)
    #expect(isNear(ebcc.probabilities, ibcc.beliefs))
    #expect(isNear(ebcc.logLikelihood, ibcc.trace))
  }

  @Test func `EBCC's bound lies below the evidence and near it`() throws {
    // One vote: its class is expected once, the other a hundredth of a task; right are 4 in 5.
    let one = try VoteTable(tasks: [0], workers: [0], labels: [0], labelCount: 2)
    let evidence: Double = log((0.8 + 0.01 * 0.2) / 1.01)
    let bound = Ebcc(subtypes: 1).infer(one).logLikelihood.last ?? 0
    #expect(bound <= evidence && bound > evidence - 0.3)
    #expect(Ebcc().infer(one).logLikelihood.last ?? 0 <= evidence)
  }

  @Test func `EBCC keeps the start with the best bound, and makes fewer on large tables`() throws {
    let votes = RandomVotes(seed: 5, tasks: 60, workers: 12, classes: 3, votesEach: 4) {
      0.3 + 0.05 * Double($0)
    }
    let crowd = try NamedVotes.build(votes.votes).table
    let single = (1...6).map {
      Ebcc(starts: 1, seed: UInt64($0)).infer(crowd).logLikelihood.last ?? -.infinity
    }
    let best = Ebcc(starts: 6).infer(crowd).logLikelihood.last ?? -.infinity
    #expect(abs(best - (single.max() ?? 0)) < 1e-9)
    #expect(Ebcc().startCount(crowd) == Ebcc.mostStarts)
    #expect(Ebcc(subtypes: 100_000).startCount(crowd) == Ebcc.fewestStarts)
  }

  @Test func `KOS without a second task or worker trusts all alike`() throws {
    let one = try VoteTable(tasks: [0, 0, 0], workers: [0, 1, 2], labels: [0, 0, 1])
    let result = Kos().infer(one)
    #expect(result.probabilities == [1, 0])
    #expect(result.hasConverged)
  }

  @Test func `MACE's first bonus is that of its priors and half of the right votes known`() {
    // Worker A: right 2/3 + 1, half of it known: 5/6; spam 7/6; the pairs x and y once each.
    let known = table.rightVotes(given: table.shares()).map { $0 / 2 }
    let habits = MaceHabits(known: known, table)
    let digamma = GammaFunctions.digamma
    let spam: Double = digamma(7 / 6.0 + 0.5) - digamma(3)
    let habit: Double = digamma(2 / 3.0 + 0.5) - digamma(7 / 6.0 + 1)
    let ratio: Double = exp(digamma(5 / 6.0 + 0.5) - digamma(3) - spam - habit)
    #expect(isNear(habits.bonus, [log(1 + ratio)]))
    #expect(isNear(habits.knownShare, [ratio / (1 + ratio)]))
    #expect(isNear(habits.competence, [4 / 9.0]))
  }

  @Test func `GLAD's first steps are those of the bounded gradient`() {
    // Worker A: beliefs 2/3 and 1, easiness 1, ability 1: logistic(1) each.
    var state = GladState(table)
    state.climbAbility(table, table.shares())
    let logistic = 1 / (1 + exp(-1.0))
    let able: Double = 1 + (5 / 3.0 - 2 * logistic) / 1.5
    let lessAble: Double = 1 + (4 / 3.0 - 2 * logistic) / 1.5
    #expect(isNear(state.ability, [able, able, lessAble]))
  }

  @Test func `Pl@ntNet's weights grow with the kinds that were named`() {
    let base: Double = log(2.1)
    let four: Double = 2 - pow(4, 0.2) + base
    #expect(isNear([0, 1, 4].map(PlantNetMajority.weight), [base, base, four]))
  }

  @Test func `Pl@ntNet lets the author of twenty kinds outvote two newcomers`() throws {
    var tasks: [Int32] = []
    var workers: [Int32] = []
    var labels: [Int32] = []
    for kind in 0..<20 as Range<Int32> {
      for worker in 0..<4 as Range<Int32> {
        tasks.append(kind)
        workers.append(worker)
        labels.append(kind)
      }
    }
    tasks += [20, 20, 20]
    workers += [0, 4, 5]
    labels += [0, 1, 1]
    let votes = try VoteTable(tasks: tasks, workers: workers, labels: labels)
    let authors = [Int32](repeating: 0, count: 20)
    #expect(PlantNetMajority().infer(votes).winners(ofTask: 20) == [1])
    #expect(PlantNetMajority(authors: authors).infer(votes).winners(ofTask: 20) == [0])
  }

  @Test func `the gamma functions are those of the tables`() {
    let digammas = [1, 0.5, 1e-3].map(GammaFunctions.digamma)
    let known = [-0.577_215_664_901_532_9, -1.963_510_026_021_423_5, -1000.575_571_931_810_3]
    #expect(isNear(digammas, known))
    let logs = [0.5, 11].map(GammaFunctions.logGamma)
    #expect(isNear(logs, [0.572_364_942_924_700_1, log(3_628_800)]))
  }
}
