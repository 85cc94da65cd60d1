extension Auditor {
  /// Derives anew what an entry says to follow from those before it.
  func derive(_ entry: Entry, _ replay: ReplayPen, _ findings: Findings) {
    let work = Derivation(replay: replay, library: library, entry: entry)
    func note(_ reason: String, _ evidence: AuditEvidence? = nil) {
      findings.note(entry: entry.index, reason, evidence, dependsOn: entry.scope)
    }
    /// Holds what was derived against what is recorded, byte by byte: equal texts may differ in
    /// theirs.
    func hold<Fact: Encodable & Equatable>(_ derived: Fact?, against fact: Fact, _ what: String)
      throws
    {
      let kept = try Canonical.bytes(fact)
      let found = try derived.map { try Canonical.bytes($0) }
      guard derived != fact || found != kept else { return }
      note(
        "\(what) does not follow from the record before it",
        AuditEvidence(kept: kept, derived: found))
    }
    do {
      if let broken = try work.authors().first(where: { !$0.isMet }) {
        let who = entry.by?.text ?? "nobody"
        note("its \(entry.event.kind) is not by who must make it, but by \(who)", broken.evidence)
      }
      if let broken = try work.demands().first(where: { !$0.isMet }) {
        note("its \(entry.event.kind) does not follow from the record before it", broken.evidence)
      }
      switch entry.event {
      case .consensusReached(let fact):
        findings.report.verdicts += 1
        try hold(work.consensus(fact), against: fact, "the verdict on \(fact.question)")
      case .questionDispatched(let fact):
        findings.report.routes += 1
        try hold(work.dispatch(fact), against: fact, "the route of \(fact.question)")
      case .skillsMoved(let fact):
        findings.report.lessons += 1
        try hold(work.lessons(fact), against: fact, "what was learned from \(fact.question)")
      case .skillsEstimated(let fact):
        findings.report.lessons += 1
        try hold(work.estimate(fact), against: fact, "the estimate of skills in \(fact.subject)")
        if try !replay.progress(fact.subject).isEstimateDue(replay.rule()) {
          note("the estimate of skills in \(fact.subject) was not due")
        }
        for recall in try replay.recalls(toExamineIn: fact.subject) {
          note("the look at what leaned on \(recall.question) is left out before it")
        }
      default: break
      }
    } catch {
      note("what it says cannot be derived anew: \(error)")
    }
  }
}
