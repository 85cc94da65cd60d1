import Foundation
import Inference

/// What one method made of a file of votes.
struct Aggregation {
  let name: String
  let result: VoteResult
  /// Nil without truths.
  let scores: VoteScores?

  /// Runs one method; says so on stderr before and after.
  init(
    _ name: String, _ method: any VoteMethod, on votes: NamedVoteTable, truth: [Int]?,
    terminal: Terminal
  ) {
    terminal.hint("\(name): \(votes.table.voteCount) votes ...")
    self.name = name
    let result = method.infer(votes.table)
    self.result = result
    scores = truth.flatMap { VoteScores(result, truth: $0) }
    terminal.hint(
      "\(name): \(Wording.count(result.iterations, "round")), "
        + (result.hasConverged ? "at rest" : "not at rest"))
  }

  /// The labels: `task,label,probability`, tasks in the order of their names' bytes; of tied labels
  /// the first by name. With `isWhole` a row for each label that has any probability.
  func labels(of votes: NamedVoteTable, isWhole: Bool) -> String {
    let order = votes.tasks.indices.sorted { votes.tasks[$0].precedes(votes.tasks[$1]) }
    var text = "task,label,probability\n"
    for task in order {
      let belief = Array(result.belief(ofTask: task))
      let best = result.winners(ofTask: task).min { votes.labels[$0].precedes(votes.labels[$1]) }
      let shown = isWhole ? belief.indices.filter { belief[$0] > 0 } : [best ?? 0]
      for label in shown {
        let cells = [Self.cell(votes.tasks[task]), Self.cell(votes.labels[label])]
        text += (cells + [Self.decimal(belief[label])]).joined(separator: ",") + "\n"
      }
    }
    return text
  }

  /// The workers: `worker,skill`, in the order of their names' bytes.
  func workers(of votes: NamedVoteTable) -> String {
    let order = votes.workers.indices.sorted { votes.workers[$0].precedes(votes.workers[$1]) }
    return "worker,skill\n"
      + order.map { worker in
        "\(Self.cell(votes.workers[worker])),\(Self.decimal(result.workerSkill[worker]))\n"
      }.joined()
  }

  /// A number with six decimals.
  static func decimal(_ number: Double) -> String { String(format: "%.6f", number) }

  /// A field, in quotation marks where RFC 4180 asks for them.
  private static func cell(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\""
  }
}

extension String {
  /// Whether this text comes before another in the order of bytes.
  fileprivate func precedes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
