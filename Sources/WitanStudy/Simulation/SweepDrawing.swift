import Foundation

/// A sweep of an attack as one SVG picture: what ever more attackers cost.
///
/// In the style of `SimulationDrawing`; lines differ by stroke as well as by colour, and flips are
/// told in numbers.
public struct SweepDrawing {
  let sweep: AttackSweep

  /// Takes a sweep as it is.
  public init(_ sweep: AttackSweep) { self.sweep = sweep }

  private static let (left, right, top, bottom) = (60.0, 426.0, 116.0, 372.0)
  private static let height = 470.0

  /// The whole picture.
  public var text: String {
    let kinds = SimulatedAttack.Kind.allCases.filter { kind in
      sweep.rows.contains { $0.attack == kind }
    }
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 \
      \(SimulationDrawing.number(Self.height))" role="img" aria-labelledby="title desc">
      """,
      "<title id=\"title\">What an attack by ever more members costs</title>",
      "<desc id=\"desc\">\(summary)</desc>", SimulationDrawing.style,
      "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>",
      SimulationDrawing.words(20, 34, "What an attack costs: \(sweep.attack.rawValue)", "head"),
      SimulationDrawing.words(20, 56, "Share of questions, by the share who attack", "sub"),
      SimulationDrawing.words(20, 75, sweep.settings.caption(seeds: sweep.seeds), "sub"),
    ]
    lines += frame
    for (number, kind) in kinds.enumerated() {
      let name = kinds.count > 1 ? "\(kind.rawValue): " : ""
      lines += line(kind, number == 0 ? "witan" : "best", name + "species", \.speciesRight)
      if number == 0 {
        lines += line(kind, "random", name + "action", \.actionRight)
      }
    }
    lines += flips(of: kinds.last ?? sweep.attack)
    return (lines + ["</svg>", ""]).joined(separator: "\n")
  }

  /// What the picture says, for those who do not see it.
  private var summary: String {
    sweep.rows.map { row in
      "\(row.attack.rawValue) \(row.percent) %: species right "
        + "\(SimulationDrawing.number(100 * row.score.speciesRight, 1)) %, "
        + "\(row.score.dangerousCalledHarmless) dangerous ones called harmless"
    }.joined(separator: "; ")
  }

  private static func x(_ percent: Int) -> Double { left + (right - left) * Double(percent) / 90 }
  private static func y(_ share: Double) -> Double { bottom - (bottom - top) * share }

  private var frame: [String] {
    var lines: [String] = []
    for share in [0, 0.25, 0.5, 0.75, 1] {
      let y = SimulationDrawing.number(Self.y(share), 1)
      let (from, to) = (
        SimulationDrawing.number(Self.left, 1), SimulationDrawing.number(Self.right, 1)
      )
      lines.append("<line class=\"grid\" x1=\"\(from)\" y1=\"\(y)\" x2=\"\(to)\" y2=\"\(y)\"/>")
      let label = SimulationDrawing.number(100 * share) + (share == 1 ? " %" : "")
      lines.append(
        SimulationDrawing.words(Self.left - 7, Self.y(share) + 4, label, "tick across"))
    }
    for percent in Set(sweep.rows.map(\.percent)).sorted() {
      lines.append(
        SimulationDrawing.words(Self.x(percent), Self.bottom + 20, "\(percent)", "tick along"))
    }
    return lines
  }

  /// One figure of one attack by its shares, named at its end.
  private func line(
    _ kind: SimulatedAttack.Kind, _ style: String, _ name: String,
    _ value: (SimulationReport.PolicyScore) -> Double
  ) -> [String] {
    let rows = sweep.rows.filter { $0.attack == kind }.sorted { $0.percent < $1.percent }
    guard let last = rows.last else { return [] }
    let points = rows.map { row in
      "\(SimulationDrawing.number(Self.x(row.percent), 1)),"
        + SimulationDrawing.number(Self.y(value(row.score)), 1)
    }
    return [
      "<polyline class=\"line \(style)\" points=\"\(points.joined(separator: " "))\"/>",
      SimulationDrawing.words(
        Self.x(last.percent) + 8, Self.y(value(last.score)) + 5, name, "name \(style)"),
    ]
  }

  private func flips(of kind: SimulatedAttack.Kind) -> [String] {
    let row = Self.bottom + 56
    let title = SimulationDrawing.words(
      20, row, "Dangerous ones called harmless, all seeds", "title")
    return [title]
      + sweep.rows.filter { $0.attack == kind }.map { each in
        SimulationDrawing.words(
          Self.x(each.percent), row + 24, "\(each.score.dangerousCalledHarmless)", "tick along")
      }
  }
}
