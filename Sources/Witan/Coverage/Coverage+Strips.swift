extension Coverage {
  /// The 24 hours of one day, or of several days that look alike.
  public struct Strip: Equatable, Sendable {
    /// The days, in the order of the week.
    public let days: [Weekday]
    /// By hour of the day.
    public let cells: [Cell]
  }

  /// One hour as it is drawn.
  public struct Cell: Equatable, Sendable {
    /// How many proved people are awake, at most `mostShown`.
    public let proved: Int
    /// Where nobody is: whether somebody else may be able.
    public let isAble: Bool

    /// More people than this are drawn as this many.
    public static let mostShown = 10
  }

  /// A week as few strips, days that look alike in one.
  ///
  /// - Parameters:
  ///   - proved: by hour of the week, 168.
  ///   - able: the same of others.
  static func strips(proved: [Int], able: [Int]) -> [Strip] {
    var strips: [(days: [Weekday], cells: [Cell])] = []
    for (number, day) in Weekday.allCases.enumerated() {
      let cells = (number * 24..<number * 24 + 24).map { hour in
        Cell(
          proved: min(proved[hour], Cell.mostShown), isAble: proved[hour] == 0 && able[hour] > 0)
      }
      if let same = strips.firstIndex(where: { $0.cells == cells }) {
        strips[same].days.append(day)
      } else {
        strips.append(([day], cells))
      }
    }
    return strips.map { Strip(days: $0.days, cells: $0.cells) }
  }

  /// Everybody awake, whatever they can.
  public var awakeStrips: [Strip] {
    Self.strips(proved: awake, able: awake.map { _ in 0 })
  }
}

extension Coverage.Row {
  /// The week of this row.
  public var strips: [Coverage.Strip] { Coverage.strips(proved: proved, able: able) }
}
