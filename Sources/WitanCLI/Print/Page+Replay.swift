import Foundation
import WitanStudy

extension Page {
  /// The scores of a replay, each seed's and the means, and what others reach.
  mutating func add(_ report: ReplayReport) {
    let seeds = report.perSeed ?? []
    add("\(Int(report.items)) scored items a seed, \(seeds.count) seeds")
    space()
    let figures: [(String, KeyPath<ReplayReport, Double>, Int)] = [
      ("species right", \.speciesAccuracy, 3), ("answers a question", \.answersPerQuestion, 2),
      ("before scoring began", \.answersPerQuestionBefore, 2),
      ("largest share", \.largestShare, 3), ("species named", \.speciesNamed, 3),
      ("right when named", \.rightWhenNamed, 3),
      ("dangerous called harmless", \.dangerousGivenHarmless, 4),
      ("harmless called harmless", \.harmlessGivenHarmless, 3),
      ("calibration error", \.calibrationError, 4), ("seconds", \.seconds, 1),
    ]
    let rows = figures.map { name, path, digits in
      [name, Self.number(report[keyPath: path], digits)]
        + seeds.prefix(5).map { Self.number($0[keyPath: path], digits) }
    }
    let head = ["", "mean"] + seeds.prefix(5).indices.map { "#\($0 + 1)" }
    table(head, rows, right: Set(1...max(1, head.count - 1)), flexible: 0)
    space()
    add(
      "receipts   \(report.receiptsDerived) of \(report.receipts) the same when the router was run "
        + "again on them", report.receiptsDerived == report.receipts ? .good : .danger)
    space()
    let others = report.baselines.sorted { $0.key < $1.key }.map { name, score in
      [
        name, Self.number(score.speciesAccuracy, 3), Self.number(score.answersPerQuestion, 2),
      ]
    }
    table(["people at random", "species right", "answers"], others, right: [1, 2], flexible: 0)
  }

  /// A number with so many decimals.
  static func number(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
