/// What is done when time asks a question for more people: a pure function of what stands, so that
/// the desk and a simulated community go on alike.
package enum Widening: Equatable {
  /// Nobody is left, or nobody whose answer would be worth its price: the question ends.
  case close
  /// Nobody is there now; the question is looked at again when its wave is over.
  case wait
  /// The wave goes out, were it to nobody: that nobody was there is recorded once a wave.
  case offer
  /// Anybody who qualifies may take it from now on.
  case open
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

  /// What a wave of the router comes to: who sleeps wakes, a spent budget comes anew, and a leave
  /// may end before the question's deadline.
  package init(_ dispatch: QuestionDispatched, before deadline: Instant) {
    isEmpty = dispatch.offers.isEmpty
    ablest = dispatch.ablest
    func has(_ reason: Exclusion) -> Bool { dispatch.excluded[reason.rawValue] != nil }
    let comesBack = dispatch.nextAt.map { $0 < deadline } ?? false
    mayComeLater =
      !dispatch.isEnough && (has(.asleep) || has(.budgetSpent) || has(.away) && comesBack)
  }
}

extension Question {
  /// Decides what comes of the next wave.
  ///
  /// While an answer is awaited the question goes on. Else it ends where nobody would be asked,
  /// nobody will be free before the deadline and no better photo is waited for; and where one more
  /// answer is not worth its price.
  ///
  /// A question whose asker was erased ends, whoever could be asked.
  ///
  /// A question that is open to all goes on until its time for that is over, if one more answer is
  /// worth it.
  ///
  /// - Parameters:
  ///   - outlook: the wave.
  ///   - canOpen: whether it would be opened to all now; see `Router.opening`.
  ///   - asked: all assignments of the question.
  ///   - rule: for its clock.
  ///   - file: the case as it stands, asked for only where it matters.
  package func widening(
    by outlook: WaveOutlook, canOpen: Bool, asked: [Assignment], rule: Rule, now: Instant,
    file: @autoclosure () throws -> Case
  ) throws -> Widening {
    if isForsaken == true { return .close }
    if !asked.contains(where: \.isPending) {
      let isStayingOpen = opening.map { now < $0.until } ?? canOpen
      let isPhotoAwaited = photoEnd(asked).map { now < $0 } ?? false
      let mayComeLater = isPhotoAwaited || outlook.mayComeLater && now < deadline
      if outlook.isEmpty && !isStayingOpen && !mayComeLater { return .close }
      let best = outlook.ablest ?? (isStayingOpen || isPhotoAwaited ? 999_999 : nil)
      if let best, try !file().wantsAnother(ablest: best) { return .close }
    }
    if canOpen { return .open }
    guard outlook.isEmpty else { return .offer }
    let isDone = opening != nil && !hasWaveLeft(rule, asked: asked)
    return isDone || !isWaveDue(rule.clock(urgency), now: now) ? .wait : .offer
  }

  /// When the clock next looks for somebody to ask: when the time of the last wave is over; at once
  /// where there was none.
  func nextWaveAt(_ clock: Rule.Clock) -> Instant {
    if isWaveEmpty, let retryAt { return retryAt }
    return wavedAt.map { $0.adding(seconds: clock.waveSeconds) } ?? askedAt
  }

  /// Whether that time has come.
  func isWaveDue(_ clock: Rule.Clock, now: Instant) -> Bool {
    wavedAt == nil || nextWaveAt(clock) <= now
  }
}

extension QuestionDispatched {
  /// When the clock looks again after a wave that found nobody: a wave later where answers are
  /// awaited and expected to be enough, as they may not come.
  package func retryAt(_ clock: Rule.Clock, isAwaited: Bool, from now: Instant) -> Instant {
    if isEnough && isAwaited { return now.adding(seconds: clock.waveSeconds) }
    let latest = now.adding(seconds: clock.retrySeconds)
    return min(nextAt ?? latest, latest)
  }
}

extension Rule.Clock {
  /// How long after a wave that found nobody the clock looks again, at most: somebody may have
  /// changed their hours meanwhile. Sooner, where it is known when somebody can be asked.
  var retrySeconds: Int { max(waveSeconds, 120) }
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
      assignments: asked.count, brought: asked.brought,
      answers: file.evidence.count, named: asked.named, isFounding: file.isFounding)
  }
}
