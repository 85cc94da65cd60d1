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
  /// On leave until then; nil for not.
  public var awayUntil: Instant?

  /// Makes an availability; `check` refuses what is malformed.
  public init(
    zone: String = "UTC", quiet: String? = nil, budgetPerDay: Int = 40, awayUntil: Instant? = nil
  ) {
    self.zone = zone
    self.quiet = quiet
    self.budgetPerDay = budgetPerDay
    self.awayUntil = awayUntil
  }

  /// At any hour, 40 questions a day.
  public static let always = Availability()

  /// Refuses an unknown zone, malformed quiet hours, a budget outside 0...10,000.
  public func check() throws(Refusal) {
    guard Self.isZone(zone) else {
      throw .invalid(
        field: "zone",
        reason:
          "\"\(zone)\" is none of the IANA time zones: give a place such as Asia/Kolkata, or UTC")
    }
    if let quiet, Self.minutes(quiet) == nil {
      throw .invalid(field: "quiet", reason: "\"\(quiet)\" is not of the form 22:30-06:00")
    }
    guard (0...10_000).contains(budgetPerDay) else {
      throw .invalid(field: "budget", reason: "0 to 10000 questions a day")
    }
  }

  /// Whether a text is UTC, or one of the places that the IANA time zone database knows. Short
  /// names such as PST and EST5EDT are refused, though the system reads them: some keep no summer
  /// time, and others stand for several places.
  static func isZone(_ text: String) -> Bool {
    guard text != "UTC" else { return true }
    let areas: Set<Substring> = [
      "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
      "Indian", "Pacific",
    ]
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count >= 2 && areas.contains(parts[0]) && TimeZone(identifier: text) != nil
  }

  /// Whether the member is on leave.
  func isAway(at instant: Instant) -> Bool { awayUntil.map { instant < $0 } ?? false }

  /// Whether the member may be asked at this instant, as far as the hour and leave go.
  public func isAwake(at instant: Instant) -> Bool {
    if isAway(at: instant) { return false }
    guard let (start, end) = quietMinutes else { return true }
    return !Self.isQuiet(
      minute: Self.localMinutes(instant, offset: Self.offset(zone, at: instant)) % 1440,
      from: start, to: end)
  }

  /// The hour of the week in the member's zone, Monday 00:00 being 0.
  public func hourOfWeek(at instant: Instant) -> Int {
    Self.localMinutes(instant, offset: Self.offset(zone, at: instant)) / 60
  }

  /// Quiet time as minutes of the local day; nil for none.
  var quietMinutes: (start: Int, end: Int)? { quiet.flatMap(Self.minutes) }

  /// Seconds that a zone is ahead of UTC at an instant; 0 for an unknown zone.
  static func offset(_ zone: String, at instant: Instant) -> Int {
    let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
    return TimeZone(identifier: zone)?.secondsFromGMT(for: date) ?? 0
  }

  /// Minutes since Monday 00:00 of the local week, 0..<10,080.
  static func localMinutes(_ instant: Instant, offset: Int) -> Int {
    let week = 7 * 1440
    // 1970-01-01 was a Thursday.
    let minutes = (instant.milliseconds / 60_000 + offset / 60 + 3 * 1440) % week
    return (minutes + week) % week
  }

  /// Whether a minute of the day lies in quiet time, which may cross midnight.
  static func isQuiet(minute: Int, from start: Int, to end: Int) -> Bool {
    start <= end ? (start..<end).contains(minute) : minute >= start || minute < end
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

/// Event: a member may be asked at other times than before.
public struct AvailabilitySet: Codable, Equatable, Sendable {
  public let member: ID<Member>
  public let availability: Availability
}
