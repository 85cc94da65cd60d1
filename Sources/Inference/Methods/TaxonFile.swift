/// All that is known of one task in one round.
struct TaxonFile {
  let tree: BeliefTree
  let prior: TreePrior
  let errors: SharedErrors
  let votes: [TreeVote]

  /// The belief by all votes, or by all but the one at `place`.
  func posterior(without place: Int? = nil) -> TreePosterior {
    var others = votes
    if let place { others.remove(at: place) }
    return Self.own {
      () throws(TreeFault) in
      try TreePosterior(tree: tree, prior: prior, votes: others, errors: errors)
    }
  }

  /// What each vote teaches, step by step, judged by the others: nothing if they cannot judge, or
  /// if it names nothing. `all` is the belief by all votes. Shape: [vote][step].
  func lessons(_ all: TreePosterior) -> [[(right: Double, wrong: Double)]] {
    let hasMany = votes.count > WitanTaxonomy.mostLeftOut
    return votes.indices.map { place in
      guard !votes[place].path.isEmpty, votes.count > 1 else { return [] }
      let judge = hasMany ? all : posterior(without: place)
      guard let leaf = judge.likeliestLeaf(), leaf.probability >= WitanTaxonomy.leastJudge else {
        return []
      }
      let lesson = TreeLesson(path: votes[place].path) { judge.probability(of: $0) }
      return zip(lesson.right, lesson.wrong).map { ($0, $1) }
    }
  }

  /// A vote with these accuracies.
  static func vote(_ path: [Int32], _ accuracy: [Double]) -> TreeVote {
    own { () throws(TreeFault) in try TreeVote(path: path, accuracy: accuracy) }
  }

  /// What the belief says of the task, and the beliefs in the named nodes and the best leaf.
  static func reading(
    _ posterior: TreePosterior, named: ArraySlice<Int32>
  ) -> (reading: TaxonResult.Reading, beliefs: [(node: Int32, probability: Double)]) {
    var beliefs = named.map { (node: $0, probability: posterior.probability(of: $0)) }
    let settled = posterior.best(atLeast: WitanTaxonomy.settledAt)
    guard let likeliest = posterior.likeliestLeaf() else {
      let reading = TaxonResult.Reading(
        best: [0], probability: 1, settled: settled.node, settledProbability: settled.probability)
      return (reading, beliefs)
    }
    if !named.contains(likeliest.node) { beliefs.append(likeliest) }
    let best = beliefs.filter {
      posterior.tree.isLeaf($0.node)
        && $0.probability >= likeliest.probability - VoteResult.tieTolerance
    }
    let reading = TaxonResult.Reading(
      best: best.map(\.node).sorted(), probability: likeliest.probability,
      settled: settled.node, settledProbability: settled.probability)
    return (reading, beliefs)
  }

  /// The value of a call whose input was made here from the tree's own nodes, so that nothing can
  /// be refused.
  static func own<Value>(_ body: () throws(TreeFault) -> Value) -> Value {
    do {
      return try body()
    } catch {
      preconditionFailure("made from the tree's own nodes: \(error)")
    }
  }
}
