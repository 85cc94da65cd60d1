import Witan

extension Page {
  /// What an audit found: the result first, then every broken place, then what was looked at.
  mutating func add(_ report: AuditReport) {
    if report.isClean {
      add("CLEAN: everything follows from the record.", .good)
    } else {
      let places = Wording.count(report.faultCount, "place is", "places are")
      add("BROKEN: \(places) not as the record says.", .danger)
      if report.doubtCount > 0 {
        let more = Wording.count(report.doubtCount, "more differs", "more differ")
        add("\(more), and may only because an earlier entry could not be applied.")
      }
      space()
      add(faults: report.faults, of: report.faultCount + report.doubtCount)
    }
    space()
    let isWhole = report.replayed == report.entries
    fact(
      "entries",
      isWhole
        ? "\(report.entries) hashed and replayed"
        : "\(report.entries) in the ledger, \(report.replayed) replayed", width: 14)
    fact("records", "\(report.records) compared", width: 14)
    let erased = report.erased > 0 ? ", \(report.erased) erased" : ""
    fact("payloads", "\(report.payloads) hashed\(erased)", width: 14)
    fact("attachments", "\(report.attachments) hashed", width: 14)
    fact(
      "derived anew",
      "\(Wording.count(report.verdicts, "verdict")), \(Wording.count(report.routes, "route")), "
        + Wording.count(report.lessons, "set of lessons", "sets of lessons"), width: 14)
    fact(
      "checkpoint", report.checkpointSize.map { "signed, of \($0) entries" } ?? "none", width: 14)
    fact("root", report.root, width: 14)
    for cosigned in report.cosigned {
      fact("cosigned", "\(cosigned.witness), \(Wording.time(cosigned.at))", width: 14)
    }
    if report.keys.count > 1 {
      space()
      add(report.keys)
    }
  }

  /// The ledger's keys, and which checkpoints each signs.
  mutating func add(_ keys: [KeyTerm]) {
    for (number, term) in keys.enumerated() {
      let end = number + 1 < keys.count ? keys[number + 1].fromSize - 1 : nil
      if number > 0 { space() }
      fact("key", term.key)
      fact(
        "signs",
        "checkpoints of \(max(1, term.fromSize)) \(end.map { "to \($0)" } ?? "and more") entries")
      fact("since", Wording.time(term.since))
    }
  }

  /// Broken places, one a line, each with what is kept and what was derived in few words.
  mutating func add(faults: [AuditFault], of count: Int) {
    let shown = faults.prefix(Self.faultsShown)
    for fault in shown {
      let evidence = fault.evidence?.sentence.map { ": \($0)" } ?? ""
      let doubt = fault.mayFollowFrom.map { " (may follow from entry \($0))" } ?? ""
      add("- \(fault.place): \(fault.reason)\(evidence)\(doubt)", indent: 2, hang: 2)
    }
    if shown.count < count {
      add("- and \(count - shown.count) more, with --json or --export", indent: 2)
    }
  }

  /// More are not read by anybody.
  private static let faultsShown = 1_000

  /// The evidence that one state of the ledger is the beginning of another.
  mutating func add(_ proof: ConsistencySheet) {
    add(
      "The ledger of \(proof.oldSize) entries is the beginning of that of \(proof.newSize).", .bold)
    fact("old root", proof.oldRoot)
    fact("new root", proof.newRoot)
    fact("proof", proof.proof.isEmpty ? "(none needed)" : proof.proof.joined(separator: " "))
  }
}
