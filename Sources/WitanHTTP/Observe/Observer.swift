import ServiceLifecycle
import Witan

/// Watches over a community while it is served: counts what happens in the ledger from now on, and
/// looks at what waits whenever it is asked.
struct Observer: Service, CustomStringConvertible {
  /// All that a log of services says of it.
  var description: String { "observer" }
  private let desk: Desk
  private let seats: Seats
  /// Where the numbers stand.
  let book: MetricBook

  /// An observer who writes into this book.
  init(desk: Desk, seats: Seats, book: MetricBook) {
    (self.desk, self.seats, self.book) = (desk, seats, book)
  }

  /// Counts until shutdown.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      // Listening begins before the first look, so that no commit falls between the two.
      let commits = desk.commits()
      var next = try? await desk.happenings(from: nil).next
      for await size in commits {
        while next ?? 0 < size, let found = try? await desk.happenings(from: next) {
          count(found)
          next = found.next
        }
      }
    }
  }

  private func count(_ found: Happenings) {
    for phase in found.verdicts { book.add("witan_verdicts_total", [("state", phase.rawValue)]) }
    for wait in found.firstAnswers {
      book.note("witan_first_answer_seconds", [("urgency", wait.urgency.rawValue)], wait.seconds)
    }
  }

  /// Counts a request that was answered.
  ///
  /// - Parameters:
  ///   - route: the pattern, never the path; `-` where there is none.
  func count(_ method: String, _ route: String, status: Int, milliseconds: Int) {
    let labels = [(name: "method", value: method), (name: "route", value: route)]
    book.add("witan_http_requests_total", labels + [("status", String(status))])
    book.note("witan_http_request_seconds", labels, Double(max(0, milliseconds)) / 1_000)
  }

  /// All numbers, those of what waits as it is now.
  func reply() async throws -> Reply {
    let pulse = try await desk.pulse()
    for phase in [Phase.gathering, .provisional] {
      let count = pulse.openQuestions[phase.rawValue] ?? 0
      book.set("witan_questions_open", [("phase", phase.rawValue)], Double(count))
    }
    for (state, count) in [("offered", pulse.offered), ("held", pulse.held)] {
      book.set("witan_assignments_pending", [("state", state)], Double(count))
    }
    for (result, count) in [("clean", pulse.cleanAudits), ("broken", pulse.brokenAudits)] {
      book.set("witan_audits_total", [("result", result)], Double(count))
    }
    let plain = [
      ("witan_http_open_streams", seats.count), ("witan_questions_overdue", pulse.overdueQuestions),
      ("witan_ledger_entries", pulse.ledgerSize),
      ("witan_ledger_lag_entries", pulse.ledgerSize - pulse.checkpointSize),
      ("witan_audit_faults", pulse.lastAuditFaults),
      ("witan_audit_last_timestamp_seconds", (pulse.lastAuditAt?.milliseconds ?? 0) / 1_000),
    ]
    for (name, value) in plain { book.set(name, [], Double(value)) }
    return Reply(
      mediaType: "text/plain; version=0.0.4; charset=utf-8", body: Array(book.text().utf8),
      header: ["Cache-Control": "no-store"])
  }
}
