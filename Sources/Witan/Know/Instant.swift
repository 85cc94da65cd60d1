/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Written and read as RFC 3339 in UTC with exactly three digits of milliseconds, the only form
/// that the ledger holds; so the order of texts is the order of instants.
public struct Instant: Hashable, Comparable, Sendable {
  /// Milliseconds since the Unix epoch.
  public let milliseconds: Int

  /// Makes an instant from Unix milliseconds.
  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// The earlier instant is the smaller.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// This instant moved by whole seconds (negative: earlier).
  public func adding(seconds: Int) -> Instant {
    Instant(milliseconds: milliseconds + seconds * 1000)
  }

  /// Whole seconds from this instant to a later one, rounded up.
  public func seconds(until later: Instant) -> Int {
    let difference = later.milliseconds - milliseconds
    return difference >= 0 ? (difference + 999) / 1000 : difference / 1000
  }

  /// `2026-11-21T03:42:18.000Z`.
  public var text: String {
    let day = milliseconds.flooredQuotient(86_400_000)
    let rest = milliseconds - day * 86_400_000
    let (year, month, dayOfMonth) = Self.civil(day)
    let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, 2) }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
      + "T\(clock.joined(separator: ":")).\(padded(rest % 1000, 3))Z"
  }

  /// The day of this instant in UTC, `2026-11-21`.
  public var day: String { String(text.prefix(10)) }

  /// The first instant of its day in UTC.
  public var dayBegin: Instant { Instant(milliseconds: dayNumber * 86_400_000) }

  /// Whole days since 1970-01-01 in UTC.
  public var dayNumber: Int { milliseconds.flooredQuotient(86_400_000) }

  /// Reads the form of `text`, and nothing else; nil for any other spelling or an impossible date.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 24, bytes[4] == 45, bytes[7] == 45, bytes[10] == 84, bytes[13] == 58,
      bytes[16] == 58, bytes[19] == 46, bytes[23] == 90
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      bytes[range].reduce(Int?(0)) { sum, byte in
        sum.flatMap { (48...57).contains(byte) ? $0 * 10 + Int(byte - 48) : nil }
      }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      let fraction = number(20..<23), (1...12).contains(month), hour < 24, minute < 60, second < 60
    else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    milliseconds = ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + fraction
    guard self.text == text else { return nil }
  }

  /// Days since the epoch of a date in the Gregorian calendar (H. Hinnant, `days_from_civil`,
  /// http://howardhinnant.github.io/date_algorithms.html).
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.flooredQuotient(400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The inverse of `days` (same source, `civil_from_days`).
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }
}

extension Instant: Codable {
  /// Reads the RFC 3339 form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let instant = Instant(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not an RFC 3339 instant with milliseconds: \(text)")
    }
    self = instant
  }

  /// Writes the RFC 3339 form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// A non-negative number with leading zeros.
private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int {
  /// Division rounded towards negative infinity.
  func flooredQuotient(_ divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
