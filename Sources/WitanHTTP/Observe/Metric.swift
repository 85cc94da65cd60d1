/// A metric as Prometheus is told of it: its name, what it counts, and its labels.
struct Metric: Sendable {
  /// How its numbers go together.
  enum Sort: Sendable {
    /// Only ever grows, until the server starts anew.
    case counter
    /// What is now.
    case gauge
    /// How often a value was at most each of these, and the sum of all values.
    case histogram([Double])
  }

  let name: String
  let sort: Sort
  /// What it is, in one sentence.
  let help: String
  var labels = Labels.none

  /// What its numbers are told apart by.
  enum Labels: Sendable {
    /// Nothing: there is one, from the start.
    case none
    /// One label whose values are known: each is told from the start.
    case known(String, [String])
    /// Labels whose values are known once something was counted.
    case found
  }
}

extension Metric {
  /// Everything that a server tells of itself. What is not in this list is never told, so that no
  /// name and no text of anybody can become a label.
  static let all = requests + questions + record + notices

  /// How long people wait for a page, in seconds.
  private static let quickSeconds = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300,
  ]
  /// How long people wait for people, in seconds.
  private static let slowSeconds = [
    5.0, 10, 20, 30, 60, 90, 120, 300, 600, 1_800, 3_600, 21_600, 86_400,
  ]

  private static let requests = [
    Metric(
      name: "witan_http_requests_total", sort: .counter,
      help: "Requests answered, by method, route and status.", labels: .found),
    Metric(
      name: "witan_http_request_seconds", sort: .histogram(quickSeconds),
      help: "Time from a request's header to its reply, by method and route.", labels: .found),
    Metric(
      name: "witan_http_open_streams", sort: .gauge, help: "Streams of events that are open."),
  ]

  private static let questions = [
    Metric(
      name: "witan_questions_open", sort: .gauge, help: "Questions that are open, by phase.",
      labels: .known("phase", ["gathering", "provisional"])),
    Metric(
      name: "witan_questions_overdue", sort: .gauge,
      help: "Open questions for which something should have been done by now."),
    Metric(
      name: "witan_assignments_pending", sort: .gauge,
      help: "Assignments offered to experts or held by them.",
      labels: .known("state", ["offered", "held"])),
    Metric(
      name: "witan_first_answer_seconds", sort: .histogram(slowSeconds),
      help: "Time from a question to its first answer, by urgency.",
      labels: .known("urgency", ["emergency", "today", "whenever"])),
    Metric(
      name: "witan_verdicts_total", sort: .counter,
      help: "Versions of verdicts reached, by the state they brought the question to.",
      labels: .known("state", ["gathering", "provisional", "settled", "split", "unsettled"])),
  ]

  private static let notices = [
    Metric(
      name: "witan_notices_total", sort: .counter,
      help: "Tries to send notices to webhooks, by what became of them.",
      labels: .known("result", ["delivered", "put-off", "given-up", "switched-off"])),
    Metric(
      name: "witan_sign_in_mails_total", sort: .counter,
      help: "Links to sign in with that were to be mailed, by what became of them.",
      labels: .known("result", ["sent", "given-up", "held-back"])),
  ]

  private static let record = [
    Metric(
      name: "witan_writer_batch_size", sort: .histogram([1, 2, 4, 8, 16, 32, 64, 128, 256]),
      help: "Changes that shared one commit."),
    Metric(
      name: "witan_writer_waiting", sort: .gauge,
      help: "Changes that wait to be written; beyond 1,024 they are refused."),
    Metric(
      name: "witan_photos_waiting", sort: .gauge,
      help: "Photos that wait to be taken or made smaller; beyond 256 and 64 they are refused.",
      labels: .known("gate", ["taken", "shown"])),
    Metric(name: "witan_ledger_entries", sort: .gauge, help: "Entries of the ledger."),
    Metric(
      name: "witan_ledger_lag_entries", sort: .gauge,
      help: "Entries that no signed checkpoint covers yet."),
    Metric(
      name: "witan_ledger_cosigned_entries", sort: .gauge,
      help: "Entries of the last checkpoint that a witness cosigned; 0 for none yet."),
    Metric(name: "witan_witnesses", sort: .gauge, help: "Witnesses that are asked to cosign."),
    Metric(
      name: "witan_witness_requests_total", sort: .counter,
      help: "Checkpoints sent to witnesses, by what became of them.",
      labels: .known(
        "result", ["cosigned", "unreachable", "refused", "contradicted", "failed"])),
    Metric(
      name: "witan_audits_total", sort: .counter,
      help: "Audits that this server carried out, by result.",
      labels: .known("result", ["clean", "broken"])),
    Metric(
      name: "witan_audit_faults", sort: .gauge,
      help: "Broken places that the last audit found; 0 before the first."),
    Metric(
      name: "witan_audit_last_timestamp_seconds", sort: .gauge,
      help: "When the last audit ended, in seconds since 1970; 0 before the first."),
  ]
}
