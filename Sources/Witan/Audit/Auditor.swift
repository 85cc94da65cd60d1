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
  func report(against older: String?) throws -> AuditReport {
    var report = AuditReport()
    report.entries = try shelf.ledgerSize()
    for damage in (try? shelf.damage()) ?? ["it cannot be checked"] { report.note("file", damage) }
    let replay = ReplayPen(base: shelf)
    replayEntries(replay, &report)
    checkTree(replay, &report)
    checkPayloads(replay, &report)
    checkAttachments(replay, &report)
    try compareRecords(replay, &report)
    checkCheckpoint(replay, &report)
    if let older { check(older: older, replay, &report) }
    return report
  }

  /// Reads, checks and applies every entry.
  private func replayEntries(_ replay: ReplayPen, _ report: inout AuditReport) {
    var last: Instant?
    var isReplaying = true
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
        replay.want(entry.event.commitments)
        if isReplaying {
          derive(entry, replay, &report)
          try Projector.apply(entry, to: replay)
        }
      } catch {
        report.note("entry \(index)", "it cannot be read or applied: \(error)")
        isReplaying = false
      }
      progress(index + 1, report.entries)
    }
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
      default: break
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
            "its kept hash \(kept?.hex ?? "is missing") is not \(computed.hex)")
        }
      }
      level += 1
    }
    report.root = (try? MerkleTree.root(size: report.entries, nodes: replay))?.hex ?? ""
  }

  /// Hashes every kept disclosure anew, and looks for those that events name.
  private func checkPayloads(_ replay: ReplayPen, _ report: inout AuditReport) {
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
    for digest in replay.wanted.sorted() where !known.contains(digest) {
      report.note("payload \(digest)", "an event names it and it is missing")
    }
    for digest in kept where !replay.wanted.contains(digest) {
      report.note("payload \(digest)", "no event names it")
    }
  }

  /// Hashes every attachment anew, and looks for those that events name.
  private func checkAttachments(_ replay: ReplayPen, _ report: inout AuditReport) {
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
    for name in kept where !wanted.contains(name) { report.note(name, "no event names it") }
  }

  /// Compares every kept record with the replayed one.
  private func compareRecords(_ replay: ReplayPen, _ report: inout AuditReport) throws {
    for kind in RecordKind.allCases {
      var expected = Dictionary(
        try replay.records(kind, RecordFilter()).map { ($0.key, $0.body) },
        uniquingKeysWith: { $1 })
      for record in try shelf.records(kind, RecordFilter()) {
        report.records += 1
        let body = expected.removeValue(forKey: record.key)
        if body == nil {
          report.note("\(kind.rawValue) \(record.key)", "no event made this record")
        } else if body != record.body {
          report.note(
            "\(kind.rawValue) \(record.key)", "it differs from what the events say")
        }
      }
      for key in expected.keys.sorted() {
        report.note("\(kind.rawValue) \(key)", "the events say it and it is missing")
      }
    }
  }
}
