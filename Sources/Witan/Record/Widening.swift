/// What is done when time asks a question for more people: a pure function of what stands, so that
/// the desk and a simulated community go on alike.
package enum Widening: Equatable {
  /// Nobody is left, or nobody whose answer would be worth its price: the question ends.
  case close
  /// Nobody is there now; the question is looked at again when its wave is over.
  case wait
  /// The wave goes out, were it to nobody: that nobody was there is recorded once a wave.
  case offer
}

/// What a next wave comes to, whoever chose it.
package struct WaveOutlook: Equatable {
  /// Whether nobody would be asked.
  let isEmpty: Bool
  /// The greatest skill of those who would be asked, in parts per million; nil for nobody.
  let ablest: Int?
  /// Whether somebody may be there later who is not now, and would be asked then.
  let mayComeLater: Bool

  /// Takes the parts as they are.
  package init(isEmpty: Bool, ablest: Int?, mayComeLater: Bool) {
    self.isEmpty = isEmpty
    self.ablest = ablest
    self.mayComeLater = mayComeLater
  }

  /// What a wave of the router comes to: who sleeps wakes, and a spent budget comes anew.
  package init(_ dispatch: QuestionDispatched) {
    isEmpty = dispatch.offers.isEmpty
    ablest = dispatch.ablest
    mayComeLater =
      !dispatch.isEnough
      && [Exclusion.asleep, .budgetSpent].contains { dispatch.excluded[$0.rawValue] != nil }
  }
}

extension Question {
  /// Decides what comes of the next wave.
  ///
  /// While an answer is awaited the question goes on. Else it ends where nobody would be asked, and
  /// nobody will be free before the deadline or waits for a better photo until then; and where one
  /// more answer is not worth its price.
  ///
  /// - Parameters:
  ///   - outlook: the wave.
  ///   - asked: all assignments of the question.
  ///   - rule: for its clock.
  ///   - file: the case as it stands, asked for only where it matters.
  package func widening(
    by outlook: WaveOutlook, asked: [Assignment], rule: Rule, now: Instant,
    file: @autoclosure () throws -> Case
  ) throws -> Widening {
    if !asked.contains(where: \.isPending) {
      let mayComeLater = outlook.mayComeLater || asked.contains(where: awaitsPhoto)
      if outlook.isEmpty && (deadline <= now || !mayComeLater) { return .close }
      if let best = outlook.ablest, try !file().wantsAnother(ablest: best) { return .close }
    }
    return outlook.isEmpty && !isWaveDue(rule.clock(urgency), now: now) ? .wait : .offer
  }

  /// Whether the time of the last wave is over, or there was none.
  func isWaveDue(_ clock: Rule.Clock, now: Instant) -> Bool {
    wavedAt.map { $0.adding(seconds: clock.waveSeconds) <= now } ?? true
  }
}

extension Case {
  /// Whether one more answer is asked for, of people of whom the best names the right taxon with
  /// this chance in parts per million. Nobody settles a question alone.
  package func wantsAnother(ablest: Int) throws -> Bool {
    try evidence.count < rule.answersForTaxon || isWorthAsking(chancePartsPerMillion: ablest)
  }
}

extension Router.Need {
  /// What the next wave of a question is chosen for.
  ///
  /// - Parameters:
  ///   - file: the case as it stands.
  ///   - asker: the member who asked, where known.
  ///   - asked: all assignments of the question.
  package init(_ file: Case, asker: Member?, asked: [Assignment]) throws {
    self.init(
      question: file.question, asker: asker,
      branches: file.taxonomy.openBranches(try file.belief()),
      depth: file.taxonomy.finestDepth, stakes: try file.stakes(), asked: Set(asked.map(\.expert)),
      pending: Dictionary(
        asked.filter(\.isPending).map { ($0.expert, $0.silentSince) }, uniquingKeysWith: max),
      assignments: asked.count,
      answers: file.evidence.count, isFounding: file.isFounding)
  }
}
