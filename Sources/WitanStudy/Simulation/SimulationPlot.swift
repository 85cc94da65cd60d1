import Foundation

/// The field on which shares are drawn against time: 5 s to 1 h, by its logarithm.
struct SimulationPlot {
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  private static let first = 5.0
  private static let last = 3_600.0
  /// What is promised: a first word after two minutes.
  private static let promise = 120.0
  private static let ticks: [(seconds: Double, label: String)] = [
    (5, "5 s"), (15, "15"), (30, "30"), (60, "1 min"), (120, "2"), (300, "5"), (900, "15"),
    (3_600, "1 h"),
  ]

  /// How far to the right a time is drawn.
  func x(seconds: Double) -> Double {
    left + (right - left) * log(seconds / Self.first) / log(Self.last / Self.first)
  }

  /// How far down a share is drawn.
  func y(share: Double) -> Double { bottom - (bottom - top) * share }

  /// The grid, its labels, and the two minutes within which something is to be said.
  var frame: [String] {
    var lines: [String] = []
    for share in [0, 0.25, 0.5, 0.75, 1] {
      let y = y(share: share)
      lines.append(line(from: (left, y), to: (right, y), "grid"))
      let label = SimulationDrawing.number(100 * share) + (share == 1 ? " %" : "")
      lines.append(SimulationDrawing.words(left - 7, y + 4, label, "tick across"))
    }
    for tick in Self.ticks {
      let x = x(seconds: tick.seconds)
      lines.append(line(from: (x, bottom), to: (x, bottom + 5), "grid"))
      lines.append(SimulationDrawing.words(x, bottom + 20, tick.label, "tick along"))
    }
    let x = x(seconds: Self.promise)
    lines.append(line(from: (x, top - 6), to: (x, bottom), "promise"))
    lines.append(SimulationDrawing.words(x, top - 11, "two minutes", "tick along"))
    return lines
  }

  private func line(
    from start: (Double, Double), to end: (Double, Double), _ style: String
  ) -> String {
    let ends = [start.0, start.1, end.0, end.1].map { SimulationDrawing.number($0, 1) }
    return "<line class=\"\(style)\" x1=\"\(ends[0])\" y1=\"\(ends[1])\" x2=\"\(ends[2])\" "
      + "y2=\"\(ends[3])\"/>"
  }

  /// Heights moved so that they are at least so far apart, in their order, within a range.
  static func apart(
    _ heights: [Double], by distance: Double, within range: ClosedRange<Double>
  ) -> [Double] {
    let order = heights.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
    var places = heights
    var least = range.lowerBound
    for place in order {
      places[place] = max(places[place], least)
      least = places[place] + distance
    }
    var most = range.upperBound
    for place in order.reversed() {
      places[place] = min(places[place], most)
      most = places[place] - distance
    }
    return places
  }
}
