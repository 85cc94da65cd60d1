import Ledger

/// Checks a whole archive against itself: hashes every entry, payload and attachment anew, replays
/// every event, derives every verdict, route and lesson anew, compares every record, and checks the
/// checkpoint.
///
/// It trusts nothing but the code: what the archive says is only ever compared. A fault does not
/// stop it.
struct Auditor {
  let shelf: any Shelf
  /// Told after each entry: done, of how many.
  let progress: (Int, Int) -> Void
  private let library = Library()

  init(shelf: any Shelf, progress: @escaping (Int, Int) -> Void) {
    self.shelf = shelf
    self.progress = progress
  }

  /// Runs all checks.
  ///
  /// - Parameter older: a checkpoint kept elsewhere, which must be an earlier state of this ledger.
  func report(against older: KeptCheckpoint?) throws -> AuditReport {
    var report = AuditReport()
    report.entries = try shelf.ledgerSize()
    for damage in (try? shelf.damage()) ?? ["it cannot be checked"] { report.note("file", damage) }
    let replay = ReplayPen(base: shelf)
    let replayed = replayEntries(replay, &report)
    checkTree(replay, &report)
    checkCheckpoint(replay, &report)
    if let older { check(older: older, replay, &report) }
    let isWhole = replayed == report.entries
    checkPayloads(replay, isWhole: isWhole, &report)
    checkAttachments(replay, isWhole: isWhole, &report)
    if isWhole {
      checkRecalls(replay, &report)
      compareRecords(replay, &report)
    } else {
      report.note("records", "they cannot be compared: the replay ended at entry \(replayed)")
    }
    return report
  }

  /// Reads and checks every entry, and applies them up to the first that cannot be applied.
  ///
  /// - Returns: how many were applied.
  private func replayEntries(_ replay: ReplayPen, _ report: inout AuditReport) -> Int {
    var last: Instant?
    var isReplaying = true
    var replayed = 0
    for index in 0..<report.entries {
      do {
        guard let bytes = try shelf.entries(index..<index + 1).first else {
          report.note("entry \(index)", "it is missing")
          isReplaying = false
          continue
        }
        try replay.append(bytes)
        let entry = try Entry(bytes: bytes)
        if entry.index != index { report.note("entry \(index)", "it says index \(entry.index)") }
        if let last, entry.at < last {
          report.note("entry \(index)", "its time \(entry.at.text) is before its predecessor's")
        }
        last = entry.at
        replay.want(entry.event)
        if case .skillsEstimated(let fact) = entry.event { replay.want(fact) }
        if isReplaying {
          derive(entry, replay, &report)
          try Projector.apply(entry, to: replay)
          replayed = index + 1
        }
      } catch {
        report.note("entry \(index)", "it cannot be read or applied: \(error)")
        isReplaying = false
      }
      progress(index + 1, report.entries)
    }
    return replayed
  }

  /// Derives anew what an entry says to follow from those before it.
  private func derive(_ entry: Entry, _ replay: ReplayPen, _ report: inout AuditReport) {
    let work = Derivation(
      replay: replay, library: library, entry: entry)
    do {
      switch entry.event {
      case .consensusReached(let fact):
        report.verdicts += 1
        if try work.consensus(fact) != fact {
          report.note(
            "entry \(entry.index)",
            "the verdict on \(fact.question) does not follow from the record before it")
        }
      case .questionDispatched(let fact):
        report.routes += 1
        if try work.dispatch(fact) != fact {
          report.note(
            "entry \(entry.index)",
            "the route of \(fact.question) does not follow from the record before it")
        }
      case .skillsMoved(let fact):
        report.lessons += 1
        if try work.lessons(fact) != fact {
          report.note(
            "entry \(entry.index)",
            "the lessons of \(fact.question) do not follow from the record before it")
        }
      case .skillsEstimated(let fact):
        report.lessons += 1
        if try work.estimate(fact) != fact {
          report.note(
            "entry \(entry.index)",
            "the skills of \(fact.subject) do not follow from the record before it")
        }
      default:
        if try !work.isAllowed() {
          report.note(
            "entry \(entry.index)",
            "its \(entry.event.kind) does not follow from the record before it")
        }
      }
    } catch {
      report.note("entry \(entry.index)", "what it says cannot be derived anew: \(error)")
    }
  }

