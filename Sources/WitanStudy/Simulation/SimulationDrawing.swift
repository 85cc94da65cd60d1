import Foundation

/// A report as one SVG picture: how soon something is said, and what that asks of people.
///
/// Self-contained and without scripts; it follows the reader's light or dark page; policies differ
/// by place and stroke as well as by colour (Okabe and Ito's palette, which the colour-blind tell
/// apart), and every bar bears its number.
public struct SimulationDrawing {
  let report: SimulationReport
  /// Where the lines are drawn.
  let plot = SimulationPlot(left: 60, right: 426, top: 116, bottom: 372)

  /// Takes a report as it is.
  public init(_ report: SimulationReport) { self.report = report }

  static let width = 520.0
  private static let barHeight = 15.0
  private static let barStep = 22.0

  /// The whole picture.
  public var text: String {
    let panels = bars
    let whole = plot.bottom + 54 + panels.reduce(0) { $0 + height(of: $1) + 18 }
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.number(Self.width)) \
      \(Self.number(whole))" role="img" aria-labelledby="title desc">
      """,
      "<title id=\"title\">How soon a community answers, and what that asks of it</title>",
      "<desc id=\"desc\">\(Self.escaped(summary))</desc>", Self.style,
      "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>",
      Self.words(20, 34, "How soon something is said", "head"),
      Self.words(20, 56, "Share of emergencies, by time since they were asked", "sub"),
      Self.words(20, 75, setting, "sub"),
    ]
    lines += plot.frame + curves
    var top = plot.bottom + 54
    for panel in panels {
      lines += drawn(panel, top: top)
      top += height(of: panel) + 18
    }
    return (lines + ["</svg>", ""]).joined(separator: "\n")
  }

  private var setting: String {
    let settings = report.settings
    let attack = settings.attack.map { "; \($0.percent) % attack: \($0.kind.rawValue)" } ?? ""
    return settings.caption(seeds: report.seeds) + attack
  }

  /// What the picture says, for those who do not see it.
  private var summary: String {
    let policies = report.policies.map { score in
      let within = score.curve.last { $0.seconds <= 120 }?.share ?? 0
      return "\(score.policy.rawValue): \(Self.number(100 * within)) % within two minutes, "
        + "\(Self.number(score.requestsPerQuestion, 1)) requests a question, "
        + "\(Self.number(score.burnOuts, 1)) people left for being asked too often, "
        + "\(Self.number(100 * score.topShare, 1)) % of answers by the top person"
    }
    return "\(setting). \(policies.joined(separator: "; "))."
  }

  /// A line for each policy, named at its end, the names kept apart.
  private var curves: [String] {
    let ends = report.policies.map { plot.y(share: $0.curve.last?.share ?? 0) }
    let places = SimulationPlot.apart(ends, by: 17, within: plot.top...plot.bottom)
    return zip(report.policies, places).flatMap { score, place in
      let points = score.curve.map { point in
        "\(Self.number(plot.x(seconds: point.seconds), 1)),"
          + Self.number(plot.y(share: point.share), 1)
      }
      let name = score.policy.rawValue
      return [
        "<polyline class=\"line \(name)\" points=\"\(points.joined(separator: " "))\"/>",
        Self.words(plot.right + 8, place + 5, name, "name \(name)"),
      ]
    }
  }
}

extension SimulationDrawing {
  /// Bars of one figure.
  private struct Panel {
    let title: String
    let note: String
    let values: [(policy: String, value: Double, label: String)]
  }

  private var bars: [Panel] {
    func panel(
      _ title: String, _ note: String, _ value: (SimulationReport.PolicyScore) -> Double,
      _ label: (Double) -> String
    ) -> Panel {
      Panel(
        title: title, note: note,
        values: report.policies.map { ($0.policy.rawValue, value($0), label(value($0))) })
    }
    return [
      panel("Requests a question", "how many people are asked", \.requestsPerQuestion) {
        Self.number($0, 1)
      },
      panel("Burn-outs", "people who left for being asked too often", \.burnOuts) {
        Self.number($0, 1)
      },
      panel("The top person's share", "of all answers", \.topShare) {
        Self.number(100 * $0, 1) + " %"
      },
      panel("Load, Gini", "0: requests fall on all alike; 1: on one", \.gini) {
        Self.number($0, 2)
      },
      panel("Settled", "share of emergencies", \.settledShare) {
        Self.number(100 * $0, 1) + " %"
      },
      panel("Time to a settled verdict", "seconds, the median", { $0.settled.median ?? 0 }) {
        $0 > 0 ? Self.number($0) + " s" : "never"
      },
      panel("Species right", "the likeliest one at the end", \.speciesRight) {
        Self.number(100 * $0, 1) + " %"
      },
      panel("Action right", "of those that were said", \.actionRight) {
        Self.number(100 * $0, 2) + " %"
      },
      panel("Newly qualified", "people a week", \.newlyQualifiedPerWeek) {
        Self.number($0, 1)
      },
    ]
  }

  private func height(of panel: Panel) -> Double {
    34 + Double(panel.values.count) * Self.barStep
  }

  private func drawn(_ panel: Panel, top: Double) -> [String] {
    let (left, right) = (100.0, 446.0)
    let most = max(panel.values.map(\.value).max() ?? 0, 1e-9)
    let title = """
      <text class="text" x="20" y="\(Self.number(top + 16))"><tspan class="title">\
      \(panel.title)</tspan><tspan class="sub" dx="8">\(panel.note)</tspan></text>
      """
    return [title]
      + panel.values.enumerated().flatMap { number, each in
        let y = top + 30 + Double(number) * Self.barStep
        let length = max(1.5, (right - left) * each.value / most)
        return [
          Self.words(left - 8, y + 12, each.policy, "row"),
          """
          <rect class="bar \(each.policy)" x="\(Self.number(left))" y="\(Self.number(y))" \
          width="\(Self.number(length, 1))" height="\(Self.number(Self.barHeight))" rx="2"/>
          """,
          Self.words(left + length + 6, y + 12, each.label, "value"),
        ]
      }
  }

  /// Colours by Okabe and Ito (2008), lighter ones on a dark page.
  static let style = """
    <style>
    svg { --paper: #fff; --ink: #1d2421; --faint: #5b6661; --grid: #dde2df;
      --witan: #0072b2; --broadcast: #d55e00; --random: #008664; --best: #a64d86;
      display: block; width: 100%; max-width: 46rem; height: auto; margin: 0 auto;
      font: 14px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif }
    @media (prefers-color-scheme: dark) { svg { --paper: #14191a; --ink: #e9edea;
      --faint: #a3aeaa; --grid: #333c3a; --witan: #56b4e9; --broadcast: #f08a3c;
      --random: #2fc39b; --best: #dd93c0 } }
    .paper { fill: var(--paper) } text { fill: var(--ink) }
    .head { font-size: 20px; font-weight: 650 } .title { font-weight: 650 }
    .sub, .tick { fill: var(--faint) } .sub { font-size: 13.5px }
    .tick { font-size: 12.5px } .across, .row { text-anchor: end }
    .along { text-anchor: middle } .value { font-variant-numeric: tabular-nums }
    .grid { stroke: var(--grid) } .promise { stroke: var(--faint); stroke-dasharray: 2 3 }
    .name { font-weight: 600 }
    .line { fill: none; stroke-width: 2.25; stroke-linejoin: round }
    .line.witan { stroke: var(--witan); stroke-width: 3.5 } .line.random { stroke-dasharray: 7 4 }
    .line.broadcast { stroke: var(--broadcast) } .line.random { stroke: var(--random) }
    .line.best { stroke: var(--best); stroke-dasharray: 1.5 4; stroke-linecap: round }
    .name.witan, .bar.witan { fill: var(--witan) }
    .name.broadcast, .bar.broadcast { fill: var(--broadcast) }
    .name.random, .bar.random { fill: var(--random) }
    .name.best, .bar.best { fill: var(--best) }
    </style>
    """

  /// A text at a place, of a class of the style.
  static func words(_ x: Double, _ y: Double, _ text: String, _ style: String) -> String {
    "<text class=\"\(style)\" x=\"\(number(x, 1))\" y=\"\(number(y, 1))\">\(escaped(text))</text>"
  }

  static func number(_ value: Double, _ digits: Int = 0) -> String {
    String(format: "%.\(digits)f", value)
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
  }
}
