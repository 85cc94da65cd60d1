import Inference

/// How firm a consensus stands: whom it rests on, how independent they are, what would turn it.
extension Case {
  /// The most dissents that fragility counts.
  public static let fragilityLimit = 6

  /// How firm a leading taxon stands.
  struct Firmness {
    /// What each answer weighed for it, in thousandths of a bit.
    let milliBits: [Int]
    /// How many independent answers its supporters are worth, in thousandths.
    let independentThousandths: Int
    /// How few dissents would take the lead from it; nil for more than `fragilityLimit`.
    let fragility: Int?
  }

  /// How firm the leading taxon stands against its rival; nothing without a leading one.
  func firmness(
    _ votes: [TreeVote], leading: Int32?, rival: Int32?
  ) throws(TreeFault) -> Firmness {
    guard let leading else {
      let none = votes.map { _ in 0 }
      return Firmness(milliBits: none, independentThousandths: 0, fragility: nil)
    }
    let errors = rule.errors.shared
    let bits = try TreePosterior.weights(
      tree: taxonomy.tree, prior: prior, votes: votes, errors: errors, for: leading)
    let independent = try TreePosterior.effectiveCount(
      tree: taxonomy.tree, prior: prior, votes: votes, errors: errors, for: leading)
    return Firmness(
      milliBits: bits.map(thousandths), independentThousandths: thousandths(independent),
      fragility: try fragility(votes, of: leading, against: rival))
  }

  /// How many people as able as the supporters would have to name one other taxon before the
  /// leading one loses the lead to it; nil if more than `fragilityLimit`. Of the taxa that might be
  /// named (the rival, the nearest kin, what is commonest in the region) the one that needs fewest.
  func fragility(
    _ votes: [TreeVote], of leading: Int32, against rival: Int32?
  ) throws(TreeFault) -> Int? {
    let others = [rival, nearestKin(of: leading), prior.commonestLeaf(outside: leading)]
    var fewest: Int?
    for other in Set(others.compactMap { $0 }) {
      let limit = fewest.map { $0 - 1 } ?? Self.fragilityLimit
      fewest = try dissents(votes, for: other, against: leading, atMost: limit) ?? fewest
    }
    return fewest
  }

  /// How many people as able as the supporters of `leading` would have to name `other` before it
  /// takes the lead; nil if more than `limit`.
  private func dissents(
    _ votes: [TreeVote], for other: Int32, against leading: Int32, atMost limit: Int
  ) throws(TreeFault) -> Int? {
    let supporters = votes.filter { $0.path.contains(leading) }
    let path = taxonomy.tree.path(to: other)
    let accuracy = path.indices.map { step in
      let known = supporters.compactMap { step < $0.accuracy.count ? $0.accuracy[step] : nil }
      return known.isEmpty
        ? rule.noviceAccuracy(depth: step + 1) : known.reduce(0, +) / Double(known.count)
    }
    let dissent = try TreeVote(path: path, accuracy: accuracy)
    var all = votes
    for count in 0..<max(0, limit) {
      all.append(dissent)
      let belief = try belief(all)
      if belief.probability(of: other) >= belief.probability(of: leading) { return count + 1 }
    }
    return nil
  }

  /// The likeliest taxon beforehand beside the leading one: a sibling, or another at the top.
  private func nearestKin(of leading: Int32) -> Int32? {
    let tree = taxonomy.tree
    let others = tree.children(of: tree.parent[Int(leading)]).filter { $0 != leading }
    let near =
      others.isEmpty
      ? tree.children(of: 0).filter { !tree.isNode(leading, within: $0) }
      : Array(others)
    return near.max { (prior.mass($0), $1) < (prior.mass($1), $0) }
  }

  /// Whether the giver of an answer has proved skill in the question's region, down to the rank
  /// of the answer.
  func isProvedHere(_ each: Evidence) -> Bool {
    guard let skill = each.skill, let node = each.answer.taxon.flatMap(taxonomy.node(accepted:))
    else { return false }
    return skill.standing(
      branch: taxonomy.branch(of: node), region: region, isHome: each.isHome,
      depth: Int(taxonomy.tree.depth[Int(node)]), rule: rule) == .proved
  }
}
