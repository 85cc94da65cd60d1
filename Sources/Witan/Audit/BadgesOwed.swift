/// The badges that the record owes at a point: those due by an estimate, which are awarded with it
/// in one transaction, and those that a look at what leaned on a verdict takes back, withdrawn with
/// it.
///
/// One transaction is written whole or not at all, whatever crashes, so what is owed stands next in
/// the ledger or was left out.
struct BadgesOwed {
  /// The awards that an estimate owes and that are yet to come.
  private var claims: [BadgeClaim] = []
  /// The look whose consequences are being told.
  private var look: LeaningExamined?
  /// The entry that owes.
  private var debtor = 0

  /// Meets the next entry, before it is applied, or the end of the ledger: what is owed must be
  /// paid by then.
  mutating func meet(_ entry: Entry?, _ casework: Casework, _ findings: Findings) {
    meetAwards(entry, findings)
    guard let look, !look.isFollowed(by: entry?.event) else { return }
    self.look = nil
    do {
      guard let overturned = try casework.shelf.question(look.question) else { return }
      for badge in try casework.badgesLost(by: overturned) {
        note(
          "the withdrawal of badge \(badge.id)",
          try Canonical.bytes(BadgeWithdrawn(badge: badge.id, because: look.question)), entry,
          findings)
      }
    } catch {
      findings.note(
        entry: debtor, "what badges it takes back cannot be derived anew: \(error)",
        dependsOn: .anything)
    }
  }

  private mutating func meetAwards(_ entry: Entry?, _ findings: Findings) {
    if case .badgeAwarded(let fact)? = entry?.event, let entry, entry.by == nil {
      if let place = claims.firstIndex(of: fact.claim) {
        claims.remove(at: place)
      } else {
        findings.note(
          entry: entry.index, "no estimate before it owes this badge", dependsOn: .anything)
      }
      return
    }
    for claim in claims {
      note(
        "the award of a badge to \(claim.member) in \(claim.words)", try? Canonical.bytes(claim),
        entry, findings)
    }
    claims = []
  }

  private func note(
    _ what: String, _ derived: [UInt8]?, _ entry: Entry?, _ findings: Findings
  ) {
    let kept = entry.flatMap {
      try? Canonical.bytes(NextEntry(index: $0.index, kind: $0.event.kind))
    }
    findings.note(
      entry: entry?.index ?? debtor, "\(what), which entry \(debtor) owes, is left out before it",
      AuditEvidence(kept: kept, derived: derived), dependsOn: .anything)
  }

  /// What stands where the badge should.
  private struct NextEntry: Encodable {
    let index: Int
    let kind: String
  }

  /// Remembers what an entry owes that was applied just now.
  mutating func remember(_ entry: Entry, _ casework: Casework, _ findings: Findings) {
    switch entry.event {
    case .skillsEstimated(let fact):
      debtor = entry.index
      do {
        claims = try casework.claimsDue(in: fact.subject)
      } catch {
        findings.note(
          entry: entry.index, "what badges it owes cannot be derived anew: \(error)",
          dependsOn: .anything)
      }
    case .leaningExamined(let fact): (look, debtor) = (fact, entry.index)
    default: break
    }
  }
}

extension LeaningExamined {
  /// Whether an event is one of those that are recorded in one transaction with the look.
  fileprivate func isFollowed(by event: Event?) -> Bool {
    switch event {
    case .consensusReached(let fact): fact.occasion == .recalled
    case .verdictRecalled(let fact): fact.because == question && fact.question != question
    case .skillsMoved(let fact): recalled.contains(fact.question)
    case .badgeWithdrawn(let fact): fact.because == question
    default: false
    }
  }
}
