import Ledger

/// Checks a whole archive against itself: hashes every entry, payload and attachment anew, replays
/// every event, derives every verdict, route and lesson anew, compares every record, and checks the
/// checkpoint.
///
/// It trusts nothing but the code: what the archive says is only ever compared. A fault does not
/// stop it.
struct Auditor {
  let shelf: any Shelf
  /// Told after each step: done, of how many. A step is an entry replayed, a payload or an
  /// attachment hashed.
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
    try shelf.withScratch { scratch in
      let replay = ReplayPen(base: shelf, scratch: scratch)
      replay.noteRoot(at: older.flatMap(\.size))
      audit(replay, against: older, &report)
    }
    return report
  }

  /// All checks that need the record built anew.
  private func audit(
    _ replay: ReplayPen, against older: KeptCheckpoint?, _ report: inout AuditReport
  ) {
    let steps = Steps(
      all: report.entries + ((try? shelf.payloadDigests()) ?? []).count
        + ((try? shelf.attachmentNames()) ?? []).count, progress: progress)
    if report.entries == 0 { report.note("ledger", "it has no entry, not even the founding") }
    let replayed = replayEntries(replay, steps, &report)
    checkCheckpoint(replay, &report)
    if let older { check(older: older, replay, &report) }
    let isWhole = replayed == report.entries
    checkPayloads(replay, steps, isWhole: isWhole, &report)
    checkAttachments(replay, steps, isWhole: isWhole, &report)
    if isWhole {
      checkRecalls(replay, &report)
      compareRecords(replay, &report)
    } else {
      report.note("records", "they cannot be compared: the replay ended at entry \(replayed)")
    }
  }

  /// Reads and checks every entry, and applies them up to the first that cannot be applied.
  ///
  /// - Returns: how many were applied.
  private func replayEntries(
    _ replay: ReplayPen, _ steps: Steps, _ report: inout AuditReport
  ) -> Int {
    var last: Instant?
    var isReplaying = true
    var replayed = 0
    var (isTreeWhole, community) = (true, ExactName?.none)
    for index in 0..<report.entries {
      do {
        guard let bytes = try shelf.entries(index..<index + 1).first else {
          report.note("entry \(index)", "it is missing")
          (isReplaying, isTreeWhole) = (false, false)
          continue
        }
        try replay.append(bytes)
        if isTreeWhole { checkNodes(replay, &report) }
        let entry = try Entry(bytes: bytes)
        if entry.index != index { report.note("entry \(index)", "it says index \(entry.index)") }
        if let last, entry.at < last {
          report.note("entry \(index)", "its time \(entry.at.text) is before its predecessor's")
        }
        last = entry.at
        if let community, ExactName(entry.community.text) != community {
          report.note("entry \(index)", "it is of another community, \(entry.community)")
        }
        replay.want(entry.event)
        if case .skillsEstimated(let fact) = entry.event { replay.want(fact) }
        if isReplaying {
          derive(entry, replay, &report)
          try Projector.apply(entry, to: replay)
          replayed = index + 1
          if index == 0 { community = try ExactName(replay.community().id.text) }
        }
      } catch {
        report.note("entry \(index)", "it cannot be read or applied: \(error)")
        isReplaying = false
      }
      steps.take()
    }
    if isTreeWhole { report.root = (try? replay.root())?.hex ?? "" }
    return replayed
  }

  /// Compares the kept nodes that the last entry completed with those computed here.
  private func checkNodes(_ replay: ReplayPen, _ report: inout AuditReport) {
    for (place, computed) in replay.completed {
      let kept = try? shelf.node(place)
      guard kept != computed else { continue }
      report.note(
        place.level == 0 ? "entry \(place.index)" : "tree node \(place.level)/\(place.index)",
        kept.map { "its kept hash \($0.hex) is not \(computed.hex)" }
          ?? "its kept hash is missing")
    }
  }

  /// Derives anew what an entry says to follow from those before it.
  private func derive(_ entry: Entry, _ replay: ReplayPen, _ report: inout AuditReport) {
    let work = Derivation(replay: replay, library: library, entry: entry)
    do {
      if try !work.isByWhoMust() {
        report.note("entry \(entry.index)", "its \(entry.event.kind) is not by who must make it")
      }
      switch entry.event {
      case .consensusReached(let fact):
        report.verdicts += 1
        if try !Self.isSame(work.consensus(fact), fact) {
          report.note(
            "entry \(entry.index)",
            "the verdict on \(fact.question) does not follow from the record before it")
        }
      case .questionDispatched(let fact):
        report.routes += 1
        if try !Self.isSame(work.dispatch(fact), fact) {
          report.note(
            "entry \(entry.index)",
            "the route of \(fact.question) does not follow from the record before it")
        }
      case .skillsMoved(let fact):
        report.lessons += 1
        if try !Self.isSame(work.lessons(fact), fact) {
          report.note(
            "entry \(entry.index)",
            "the lessons of \(fact.question) do not follow from the record before it")
        }
      case .skillsEstimated(let fact):
        report.lessons += 1
        if try !Self.isSame(work.estimate(fact), fact) {
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

  /// Whether what was derived is what is recorded, byte by byte: equal texts may differ in theirs.
  private static func isSame<Fact: Encodable & Equatable>(
    _ derived: Fact?, _ fact: Fact
  ) throws -> Bool {
    guard let derived, derived == fact else { return false }
    return try Canonical.bytes(derived) == Canonical.bytes(fact)
  }

  /// Hashes every kept disclosure anew, and looks for those that events name; for those that none
  /// names only where every event was replayed.
  private func checkPayloads(
    _ replay: ReplayPen, _ steps: Steps, isWhole: Bool, _ report: inout AuditReport
  ) {
    let kept = (try? shelf.payloadDigests()) ?? []
    for digest in kept {
      report.payloads += 1
      steps.take()
      do {
        let encoded = try shelf.payload(digest) ?? ""
        let computed = try Disclosure(encoded: encoded).digest
        if !computed.utf8.elementsEqual(digest.utf8) {
          report.note("payload \(digest)", "it hashes to \(computed)")
        }
      } catch {
        report.note("payload \(digest)", "it cannot be read: \(error)")
      }
    }
    let (known, wanted) = (Set(kept.map(ExactName.init)), Set(replay.wanted.map(ExactName.init)))
    report.erased = replay.erased.count
    for digest in replay.erased.sorted() where known.contains(ExactName(digest)) {
      report.note("payload \(digest)", "it was erased, by the record, and is here all the same")
    }
    for digest in replay.wanted.subtracting(replay.erased).sorted()
    where !known.contains(ExactName(digest)) {
      report.note("payload \(digest)", "an event names it and it is missing")
    }
    for digest in kept where isWhole && !wanted.contains(ExactName(digest)) {
      report.note("payload \(digest)", "no event names it")
    }
  }

  /// Hashes every attachment anew, and looks for those that events name; for those that none names
  /// only where every event was replayed.
  private func checkAttachments(
    _ replay: ReplayPen, _ steps: Steps, isWhole: Bool, _ report: inout AuditReport
  ) {
    let kept = (try? shelf.attachmentNames()) ?? []
    hashAttachments(kept, steps, &report)
    let known = Set(kept.map(ExactName.init))
    let named = (try? replay.attachmentsNamed()) ?? []
    for name in named where !known.contains(ExactName(name)) {
      report.note(name, "an event names it and it is missing")
    }
    let wanted = Set(named.map(ExactName.init))
    for name in kept where isWhole && !wanted.contains(ExactName(name)) {
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
}
