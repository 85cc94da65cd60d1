extension Auditor {
  /// Compares every kept record with the replayed one; a kind that cannot be read is a fault.
  func compareRecords(_ replay: ReplayPen, _ steps: Steps, _ findings: Findings) {
    for kind in RecordKind.allCases {
      do {
        try compareRecords(of: kind, replay, steps, findings)
      } catch {
        findings.note(kind.rawValue, "its records cannot be read: \(error)")
      }
    }
  }

  /// Goes through both in the order of their keys, a page of each at a time, byte by byte.
  private func compareRecords(
    of kind: RecordKind, _ replay: ReplayPen, _ steps: Steps, _ findings: Findings
  ) throws {
    var kept = RecordPages(of: kind, on: shelf, pageSize: replay.pageSize)
    var made = RecordPages(of: kind, on: replay, pageSize: replay.pageSize)
    var (left, right) = (try kept.next(), try made.next())
    func take() {
      findings.report.records += 1
      steps.take()
    }
    func note(_ record: StoredRecord, _ reason: String, _ evidence: AuditEvidence) {
      findings.note(
        "\(kind.rawValue) \(record.key)", reason, evidence, dependsOn: kind.scope(of: record))
    }
    while left != nil || right != nil {
      if let record = left, right.map({ record.precedes($0) }) ?? true {
        take()
        note(record, "no event made this record", AuditEvidence(kept: record.body, derived: nil))
        left = try kept.next()
      } else if let record = right, left.map({ record.precedes($0) }) ?? true {
        note(
          record, "the events say it and it is missing",
          AuditEvidence(kept: nil, derived: record.body))
        right = try made.next()
      } else if let record = left, let other = right {
        take()
        if record.body != other.body {
          note(
            other, "it differs from what the events say",
            AuditEvidence(kept: record.body, derived: other.body))
        }
        (left, right) = (try kept.next(), try made.next())
      }
    }
  }
}
