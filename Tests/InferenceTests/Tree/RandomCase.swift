import Inference

/// A small random tree with weights, classes, leaves seen, votes and shared errors, all from one
/// seed.
struct RandomCase: CustomStringConvertible {
  let seed: UInt64
  var parents: [Int32]
  var weights: [Double]
  var classes: [Int]
  let classCount: Int
  let openShare: Double
  /// What the prior has learned; nothing in half of the cases.
  var seen: [(leaf: Int32, count: Double)] = []
  var strength = 1.0
  var errors = SharedErrors.independent
  var votes: [TreeVote]

  var description: String { "seed \(seed)" }

  init(seed: UInt64, nodes: Int = 14, voters: Int = 7) throws {
    var chance = SplitMix64(seed: seed)
    self.seed = seed
    let count = 1 + chance.below(nodes)
    let nearby = chance.below(3) == 0 ? 2 : count
    parents = [-1]
    for node in 1..<max(count, 2) where node < count {
      parents.append(Int32(node - 1 - chance.below(min(node, nearby))))
    }
    openShare = [0, 0.02, 0.02, 0.3][chance.below(4)]
    classCount = chance.below(4)
    let tree = try BeliefTree(parents: parents)
    let zeros = chance.below(4)
    weights = (0..<Int32(count)).map { node in
      guard tree.isLeaf(node) else { return 0 }
      return chance.below(4) < zeros && zeros == 1 ? 0 : chance.unit() + 0.01
    }
    if zeros == 3 { weights = weights.map { _ in 0 } }
    classes = []
    for _ in 0..<count { classes.append(chance.below(classCount + 1) - 1) }
    votes = []
    for _ in 0..<chance.below(voters + 1) {
      let named = chance.below(5) == 0 ? 0 : Int32(chance.below(count))
      let path = tree.path(to: named)
      let accuracy = path.map { _ in chance.below(6) == 0 ? 0 : chance.unit() }
      votes.append(try TreeVote(path: path, accuracy: accuracy))
    }
    errors = Self.errors(&chance)
    guard chance.below(2) == 0 else { return }
    strength = 0.5 + 30 * chance.unit()
    for leaf in 0..<Int32(count) where tree.isLeaf(leaf) && chance.below(3) == 0 {
      for _ in 0...chance.below(2) { seen.append((leaf, 0.1 + 5 * chance.unit())) }
    }
  }

  /// A third each: independent voters, the usual crowd, and any crowd.
  private static func errors(_ chance: inout SplitMix64) -> SharedErrors {
    let kind = chance.below(3)
    if kind < 2 { return kind == 0 ? .independent : .usual }
    var echo: [Double] = []
    for _ in 0..<chance.below(4) {
      echo.append(chance.below(4) == 0 ? .infinity : 0.05 + 4 * chance.unit())
    }
    return SharedErrors(
      difficulty: chance.below(3) == 0 ? 0 : 2.5 * chance.unit(), echo: echo,
      echoAstray: chance.below(4) == 0 ? .infinity : 0.05 + 4 * chance.unit(),
      popularShare: [0, 1, chance.unit()][chance.below(3)])
  }

  func tree() throws -> BeliefTree { try BeliefTree(parents: parents) }

  func prior() throws -> TreePrior {
    let prior = try TreePrior(
      tree: tree(), leafWeights: weights, leafClass: classes, classCount: classCount,
      openShare: openShare)
    return seen.isEmpty ? prior : prior.learned(seen, strength: strength)
  }

  func posterior() throws -> TreePosterior {
    try TreePosterior(tree: tree(), prior: prior(), votes: votes, errors: errors)
  }

  /// The same case with node v called names[v]; names[0] must be 0.
  func renamed(_ names: [Int]) throws -> RandomCase {
    var other = self
    for node in parents.indices {
      other.parents[names[node]] = node == 0 ? -1 : Int32(names[Int(parents[node])])
      other.weights[names[node]] = weights[node]
      other.classes[names[node]] = classes[node]
    }
    other.seen = seen.map { (Int32(names[Int($0.leaf)]), $0.count) }
    other.votes = try votes.map {
      try TreeVote(path: $0.path.map { Int32(names[Int($0)]) }, accuracy: $0.accuracy)
    }
    return other
  }
}

/// Whether two numbers agree to `tolerance`, or are the same infinity.
func agree(_ one: Double, _ other: Double, within tolerance: Double = 1e-9) -> Bool {
  one == other || abs(one - other) <= tolerance
}
