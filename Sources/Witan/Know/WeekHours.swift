/// Some of the 168 hours of a week in UTC; hour 0 begins on Monday at 00:00.
public struct WeekHours: Hashable, Sendable {
  /// One bit an hour.
  private var words = SIMD4<UInt64>()

  /// How many hours a week has.
  public static let count = 168

  /// No hour.
  public init() {}

  /// Whether an hour (0..<168) is among them.
  public subscript(hour: Int) -> Bool {
    get { words[hour / 64] >> UInt64(hour % 64) & 1 == 1 }
    set {
      let bit = UInt64(1) << UInt64(hour % 64)
      if newValue { words[hour / 64] |= bit } else { words[hour / 64] &= ~bit }
    }
  }

  /// How many hours they are.
  public var total: Int { (0..<4).reduce(0) { $0 + words[$1].nonzeroBitCount } }

  /// The hour of the week in which an instant lies.
  public static func hour(of instant: Instant) -> Int {
    let hours = instant.hourBegun.milliseconds / 3_600_000
    // The first of January 1970 was a Thursday.
    return ((hours + 72) % count + count) % count
  }
}

extension Instant {
  /// When the hour (of UTC) began in which this instant lies.
  public var hourBegun: Instant {
    let rest = milliseconds % 3_600_000
    return Instant(milliseconds: milliseconds - (rest < 0 ? rest + 3_600_000 : rest))
  }
}
