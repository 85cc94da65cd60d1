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
/// Uses nothing of the module but the votes' fields.
struct Oracle {
  /// One way the truth may be: a way down from the root, and whether it ends in an unlisted child.
  struct Truth {
    let way: [Int]
    let mass: Double
    let classes: [Double]
  }

  let parents: [Int32]
  private(set) var truths: [Truth] = []
  private var conditional: [Double] = []
  private var logWeights: [Double] = []

  init(_ some: RandomCase, votes: [TreeVote]) {
    parents = some.parents
    conditional = [Double](repeating: 1, count: parents.count)
    var weights = some.weights
    if weights.allSatisfy({ $0 == 0 }) {
      weights = parents.indices.map { kids($0).isEmpty ? 1 : 0 }
    }
    descend(0, [], 1, weights, some)
    logWeights = truths.map { truth in
      var sum = log(truth.mass)
      for vote in votes { sum += vote.temper * logLikelihood(vote, truth) }
      return sum
    }
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

  private func logLikelihood(_ vote: TreeVote, _ truth: Truth) -> Double {
    var sum = 0.0
    var onTheWay = true
    for (step, taken) in vote.path.enumerated() {
      let guess = max(conditional[Int(taken)], 1e-12)
      let right = step < truth.way.count ? truth.way[step] : -1
      if onTheWay {
        let knowing = vote.knowing[step]
        sum += log(knowing * (right == Int(taken) ? 1 : 0) + (1 - knowing) * guess)
        onTheWay = right == Int(taken)
      } else {
        sum += log(guess)
      }
    }
    return sum
  }

  private func logSum(_ terms: [Double]) -> Double {
    guard let greatest = terms.max(), greatest > -.infinity else { return -.infinity }
    return greatest + log(terms.map { exp($0 - greatest) }.reduce(0, +))
  }
}
