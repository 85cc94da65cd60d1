import Witan

/// How the hours of a map are printed: one letter an hour.
enum CoverageMarks {
  /// With blocks that grow, for terminals that have them.
  case drawn
  /// With letters of ASCII, for everything else.
  case plain

  /// The letter of an hour.
  func mark(_ cell: Coverage.Cell) -> String {
    switch (self, cell.proved) {
    case (.drawn, 0): cell.isAble ? "░" : "·"
    case (.drawn, 1): "▂"
    case (.drawn, 2): "▄"
    case (.drawn, 3...4): "▆"
    case (.drawn, _): "█"
    case (.plain, 0): cell.isAble ? "?" : "."
    case (.plain, let proved): proved < Coverage.Cell.mostShown ? String(proved) : "+"
    }
  }

  /// What the letters mean.
  var legend: String {
    switch self {
    case .drawn:
      "· nobody; ░ not proved, but may be able; proved: ▂ 1, ▄ 2, ▆ 3 or 4, █ 5 or more"
    case .plain: ". nobody; ? not proved, but may be able; 1 to 9 proved; + 10 or more"
    }
  }

  /// A day, with a gap after every sixth hour.
  func marks(_ cells: [Coverage.Cell]) -> String {
    stride(from: 0, to: cells.count, by: 6).map { start in
      cells[start..<min(start + 6, cells.count)].map(mark).joined()
    }.joined(separator: " ")
  }

  /// The hours over such a day.
  static let ruler = "0      6      12     18"
}
