public import Inference

extension Case {
  /// What the community holds now: the action first, then the finest taxon that clears the rule.
  ///
  /// - Parameters:
  ///   - occasion: what made the community look.
  ///   - ledgerSize: how many entries the ledger has; the skills in the case are those after them.
  ///   - draw: the seed of the wave that was not sent, where that ends the question.
  public func consensus(
    on occasion: Occasion, ledgerSize: Int, draw: String? = nil
  ) throws(TreeFault) -> ConsensusReached {
    let votes = try votes()
    let belief = try belief(votes)
    let top = belief.topNodes(limit: Int.max).map {
      (node: $0.node, probability: calibration.taxon($0.probability))
    }
    let leading = top.first
    let actions = try actionShares(belief)
    let action = saidAction(actions)
    let settled = leading.map { isSettled($0, action: action, on: occasion) } ?? false
    let named = top.reduce(0) { $0 + partsPerMillion($1.probability) }
    let firmness = try firmness(votes, leading: leading?.node, rival: top.dropFirst().first?.node)
    return ConsensusReached(
      question: question.id, version: question.consensusVersion + 1,
      phase: phase(occasion, isSettled: settled, canSay: action != nil, top: top),
      occasion: occasion, action: action, actions: actions, held: held(belief),
      leading: leading.map(share), runnerUp: top.count > 1 ? share(top[1]) : nil,
      unnamedPartsPerMillion: max(0, 1_000_000 - named),
      independentAnswersThousandths: firmness.independentThousandths,
      fragility: firmness.fragility, reasons: reasons(firmness.milliBits), rule: rule.version,
      estimate: progress.estimate,
      skillsAsOf: ledgerSize, draw: draw)
  }

  /// The likeliest taxon of the finest rank and what is stated of it, named by anybody or not; nil
  /// where nothing is known at all.
  public func likeliest() throws(TreeFault) -> (taxon: String, probability: Double)? {
    try belief().likeliestLeaf().map {
      (taxonomy[$0.node].name, calibration.taxon($0.probability))
    }
  }

  /// What each answer weighed, in the order of the answers.
  private func reasons(_ milliBits: [Int]) -> [ConsensusReached.Reason] {
    evidence.enumerated().map { place, each in
      ConsensusReached.Reason(
        answer: each.answer.id, expert: each.answer.expert, taxon: each.answer.taxon,
        milliBits: milliBits[place])
    }
  }

  /// What is stated of every action class, likeliest first, then by name.
  func actionShares(_ belief: TreePosterior) throws(TreeFault) -> [ConsensusReached.Share] {
    zip(taxonomy.actions, try doubted(belief))
      .map { .init(name: $0, partsPerMillion: partsPerMillion(calibration.action($1))) }
      .sorted { ($1.partsPerMillion, $0.name) < ($0.partsPerMillion, $1.name) }
  }

  /// The likeliest action class if it has the probability and the support that the rule asks.
  func saidAction(_ actions: [ConsensusReached.Share]) -> ConsensusReached.Share? {
    guard let likeliest = actions.first else { return nil }
    let isProved = calibration.isProved(
      likeliest.name, limitPartsPerMillion: rule.actionErrorLimitPartsPerMillion)
    let need =
      isProved ? rule.need(of: likeliest.name) : rule.needUnproved(of: likeliest.name)
    let supporters = heard.filter { action(namedBy: $0) == likeliest.name }
    guard likeliest.partsPerMillion >= need.partsPerMillion, supporters.count >= need.answers
    else { return nil }
    guard rule.actionsNeedingProof.contains(likeliest.name) else { return likeliest }
    let hasProof = supporters.contains(where: isProvedHere)
    return hasProof && !isContested(likeliest.name) ? likeliest : nil
  }

  /// Whether so many name a class that it costs more to miss that this one may not be said, however
  /// sure the belief is that they err.
  private func isContested(_ action: String) -> Bool {
    guard let limit = rule.answersAgainstProof else { return false }
    let cost = rule.cost(ofMissing: action)
    let against = heard.count { each in
      self.action(namedBy: each).map { rule.cost(ofMissing: $0) > cost } ?? false
    }
    return against >= limit
  }

  /// Whether the question may close on this taxon: a leaf that clears the rule, named by enough
  /// people, with its action said.
  private func isSettled(
    _ leading: (node: Int32, probability: Double), action: ConsensusReached.Share?,
    on occasion: Occasion
  ) -> Bool {
    guard taxonomy.tree.isLeaf(leading.node),
      partsPerMillion(leading.probability) >= rule.taxonNeedsPartsPerMillion,
      support(of: leading.node) >= rule.answersForTaxon,
      isLast(occasion) || !isFounding || evidence.count >= rule.foundingAnswers
    else { return false }
    return action == nil || taxonomy.action(of: leading.node) == action?.name
  }

  /// The finest taxon that clears the rule and that enough people named, itself or below it.
  private func held(_ belief: TreePosterior) -> ConsensusReached.TaxonShare? {
    let needed = calibration.unstated(taxon: Double(rule.taxonNeedsPartsPerMillion) / 1e6)
    let best = belief.best(atLeast: needed)
    for node in taxonomy.tree.path(to: best.node).reversed()
    where support(of: node) >= rule.answersForTaxon {
      return share((node, calibration.taxon(belief.probability(of: node))))
    }
    return nil
  }

  /// How many answers that are heard named a taxon or one below it.
  private func support(of node: Int32) -> Int {
    heard.count { each in
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
    case .deadline: return .provisional
    case .answer, .recalled, .exhausted, .late:
      guard isLast(occasion) else {
        return canSay || question.phase == .provisional ? .provisional : .gathering
      }
      let second = top.count > 1 ? partsPerMillion(top[1].probability) : 0
      return second >= rule.splitPartsPerMillion ? .split : .unsettled
    }
  }

  /// Whether no more answers are awaited: a question that was closed is not opened by a recall, nor
  /// by a late answer.
  private func isLast(_ occasion: Occasion) -> Bool {
    occasion == .exhausted || occasion == .late
      || (occasion == .recalled && !question.isOpen)
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
