public import Inference

extension Case {
  /// What the community holds now: the action first, then the finest taxon that clears the rule.
  ///
  /// - Parameters:
  ///   - occasion: what made the community look.
  ///   - ledgerSize: how many entries the ledger has; the skills in the case are those after them.
  public func consensus(
    on occasion: Occasion, ledgerSize: Int
  ) throws(TreeFault) -> ConsensusReached {
    let votes = try votes()
    let belief = try TreePosterior(tree: taxonomy.tree, prior: prior, votes: votes)
    let top = belief.topNodes(limit: Int.max)
    let leading = top.first
    let actions = actionShares(belief)
    let action = saidAction(actions)
    let settled = leading.map { isSettled($0, action: action) } ?? false
    var reasons: [ConsensusReached.Reason] = []
    let weights = try leading.map { (node, _) throws(TreeFault) in
      try TreePosterior.weights(tree: taxonomy.tree, prior: prior, votes: votes, for: node)
    }
    for (place, each) in evidence.enumerated() {
      reasons.append(
        .init(
          answer: each.answer.id, expert: each.answer.expert, taxon: each.answer.taxon,
          milliBits: thousandths(weights?[place] ?? 0)))
    }
    let named = top.reduce(0) { $0 + partsPerMillion($1.probability) }
    return ConsensusReached(
      question: question.id, version: question.consensusVersion + 1,
      phase: phase(occasion, isSettled: settled, canSay: action != nil, top: top),
      occasion: occasion, action: action, actions: actions, held: held(belief),
      leading: leading.map(share), runnerUp: top.count > 1 ? share(top[1]) : nil,
      unnamedPartsPerMillion: max(0, 1_000_000 - named), reasons: reasons, rule: rule.version,
      skillsAsOf: ledgerSize)
  }

  /// The belief in every action class, likeliest first, then by name.
  private func actionShares(_ belief: TreePosterior) -> [ConsensusReached.Share] {
    zip(taxonomy.actions, belief.classProbabilities)
      .map { .init(name: $0, partsPerMillion: partsPerMillion($1)) }
      .sorted { ($1.partsPerMillion, $0.name) < ($0.partsPerMillion, $1.name) }
  }

  /// The likeliest action class if it has the probability and the support that the rule asks.
  private func saidAction(_ actions: [ConsensusReached.Share]) -> ConsensusReached.Share? {
    guard let likeliest = actions.first else { return nil }
    let need = rule.need(of: likeliest.name)
    let support = evidence.count { each in
      each.answer.taxon.flatMap(taxonomy.node(accepted:)).flatMap(taxonomy.action(of:))
        == likeliest.name
    }
    let isClear = likeliest.partsPerMillion >= need.partsPerMillion && support >= need.answers
    return isClear ? likeliest : nil
  }

  /// Whether the question may close on this taxon: a leaf that clears the rule, named by enough
  /// people, with its action said.
  private func isSettled(
    _ leading: (node: Int32, probability: Double), action: ConsensusReached.Share?
  ) -> Bool {
    guard taxonomy.tree.isLeaf(leading.node),
      partsPerMillion(leading.probability) >= rule.taxonNeedsPartsPerMillion,
      support(of: leading.node) >= rule.answersForTaxon
    else { return false }
    return taxonomy.action(of: leading.node) == action?.name
  }

  /// The finest taxon that clears the rule and that enough people named, itself or below it.
  private func held(_ belief: TreePosterior) -> ConsensusReached.TaxonShare? {
    let best = belief.best(atLeast: Double(rule.taxonNeedsPartsPerMillion) / 1e6)
    for node in taxonomy.tree.path(to: best.node).reversed()
    where support(of: node) >= rule.answersForTaxon {
      return share((node, belief.probability(of: node)))
    }
    return nil
  }

  /// How many answers named a taxon or one below it.
  private func support(of node: Int32) -> Int {
    evidence.count { each in
      each.answer.taxon.flatMap(taxonomy.node(accepted:)).map {
        taxonomy.tree.isNode($0, within: node)
      } ?? false
    }
  }

  private func phase(
    _ occasion: Occasion, isSettled: Bool, canSay: Bool,
    top: [(node: Int32, probability: Double)]
  ) -> Phase {
    if isSettled { return .settled }
    switch occasion {
    case .answer: return canSay || question.phase == .provisional ? .provisional : .gathering
    case .deadline: return .provisional
    case .exhausted:
      let second = top.count > 1 ? partsPerMillion(top[1].probability) : 0
      return second >= rule.splitPartsPerMillion ? .split : .unsettled
    }
  }

  private func share(_ each: (node: Int32, probability: Double)) -> ConsensusReached.TaxonShare {
    let taxon = taxonomy[each.node]
    return .init(
      taxon: taxon.name, rank: taxon.rank, partsPerMillion: partsPerMillion(each.probability))
  }
}

/// A probability as whole parts per million; never 1,000,000 for what is less than certain, as
/// nothing that people say is.
func partsPerMillion(_ probability: Double) -> Int {
  min(999_999, max(0, Int((probability * 1e6).rounded())))
}

/// A number of bits as whole thousandths.
func thousandths(_ bits: Double) -> Int { Int((bits * 1000).rounded()) }