  /// Compares every kept node of the tree with the one computed here.
  private func checkTree(_ replay: ReplayPen, _ report: inout AuditReport) {
    guard (try? replay.ledgerSize()) == report.entries else { return }
    var level = 0
    while report.entries >> level > 0 {
      for index in 0..<(report.entries >> level) {
        let place = NodePlace(level: level, index: index)
        let kept = try? shelf.node(place)
        if let computed = try? replay.node(place), kept != computed {
          report.note(
            level == 0 ? "entry \(index)" : "tree node \(level)/\(index)",
            kept.map { "its kept hash \($0.hex) is not \(computed.hex)" }
              ?? "its kept hash is missing")
        }
      }
      level += 1
    }
    report.root = (try? MerkleTree.root(size: report.entries, nodes: replay))?.hex ?? ""
  }

  /// Hashes every kept disclosure anew, and looks for those that events name; for those that none
  /// names only where every event was replayed.
  private func checkPayloads(
    _ replay: ReplayPen, isWhole: Bool, _ report: inout AuditReport
  ) {
    let kept = (try? shelf.payloadDigests()) ?? []
    for digest in kept {
      report.payloads += 1
      do {
        let encoded = try shelf.payload(digest) ?? ""
        let computed = try Disclosure(encoded: encoded).digest
        if computed != digest { report.note("payload \(digest)", "it hashes to \(computed)") }
      } catch {
        report.note("payload \(digest)", "it cannot be read: \(error)")
      }
    }
    let known = Set(kept)
    report.erased = replay.erased.count
    for digest in replay.erased.sorted() where known.contains(digest) {
      report.note("payload \(digest)", "it was erased, by the record, and is here all the same")
    }
    for digest in replay.wanted.subtracting(replay.erased).sorted() where !known.contains(digest) {
      report.note("payload \(digest)", "an event names it and it is missing")
    }
    for digest in kept where isWhole && !replay.wanted.contains(digest) {
      report.note("payload \(digest)", "no event names it")
    }
  }

  /// Hashes every attachment anew, and looks for those that events name; for those that none names
  /// only where every event was replayed.
  private func checkAttachments(
    _ replay: ReplayPen, isWhole: Bool, _ report: inout AuditReport
  ) {
    let kept = (try? shelf.attachmentNames()) ?? []
    for name in kept {
      report.attachments += 1
      do {
        let content = try shelf.attachment(name) ?? []
        let hash = SHA.sha256(content).hex
        if !name.contains(hash) { report.note(name, "its content hashes to \(hash)") }
      } catch let fault as AttachmentFault {
        report.note(name, fault.reason)
      } catch {
        report.note(name, "it cannot be read: \(error)")
      }
    }
    let known = Set(kept)
    let named = (try? replay.attachmentsNamed()) ?? []
    for name in named where !known.contains(name) {
      report.note(name, "an event names it and it is missing")
    }
    let wanted = Set(named)
    for name in kept where isWhole && !wanted.contains(name) {
      report.note(name, "no event names it")
    }
  }

  /// What a look at a verdict's leaning found to be recalled must have been recalled.
  private func checkRecalls(_ replay: ReplayPen, _ report: inout AuditReport) {
    let recalls = (try? replay.values(.recall, RecordFilter(), as: Recall.self)) ?? []
    for recall in recalls where !recall.due.isEmpty {
      let names = recall.due.map(\.text).joined(separator: ", ")
      report.note("recall \(recall.question)", "what leaned on it was not recalled: \(names)")
    }
  }

  /// Compares every kept record with the replayed one; a kind that cannot be read is a fault.
  private func compareRecords(_ replay: ReplayPen, _ report: inout AuditReport) {
    for kind in RecordKind.allCases {
      do {
        try compareRecords(of: kind, replay, &report)
      } catch {
        report.note(kind.rawValue, "its records cannot be read: \(error)")
      }
    }
  }

  private func compareRecords(
    of kind: RecordKind, _ replay: ReplayPen, _ report: inout AuditReport
  ) throws {
    var expected = Dictionary(
      try replay.records(kind, RecordFilter()).map { ($0.key, $0.body) },
      uniquingKeysWith: { $1 })
    for record in try shelf.records(kind, RecordFilter()) {
      report.records += 1
      let body = expected.removeValue(forKey: record.key)
      if body == nil {
        report.note("\(kind.rawValue) \(record.key)", "no event made this record")
      } else if body != record.body {
        report.note("\(kind.rawValue) \(record.key)", "it differs from what the events say")
      }
    }
    for key in expected.keys.sorted() {
      report.note("\(kind.rawValue) \(key)", "the events say it and it is missing")
    }
  }
}
