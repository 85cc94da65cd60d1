import Ledger

/// Checks a whole archive against itself: hashes every entry, payload and attachment anew, replays
/// every event, derives every verdict, route and lesson anew, compares every record, and checks the
/// checkpoint.
///
/// It trusts nothing but the code: what the archive says is only ever compared. A fault does not
/// stop it: an entry that cannot be applied is left out, and what differs after it is told as what
/// may follow from that (`Doubts`).
struct Auditor {
  let shelf: any Shelf
  /// Told after each step: done, of how many. A step is an entry replayed, a payload or an
  /// attachment hashed, a record compared. While the file itself is checked, of which nobody knows
  /// how long it takes, it is told how far that is, of 0.
  let progress: (Int, Int) -> Void
  /// Whether faults tell what stands where something differs.
  var showsValues = true
  /// Told every fault, with all evidence, once all are found, in order.
  var tell: (AuditFault) throws -> Void = { _ in }
  let library = Library()

  init(shelf: any Shelf, progress: @escaping (Int, Int) -> Void) {
    self.shelf = shelf
    self.progress = progress
  }

  /// Runs all checks.
  ///
  /// - Parameter older: a checkpoint kept elsewhere, which must be an earlier state of this ledger.
  func report(against older: KeptCheckpoint?) throws -> AuditReport {
    var report = AuditReport()
    try shelf.withScratch { scratch in
      try shelf.withScratch { notes in
        let findings = Findings(on: notes, showsValues: showsValues)
        findings.report.entries = try shelf.ledgerSize()
        let damage = try? shelf.damage { progress($0, 0) }
        for each in damage ?? ["it cannot be checked"] { findings.note(file: each) }
        let replay = ReplayPen(base: shelf, scratch: scratch, notes: notes)
        replay.noteRoot(at: older.flatMap(\.size))
        audit(replay, against: older, findings)
        report = try findings.finish(tell)
      }
    }
    return report
  }

  /// All checks that need the record built anew.
  private func audit(
    _ replay: ReplayPen, against older: KeptCheckpoint?, _ findings: Findings
  ) {
    let kept = (try? shelf.keptCount()) ?? 0
    let steps = Steps(all: findings.report.entries + kept, progress: progress)
    if findings.report.entries == 0 {
      findings.note("ledger", "it has no entry, not even the founding")
    }
    replayEntries(replay, steps, findings)
    checkCheckpoint(replay, findings)
    if let older { check(older: older, replay, findings) }
    checkPayloads(replay, steps, findings)
    checkAttachments(replay, steps, findings)
    checkRecalls(replay, findings)
    checkLeavers(replay, findings)
    compareRecords(replay, steps, findings)
  }

  /// Of who was erased nothing that they wrote or showed may be kept.
  private func checkLeavers(_ replay: ReplayPen, _ findings: Findings) {
    do {
      var members = RecordPages(of: .member, on: replay, pageSize: replay.pageSize)
      while let record = try members.next() {
        let member = try Canonical.value(Member.self, record.body)
        guard member.handle == nil else { continue }
        let search = ErasureSearch(of: member.id)
        for entry in try search.entries(on: replay) {
          let left = try search.commitments(of: entry, on: shelf)
          guard let first = try left.first(where: { try replay.fate(of: $0.digest) == .named })
          else { continue }
          findings.note(
            "payload \(first.digest)",
            "\(member.id) was erased, and it is kept all the same, of entry \(entry.index)",
            dependsOn: .anything)
        }
      }
    } catch {
      findings.note("members", "what the events say of who has left cannot be read: \(error)")
    }
  }

  /// What a look at a verdict's leaning found to be recalled must have been recalled.
  private func checkRecalls(_ replay: ReplayPen, _ findings: Findings) {
    do {
      var recalls = RecordPages(of: .recall, on: replay, pageSize: replay.pageSize)
      while let record = try recalls.next() {
        let recall = try Canonical.value(Recall.self, record.body)
        guard !recall.due.isEmpty else { continue }
        let names = recall.due.map(\.text).joined(separator: ", ")
        findings.note(
          "recall \(recall.question)", "what leaned on it was not recalled: \(names)",
          dependsOn: .anything)
      }
    } catch {
      findings.note("recall", "what the events say of recalls cannot be read: \(error)")
    }
  }
}
