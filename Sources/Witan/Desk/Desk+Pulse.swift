import Ledger

/// What waits in a community at one moment, in numbers alone.
package struct Pulse: Sendable {
  /// Open questions by phase, by its name.
  package var openQuestions: [String: Int] = [:]
  /// Open questions for which something should have been done by now.
  package var overdueQuestions = 0
  /// Assignments that are offered, and those that are held.
  package var offered = 0
  package var held = 0
  package var ledgerSize = 0
  /// How many entries the signed checkpoint covers; 0 without one.
  package var checkpointSize = 0
  /// How audits ended since the program began, and what the last one found.
  package var cleanAudits = 0
  package var brokenAudits = 0
  package var lastAuditFaults = 0
  package var lastAuditAt: Instant?

  /// The most questions or assignments that are counted.
  package static let limit = 20_000
}

/// What happened in a stretch of the ledger, in numbers alone.
package struct Happenings: Sendable {
  /// The first entry that was not looked at.
  package var next: Int
  /// The states that verdicts brought their questions to, in order.
  package var verdicts: [Phase] = []
  /// How long questions waited for their first answer, by urgency.
  package var firstAnswers: [(urgency: Urgency, seconds: Double)] = []

  /// The most entries of one look.
  package static let limit = 500
}

extension Desk {
  /// What waits now.
  package func pulse() async throws -> Pulse {
    let now = world.now()
    let audits = audits.results
    return try await archive.read { shelf in
      var pulse = Pulse()
      // Every open question wakes some day; the letter comes after every instant.
      let open = RecordFilter(.upTo(field: "wakeAt", limit: "~"), limit: Pulse.limit)
      for question in try shelf.questions(open) where question.isOpen {
        pulse.openQuestions[question.phase.rawValue, default: 0] += 1
        let isDue = question.wakeAt.map { $0.adding(seconds: Self.graceSeconds) < now } ?? false
        if isDue { pulse.overdueQuestions += 1 }
      }
      let pending = RecordFilter(.upTo(field: "pendingFor", limit: "~"), limit: Pulse.limit)
      for assignment in try shelf.values(.assignment, pending, as: Assignment.self) {
        if assignment.lease == nil { pulse.offered += 1 } else { pulse.held += 1 }
      }
      pulse.ledgerSize = try shelf.ledgerSize()
      if let note = try shelf.checkpoint() {
        pulse.checkpointSize = try Checkpoint(parsing: SignedNote(parsing: note).text).size
      }
      (pulse.cleanAudits, pulse.brokenAudits) = (audits.clean, audits.broken)
      (pulse.lastAuditFaults, pulse.lastAuditAt) = (audits.lastFaults, audits.lastAt)
      return pulse
    }
  }

  /// How late the clock may be before a question counts as overdue: it looks once a second.
  private static let graceSeconds = 5

  /// What happened from an entry on; nil for from now on.
  package func happenings(from index: Int?) async throws -> Happenings {
    try await archive.read { shelf in
      let size = try shelf.ledgerSize()
      let start = min(index ?? size, size)
      let range = start..<min(size, start + Happenings.limit)
      var happenings = Happenings(next: range.upperBound)
      for bytes in try shelf.entries(range) {
        let entry = try Entry(bytes: bytes)
        switch entry.event {
        case .consensusReached(let fact): happenings.verdicts.append(fact.phase)
        case .answerGiven(let fact):
          // Of several at one instant one is the first.
          let first = try shelf.answers(to: fact.question)
            .min { ($0.givenAt, $0.id) < ($1.givenAt, $1.id) }
          guard first?.id == fact.answer, let question = try shelf.question(fact.question) else {
            break
          }
          let waited = entry.at.milliseconds - question.askedAt.milliseconds
          happenings.firstAnswers.append((question.urgency, Double(waited) / 1_000))
        default: break
        }
      }
      return happenings
    }
  }
}
