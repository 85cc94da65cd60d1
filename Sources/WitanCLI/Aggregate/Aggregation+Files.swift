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
  func labels(isWhole: Bool) -> [UInt8] {
    switch outcome {
    case .labels(let result, let votes): Self.labels(result, votes, isWhole: isWhole)
    case .taxa(let result, let ballots): Self.taxa(result, ballots, isWhole: isWhole)
    }
  }

  private static func labels(
    _ result: VoteResult, _ votes: NamedVoteTable, isWhole: Bool
  ) -> [UInt8] {
    var sheet = RowWriter(["task", "label", "probability"])
    let rank = NameOrder(votes.labels).rank
    for task in NameOrder(votes.tasks).places {
      let belief = result.belief(ofTask: task)
      let first = belief.startIndex
      let best = result.winners(ofTask: task).min { rank[$0] < rank[$1] } ?? 0
      for label in isWhole ? 0..<belief.count : best..<best + 1 {
        if isWhole && !(belief[first + label] > 0) { continue }
        sheet.add(votes.tasks[task], votes.labels[label])
        sheet.end(with: belief[first + label])
      }
    }
    return sheet.bytes
  }

  private static func taxa(
    _ result: TaxonResult, _ ballots: TaxonBallots, isWhole: Bool
  ) -> [UInt8] {
    let taxonomy = ballots.taxonomy
    var sheet = RowWriter(
      ["task", "label", "probability"] + (isWhole ? [] : ["settled", "settled_probability"]))
    for task in NameOrder(ballots.named.tasks).places {
      let name = ballots.named.tasks[task]
      let reading = result.readings[task]
      if isWhole {
        for (node, probability) in result.beliefs(ofTask: task) where probability > 0 {
          sheet.add(name, taxonomy[node].name)
          sheet.end(with: probability)
        }
      } else {
        let names = reading.best.map { taxonomy[$0].name }
        sheet.add(name, names.min { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? "")
        sheet.add(reading.probability)
        sheet.add(taxonomy[reading.settled].name)
        sheet.end(with: reading.settledProbability)
      }
    }
    return sheet.bytes
  }

  /// The workers: `worker,skill`.
  func workers() -> [UInt8] {
    let (names, skill) =
      switch outcome {
      case .labels(let result, let votes): (votes.workers, result.workerSkill)
      case .taxa(let result, let ballots): (ballots.named.workers, result.workerSkill)
      }
    var sheet = RowWriter(["worker", "skill"])
    for worker in NameOrder(names).places {
      sheet.add(names[worker])
      sheet.end(with: skill[worker])
    }
    return sheet.bytes
  }

  /// A number with six decimals.
  static func decimal(_ number: Double) -> String { String(format: "%.6f", number) }
}
