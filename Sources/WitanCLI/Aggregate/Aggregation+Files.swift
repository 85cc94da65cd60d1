import Foundation
import Inference
import Witan

/// What is written to files or printed: CSV, in the order of the names' bytes.
extension Aggregation {
  /// What each task is. With `isWhole` a row for each label that has any probability.
  ///
  /// Without a taxonomy `task,label,probability`. With one, the finest taxon that is settled stands
  /// beside; whole, the taxa that were named and all above them have rows of three columns, each
  /// taxon's probability holding those of the taxa beneath.
  func labels(isWhole: Bool) -> String {
    switch outcome {
    case .labels(let result, let votes): Self.labels(result, votes, isWhole: isWhole)
    case .taxa(let result, let ballots): Self.taxa(result, ballots, isWhole: isWhole)
    }
  }

  private static func labels(
    _ result: VoteResult, _ votes: NamedVoteTable, isWhole: Bool
  ) -> String {
    var text = "task,label,probability\n"
    for task in inOrder(votes.tasks) {
      let belief = Array(result.belief(ofTask: task))
      let best = result.winners(ofTask: task).min { votes.labels[$0].precedes(votes.labels[$1]) }
      let shown = isWhole ? belief.indices.filter { belief[$0] > 0 } : [best ?? 0]
      for label in shown {
        text += row([votes.tasks[task], votes.labels[label], decimal(belief[label])])
      }
    }
    return text
  }

  private static func taxa(
    _ result: TaxonResult, _ ballots: TaxonBallots, isWhole: Bool
  ) -> String {
    let taxonomy = ballots.taxonomy
    var text = "task,label,probability" + (isWhole ? "\n" : ",settled,settled_probability\n")
    for task in inOrder(ballots.named.tasks) {
      let name = ballots.named.tasks[task]
      let reading = result.readings[task]
      if isWhole {
        for (node, probability) in result.beliefs(ofTask: task) where probability > 0 {
          text += row([name, taxonomy[node].name, decimal(probability)])
        }
      } else {
        let best = reading.best.map { taxonomy[$0].name }.min { $0.precedes($1) } ?? ""
        text += row([
          name, best, decimal(reading.probability), taxonomy[reading.settled].name,
          decimal(reading.settledProbability),
        ])
      }
    }
    return text
  }

  /// The workers: `worker,skill`.
  func workers() -> String {
    let (names, skill) =
      switch outcome {
      case .labels(let result, let votes): (votes.workers, result.workerSkill)
      case .taxa(let result, let ballots): (ballots.named.workers, result.workerSkill)
      }
    return "worker,skill\n"
      + Self.inOrder(names).map { Self.row([names[$0], Self.decimal(skill[$0])]) }.joined()
  }

  /// The places of names in the order of their bytes.
  private static func inOrder(_ names: [String]) -> [Int] {
    names.indices.sorted { names[$0].precedes(names[$1]) }
  }

  /// A number with six decimals.
  static func decimal(_ number: Double) -> String { String(format: "%.6f", number) }

  /// A row, its fields in quotation marks where RFC 4180 asks for them.
  private static func row(_ fields: [String]) -> String {
    let cells = fields.map { text in
      guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
      return "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\""
    }
    return cells.joined(separator: ",") + "\n"
  }
}

extension String {
  /// Whether this text comes before another in the order of bytes.
  fileprivate func precedes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
