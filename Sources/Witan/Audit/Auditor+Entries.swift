import Ledger

extension Auditor {
  /// Checks every entry, and applies all that can be applied.
  func replayEntries(_ replay: ReplayPen, _ steps: Steps, _ findings: Findings) {
    var course = Course()
    EntryReader(shelf, size: findings.report.entries).forEach { found in
      take(found, replay, &course, findings)
      steps.take()
    }
    course.owed.meet(nil, Casework(shelf: replay, library: library), findings)
    if course.isTreeWhole { findings.report.root = (try? replay.root())?.hex ?? "" }
  }

  /// What is remembered from entry to entry.
  private struct Course {
    var isTreeWhole = true
    var last: Instant?
    var community: [UInt8]?
    var owed = BadgesOwed()
  }

  private func take(
    _ found: EntryReader.Found, _ replay: ReplayPen, _ course: inout Course, _ findings: Findings
  ) {
    let index = found.index
    guard let bytes = found.bytes, let leaf = found.leaf, let read = found.entry else {
      findings.note(entry: index, found.fault.map { "it cannot be read: \($0)" } ?? "it is missing")
      findings.doubts.add(index, kind: "", question: nil)
      course.isTreeWhole = false
      return replay.skip()
    }
    hash(leaf, at: index, replay, &course, findings)
    let entry: Entry
    do {
      entry = try read.get()
    } catch {
      findings.note(
        entry: index, "it cannot be read or applied: \(error)",
        AuditEvidence(kept: bytes, derived: nil))
      return findings.doubts.add(index, unreadable: bytes)
    }
    checkFrame(entry, at: index, &course, findings)
    let casework = Casework(shelf: replay, library: library)
    course.owed.meet(entry, casework, findings)
    do {
      try replay.want(entry.event)
      derive(entry, replay, findings)
      try Projector.apply(entry, to: replay)
      findings.report.replayed += 1
      course.owed.remember(entry, casework, findings)
      if index == 0 { course.community = try Array(replay.community().id.text.utf8) }
    } catch {
      findings.note(
        entry: index, "it cannot be read or applied: \(error)", dependsOn: entry.scope)
      findings.doubts.add(index, kind: entry.event.kind, question: entry.event.question)
    }
  }

  /// Compares the kept nodes that an entry completes with those computed here; where the tree is
  /// whole no more, the leaf alone.
  private func hash(
    _ leaf: TreeHash, at index: Int, _ replay: ReplayPen, _ course: inout Course,
    _ findings: Findings
  ) {
    guard course.isTreeWhole, (try? replay.append(leaf: leaf)) != nil else {
      if course.isTreeWhole {
        findings.note(entry: index, "the tree's nodes before it cannot be read")
      }
      course.isTreeWhole = false
      replay.skip()
      return compare(NodePlace(level: 0, index: index), leaf, at: index, findings)
    }
    for (place, computed) in replay.completed { compare(place, computed, at: index, findings) }
  }

  private func compare(
    _ place: NodePlace, _ computed: TreeHash, at index: Int, _ findings: Findings
  ) {
    let kept = try? shelf.node(place)
    guard kept != computed else { return }
    let reason =
      kept.map { "its kept hash \($0.hex) is not \(computed.hex)" } ?? "its kept hash is missing"
    if place.level == 0 {
      findings.note(entry: index, reason)
    } else {
      findings.note("tree node \(place.level)/\(place.index)", reason, at: index)
    }
  }

  private func checkFrame(
    _ entry: Entry, at index: Int, _ course: inout Course, _ findings: Findings
  ) {
    if entry.index != index { findings.note(entry: index, "it says index \(entry.index)") }
    if let last = course.last, entry.at < last {
      findings.note(
        entry: index, "its time \(entry.at.text) is before its predecessor's, \(last.text)")
    }
    course.last = entry.at
    if let community = course.community, Array(entry.community.text.utf8) != community {
      findings.note(entry: index, "it is of another community, \(entry.community)")
    }
  }
}
