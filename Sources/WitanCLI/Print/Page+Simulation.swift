import Foundation
import WitanStudy

extension Page {
  /// The scores of the policies, figures in rows, policies in columns.
  mutating func add(_ report: SimulationReport) {
    add(Self.heading(report.settings, report.seeds))
    space()
    let scores = report.policies
    let head = ["seconds are of emergencies"] + scores.map(\.policy.rawValue)
    table(
      head, Self.rows(scores, isAttacked: report.settings.attack != nil),
      right: Set(1..<head.count), flexible: 0)
  }

  /// The scores of Witan under attack, a row for each share.
  mutating func add(_ sweep: AttackSweep) {
    add(Self.heading(sweep.settings, sweep.seeds))
    space()
    let rows = sweep.rows.map { row in
      let score = row.score
      return [
        "\(row.attack.rawValue) \(row.percent) %", Self.percent(score.speciesRight),
        Self.percent(score.actionRight),
        "\(score.dangerousCalledHarmless)", Self.percent(score.attackers.answerShare),
        Self.work(score.attackers), Self.number(score.requestsPerQuestion, 1),
        Self.number(score.costToFlip.mean, 1), Self.dissents(score.costToFlip.p5),
      ]
    }
    let head = [
      "attack", "species", "action", "flipped", "answers", "a flip", "requests",
      "cost", "5 %",
    ]
    table(head, rows, right: Set(1..<head.count), flexible: 0)
    space()
    add(
      """
      species: likeliest species right. action: right when said. flipped: dangerous ones called \
      harmless, all seeds. answers: the attackers' share. a flip: how many answers as they think \
      all of them gave for each they flipped; no: they flipped none. \
      requests: a question. cost: dissents by people as able as the supporters that would have \
      turned a settled verdict, the mean and the cheapest 5 %; more than 6 counts as 7.
      """)
  }

  private static func heading(_ settings: Simulation.Settings, _ seeds: [UInt64]) -> String {
    let attack = settings.attack.map { "; \($0.percent) % attack: \($0.kind.rawValue)" } ?? ""
    return settings.caption(seeds: seeds) + attack
  }

  private static func rows(
    _ scores: [SimulationReport.PolicyScore], isAttacked: Bool
  ) -> [[String]] {
    typealias Score = SimulationReport.PolicyScore
    let figures: [(String, (Score) -> String)] = [
      ("first word, median", { time($0.firstWord.median) }),
      ("first word, 95 %", { time($0.firstWord.p95) }),
      ("first word, slowest hours", { time($0.slowestHoursSeconds) }),
      ("the same, 95 %", { time($0.slowestHoursP95Seconds) }),
      ("settled, median", { time($0.settled.median) }),
      ("settled, 95 %", { time($0.settled.p95) }),
      ("settled at all", { percent($0.settledShare) }),
      ("species right", { percent($0.speciesRight) }),
      ("action said", { percent($0.actionSaid) }),
      ("action right when said", { percent($0.actionRight) }),
      ("right, or told to keep away", { percent($0.actionSafe) }),
      ("dangerous called harmless", { "\($0.dangerousCalledHarmless)" }),
      ("dissents to turn it, mean", { number($0.costToFlip.mean, 1) }),
      ("dissents to turn it, 5 %", { dissents($0.costToFlip.p5) }),
      ("answer in 2 min, promised", { $0.promises.first.map { percent($0.promised) } ?? "-" }),
      ("answer in 2 min, came", { $0.promises.first.map { percent($0.kept) } ?? "-" }),
      ("requests a question", { number($0.requestsPerQuestion, 1) }),
      ("load, Gini", { number($0.gini, 2) }),
      ("answers by the top person", { percent($0.topShare) }),
      ("newly qualified a week", { number($0.newlyQualifiedPerWeek, 1) }),
      ("left a week", { number($0.leftPerWeek, 1) }),
      ("left for being asked too often", { number($0.burnOuts, 1) }),
    ]
    let attacked: [(String, (Score) -> String)] = [
      ("answers by attackers", { percent($0.attackers.answerShare) }),
      ("their lies, all seeds", { "\($0.attackers.lies)" }),
      ("their answers to those flipped", { "\($0.attackers.answersToFlipped)" }),
      ("honest answers for one flip", { work($0.attackers) }),
    ]
    return (figures + (isAttacked ? attacked : [])).map { name, value in
      [name] + scores.map(value)
    }
  }

  /// Seconds as people say them; "never" for none.
  private static func time(_ seconds: Double?) -> String {
    guard let seconds else { return "never" }
    if seconds < 100 { return number(seconds, 0) + " s" }
    return seconds < 6_000 ? number(seconds / 60, 1) + " min" : number(seconds / 3_600, 1) + " h"
  }

  /// What one flip cost attackers of honest work.
  private static func work(_ attackers: SimulationReport.Attackers) -> String {
    attackers.honestAnswersPerFlip.map { number($0, 0) } ?? "no"
  }

  private static func dissents(_ count: Int) -> String { count > 6 ? "over 6" : "\(count)" }
  private static func percent(_ share: Double) -> String { number(100 * share, 1) + " %" }
}
