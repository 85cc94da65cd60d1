import Inference

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The slow and plain answer: every leaf and every unlisted child, one by one, by the definition.
///
/// Uses nothing of the module but the fields of the votes and of their shared errors.
struct Oracle {
  /// One way the truth may be: a way down from the root, and whether it ends in an unlisted child.
  struct Truth {
    let way: [Int]
    let mass: Double
    let classes: [Double]
  }

  let parents: [Int32]
  let errors: SharedErrors
  private let openShare: Double
  private(set) var truths: [Truth] = []
  private var conditional: [Double] = []
  private var logWeights: [Double] = []

  init(_ some: RandomCase, votes: [TreeVote]) {
    (parents, errors, openShare) = (some.parents, some.errors, some.openShare)
    conditional = [Double](repeating: 1, count: parents.count)
    descend(0, [], 1, weights(some), some)
    logWeights = truths.map { log($0.mass) + logLikelihood(votes, $0.way) }
  }

  /// Every leaf's weight after what was seen: a Dirichlet's parameters, one by one.
  private func weights(_ some: RandomCase) -> [Double] {
    var weights = some.weights
    if weights.allSatisfy({ $0 == 0 }) {
      weights = parents.indices.map { kids($0).isEmpty ? 1 : 0 }
    }
    guard !some.seen.isEmpty else { return weights }
    let sum = weights.reduce(0, +)
    weights = weights.map { $0 / sum * some.strength }
    for (leaf, count) in some.seen { weights[Int(leaf)] += count }
    return weights
  }

  var logEvidence: Double { logSum(logWeights) }

  func probability(_ node: Int) -> Double { exp(logSum(inside(node)) - logEvidence) }

  func logOdds(_ node: Int) -> Double {
    let outside = truths.indices.filter { !covers(node, truths[$0]) }.map { logWeights[$0] }
    let within = logSum(inside(node))
    return within == -.infinity ? within : within - logSum(outside)
  }

  func classBelief(_ column: Int) -> Double {
    var sum = 0.0
    for (truth, weight) in zip(truths, logWeights) {
      sum += truth.classes[column] * exp(weight - logEvidence)
    }
    return sum
  }

  private func inside(_ node: Int) -> [Double] {
    truths.indices.filter { covers(node, truths[$0]) }.map { logWeights[$0] }
  }

  private func covers(_ node: Int, _ truth: Truth) -> Bool {
    node == 0 || truth.way.contains(node)
  }

  private func kids(_ node: Int) -> [Int] {
    parents.indices.filter { parents[$0] == Int32(node) }
  }

  private func leaves(_ node: Int) -> [Int] {
    kids(node).isEmpty ? [node] : kids(node).flatMap(leaves)
  }

  private mutating func descend(
    _ node: Int, _ way: [Int], _ mass: Double, _ weights: [Double], _ some: RandomCase
  ) {
    let all = leaves(node).map { weights[$0] }.reduce(0, +)
    var classes = [Double](repeating: 0, count: some.classCount + 1)
    for leaf in leaves(node) {
      let column = some.classes[leaf] < 0 ? some.classCount : some.classes[leaf]
      if all > 0 { classes[column] += weights[leaf] / all }
    }
    if kids(node).isEmpty {
      truths.append(Truth(way: way, mass: mass, classes: classes))
      return
    }
    truths.append(Truth(way: way, mass: mass * some.openShare, classes: classes))
    for child in kids(node) {
      let part = leaves(child).map { weights[$0] }.reduce(0, +)
      conditional[child] = all > 0 ? (1 - some.openShare) * part / all : 0
      descend(child, way + [child], mass * conditional[child], weights, some)
    }
  }

  /// What everybody said, if the way down to the truth is `way`: fork by fork.
  private func logLikelihood(_ votes: [TreeVote], _ way: [Int]) -> Double {
    var sum = 0.0
    for (depth, fork) in ([0] + way).enumerated() {
      let right = depth < way.count ? way[depth] : -1
      let above = way.prefix(depth).map(Int32.init)
      let there = votes.filter { $0.path.count > depth && Array($0.path.prefix(depth)) == above }
      let steps = there.map { (taken: Int($0.path[depth]), accuracy: $0.accuracy[depth]) }
      sum += logTaken(steps.map { ($0.taken == right, $0.accuracy) })
      let echo = errors.echo.isEmpty ? .infinity : errors.echo[min(depth, errors.echo.count - 1)]
      sum += logDrawn(steps.map(\.taken).filter { $0 != right }, at: fork, echo)
    }
    for fork in parents.indices where fork != 0 && !way.contains(fork) {
      let taken = votes.compactMap { vote -> Int? in
        guard let place = vote.path.firstIndex(of: Int32(fork)) else { return nil }
        return place + 1 < vote.path.count ? Int(vote.path[place + 1]) : nil
      }
      sum += logDrawn(taken, at: fork, errors.echoAstray)
    }
    return sum
  }

  /// Who is right and who is wrong at one fork, over its difficulty: the five points of
  /// Gauss and Hermite are the roots of x^5 - 10 x^3 + 15 x.
  private func logTaken(_ steps: [(isRight: Bool, accuracy: Double)]) -> Double {
    let root = 10.0.squareRoot()
    var points: [(place: Double, weight: Double)] = [(0, 8.0 / 15)]
    for sign in [-1.0, 1.0] {
      points.append((sign * (5 - root).squareRoot(), (7 + 2 * root) / 60))
      points.append((sign * (5 + root).squareRoot(), (7 - 2 * root) / 60))
    }
    let stretch = (1 + errors.difficulty * errors.difficulty * Double.pi / 8).squareRoot()
    return logSum(
      points.map { point in
        var sum = log(point.weight)
        for step in steps {
          let logit = log(step.accuracy / (1 - step.accuracy)) * stretch
          let shifted = logit + point.place * errors.difficulty
          sum -= log1p(exp(step.isRight ? -shifted : shifted))
        }
        return sum
      })
  }

  /// The wrong children drawn at one fork, one after the other, each knowing the earlier ones.
  private func logDrawn(_ taken: [Int], at fork: Int, _ echo: Double) -> Double {
    var sum = 0.0
    for (place, child) in taken.enumerated() {
      let before = Double(taken[..<place].count { $0 == child })
      let chance = chance(of: child, among: kids(fork).count)
      sum += log(echo == .infinity ? chance : (echo * chance + before) / (echo + Double(place)))
    }
    return sum
  }

  private func chance(of child: Int, among siblings: Int) -> Double {
    guard openShare > 0 else { return 1 / Double(max(1, siblings - 1)) }
    return max(
      1e-12,
      (1 - errors.popularShare) / Double(siblings) + errors.popularShare * conditional[child])
  }

  private func logSum(_ terms: [Double]) -> Double {
    guard let greatest = terms.max(), greatest > -.infinity else { return -.infinity }
    return greatest + log(terms.map { exp($0 - greatest) }.reduce(0, +))
  }
}
