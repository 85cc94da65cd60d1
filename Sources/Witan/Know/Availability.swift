import Foundation

/// When a member may be asked: quiet hours of their day, in their time zone, and how many
/// questions a day may be offered to them.
public struct Availability: Codable, Equatable, Sendable {
  /// An IANA time zone, `Asia/Kolkata`.
  public var zone: String
  /// Quiet time as `HH:MM-HH:MM` of local time, which may cross midnight; nil for none.
  public var quiet: String?
  /// How many questions may be offered in one UTC day.
  public var budgetPerDay: Int

  /// Makes an availability; `check` refuses what is malformed.
  public init(zone: String = "UTC", quiet: String? = nil, budgetPerDay: Int = 40) {
    self.zone = zone
    self.quiet = quiet
    self.budgetPerDay = budgetPerDay
  }

  /// At any hour, 40 questions a day.
  public static let always = Availability()

  /// Refuses an unknown zone, malformed quiet hours, a budget outside 0...10,000.
  public func check() throws(Refusal) {
    guard TimeZone(identifier: zone) != nil else {
      throw .invalid(field: "zone", reason: "\"\(zone)\" is no IANA time zone such as Asia/Kolkata")
    }
    if let quiet, Self.minutes(quiet) == nil {
      throw .invalid(field: "quiet", reason: "\"\(quiet)\" is not of the form 22:30-06:00")
    }
    guard (0...10_000).contains(budgetPerDay) else {
      throw .invalid(field: "budget", reason: "0 to 10000 questions a day")
    }
  }

  /// Whether the member may be asked at this instant, as far as the hour goes.
  public func isAwake(at instant: Instant) -> Bool {
    guard let quiet, let (start, end) = Self.minutes(quiet) else { return true }
    let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
    let offset = TimeZone(identifier: zone)?.secondsFromGMT(for: date) ?? 0
    let day = 1440
    let minute = ((instant.milliseconds / 60_000 + offset / 60) % day + day) % day
    return start <= end ? !(start..<end).contains(minute) : minute < start && minute >= end
  }

  /// `22:30-06:00` as minutes of the day.
  static func minutes(_ text: String) -> (start: Int, end: Int)? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { clock -> Int? in
      let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy(\.isTwoDigits),
        let hour = Int(parts[0]), let minute = Int(parts[1]),
        (0..<24).contains(hour), (0..<60).contains(minute)
      else { return nil }
      return hour * 60 + minute
    }
    guard ends.count == 2, let start = ends[0], let end = ends[1] else { return nil }
    return (start, end)
  }
}

extension Substring {
  /// Whether it is exactly two digits, without a sign.
  fileprivate var isTwoDigits: Bool {
    utf8.count == 2 && utf8.allSatisfy { (48...57).contains($0) }
  }
}
