import Inference

/// What `witan aggregate --json` prints.
struct AggregationSheet: Codable {
  let tasks: Int
  let workers: Int
  let labels: Int
  let votes: Int
  let methods: [Method]

  /// One method's row.
  struct Method: Codable {
    let name: String
    let rounds: Int
    let hasConverged: Bool
    /// Nil without truths.
    let scores: Scores?
  }

  /// How good it was, over the tasks with a truth.
  struct Scores: Codable {
    let tasks: Int
    let accuracy: Double
    let macroF1: Double
    let logLoss: Double
    let brier: Double
    let calibrationError: Double
  }

  /// The rows of some methods on one table.
  init(_ votes: NamedVoteTable, _ aggregations: [Aggregation]) {
    tasks = votes.tasks.count
    workers = votes.workers.count
    labels = votes.labels.count
    self.votes = votes.table.voteCount
    methods = aggregations.map { each in
      Method(
        name: each.name, rounds: each.iterations, hasConverged: each.hasConverged,
        scores: each.scores.map {
          Scores(
            tasks: $0.tasks, accuracy: $0.accuracy, macroF1: $0.macroF1, logLoss: $0.logLoss,
            brier: $0.brier, calibrationError: $0.calibrationError)
        })
    }
  }
}

extension Page {
  /// The table of methods, with scores where there are truths.
  mutating func add(_ sheet: AggregationSheet) {
    let counts = [
      "\(sheet.tasks) tasks", "\(sheet.workers) workers", "\(sheet.labels) labels",
      "\(sheet.votes) votes",
    ]
    add(counts.joined(separator: ", "))
    space()
    let rows = sheet.methods.map { method -> [String] in
      let rest = method.hasConverged ? "\(method.rounds)" : "\(method.rounds), not at rest"
      guard let scores = method.scores else { return [method.name, rest, "", "", "", "", ""] }
      let numbers = [
        scores.accuracy, scores.macroF1, scores.logLoss, scores.brier, scores.calibrationError,
      ]
      return [method.name, rest] + numbers.map { String(Aggregation.decimal($0).dropLast(2)) }
    }
    table(
      ["method", "rounds", "accuracy", "macro-F1", "log-loss", "Brier", "calib."], rows,
      right: [2, 3, 4, 5, 6], flexible: 0)
  }
}
