public import Inference

/// When to stop asking: when what another answer may save is less than what it costs.
extension Case {
  /// Whether the question still founds the subject's record, and so asks for more answers.
  public var isFounding: Bool {
    !taxonomy.isFlat && progress.isFounding(question.urgency, rule)
  }

  /// Whether asking one more person is worth it who settles the matter with this chance.
  ///
  /// One answer saves at most what is now expected to be lost, if it settles the matter, so it is
  /// worth at most loss x chance: an upper bound on the value of information (Howard 1966,
  /// DOI 10.1109/TSSC.1966.300074) that, unlike a look one answer ahead, sees that two answers
  /// together can do what one cannot.
  ///
  /// - Parameter chancePartsPerMillion: that the person names the right taxon.
  public func isWorthAsking(chancePartsPerMillion chance: Int) throws(TreeFault) -> Bool {
    if isFounding && evidence.count < rule.foundingAnswers { return true }
    guard evidence.count < rule.answersAtMost else { return false }
    let price = Double(rule.answerPricePartsPerMillion) / 1e6
    return try expectedLoss() * Double(chance) / 1e6 >= price
  }

  /// The action class that it costs most to miss; nil where there are none.
  var costliestAction: String? {
    taxonomy.actions.max { rule.cost(ofMissing: $0) < rule.cost(ofMissing: $1) }
  }

  /// The same loss in whole millionths of a wrong taxon.
  public func stakes() throws(TreeFault) -> Int { Int((try expectedLoss() * 1e6).rounded()) }

  /// What is expected to be lost if the question ended now, in wrong taxa: the taxon may be wrong,
  /// and so may be what is done. Who is told nothing does what is right for the costliest class.
  func expectedLoss() throws(TreeFault) -> Double {
    let belief = try belief()
    let sureness = belief.likeliestLeaf().map { calibration.taxon($0.probability) } ?? 0
    var loss = 1 - sureness
    let said = saidAction(try actionShares(belief))?.name
    let done = said ?? costliestAction
    for (action, probability) in zip(taxonomy.actions, belief.classProbabilities)
    where action != done {
      loss += calibration.action(probability) * rule.cost(ofMissing: action)
    }
    return loss
  }
}
