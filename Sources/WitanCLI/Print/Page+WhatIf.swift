import Witan

extension Page {
  /// What a verdict would have been otherwise.
  mutating func add(_ whatIf: WhatIf) {
    add(
      whatIf.isSame
        ? "SAME: the asker would have been told the same."
        : "DIFFERENT: the asker would have been told something else.",
      whatIf.isSame ? .good : .warning)
    add("\(whatIf.question), version \(whatIf.version), \(whatIf.supposed)")
    space()
    table(
      ["", "to do", "taxon", "belief", "answers", "phase"],
      [row("was", whatIf.was), row("otherwise", whatIf.now)], right: [3, 4], flexible: 2)
    space()
    for limit in whatIf.limits { add("- \(limit)", .faint, hang: 2) }
  }

  private func row(_ name: String, _ told: WhatIf.Told) -> [String] {
    [
      name, told.action ?? "-", told.taxon ?? "-", told.partsPerMillion.map(percent) ?? "-",
      String(told.answers), told.phase?.rawValue ?? "-",
    ]
  }

  /// What a whole history would have come to under another rule.
  mutating func add(_ report: PolicyReport) {
    let others = report.inPlaceOf.joined(separator: ", ")
    add(
      "Rule \(report.rule) in place of \(others): \(report.changeCount) of"
        + " \(Wording.count(report.questions, "verdict")) would have been another.", .bold)
    space()
    let (was, now) = (report.was, report.now)
    let classes = Set(was.said.keys).union(now.said.keys).sorted()
    var rows: [(String, Int, Int)] = [
      ("settled", was.settled, now.settled), ("split", was.split, now.split),
      ("not settled", was.unsettled, now.unsettled),
    ]
    rows += classes.map { ("said: \($0)", was.said[$0] ?? 0, now.said[$0] ?? 0) }
    rows += [
      ("answers counted", was.answers, now.answers), ("truth known", was.judged, now.judged),
      ("  taxon right", was.taxonRight, now.taxonRight),
      ("  action right", was.actionRight, now.actionRight),
      ("  dangerous called harmless", was.dangerCalledHarmless, now.dangerCalledHarmless),
    ]
    table(
      ["", "was", "would be"], rows.map { [$0.0, String($0.1), String($0.2)] }, right: [1, 2],
      flexible: 0)
    if !report.actionsChanged.isEmpty {
      caption("What is said to do")
      for (change, count) in report.actionsChanged.sorted(by: { $0.key < $1.key }) {
        add("\(change): \(count)", indent: 2)
      }
    }
    if !report.changes.isEmpty { add(changes: report) }
    caption("What this cannot tell")
    add(
      "- \(report.wouldGoOn) question(s) this rule would have gone on asking about;"
        + " \(Wording.count(report.unusedAnswers, "answer")) came after it had closed theirs.",
      indent: 2, hang: 2)
    for limit in report.limits { add("- \(limit)", indent: 2, hang: 2) }
  }

  private mutating func add(changes report: PolicyReport) {
    caption("Verdicts that would have been another")
    let shown = report.changes.prefix(20)
    table(
      ["question", "was", "would be", "truth"],
      shown.map { [$0.question, Self.words($0.was), Self.words($0.now), $0.truth ?? ""] },
      flexible: 1, indent: 2)
    let rest = report.changeCount - shown.count
    if rest > 0 { add("and \(rest) more (--json lists \(PolicyReport.changeLimit))", indent: 2) }
  }

  private static func words(_ told: WhatIf.Told) -> String {
    let parts = [told.action, told.taxon].compactMap { $0 }
    return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
  }

  /// The rule in force and the one that waits for a second person.
  mutating func add(_ sheet: RuleSheet) {
    add("Rule \(sheet.rule.version) is in force.", .bold)
    if let proposal = sheet.proposal {
      add(
        "Rule \(proposal.rule.version) was proposed by \(proposal.by) at"
          + " \(Wording.time(proposal.at));"
          + " another steward may approve it: \(proposal.id).", .warning, hang: 2)
      space()
      let (old, new) = (sheet.rule.fields, proposal.rule.fields)
      let names = Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }
      table(
        ["what differs", "in force", "proposed"],
        names.map { [$0, old[$0] ?? "-", new[$0] ?? "-"] }, right: [1, 2], flexible: 0, indent: 2)
      return
    }
    space()
    table(
      ["field", "value"], sheet.rule.fields.sorted { $0.key < $1.key }.map { [$0.key, $0.value] },
      right: [1], flexible: 0, indent: 2)
  }
}
