import Foundation

extension Availability {
  /// The hours of the seven days that begin with the hour of `instant`, through all of which the
  /// member may be asked. Whoever takes no questions (a budget of zero) is there at none.
  ///
  /// Each hour is looked at where it really comes, so that a change to or from summer time within
  /// the seven days counts from its day on.
  public func hoursAwake(from instant: Instant) -> WeekHours {
    var hours = WeekHours()
    guard budgetPerDay > 0 else { return hours }
    let zone = TimeZone(identifier: zone)
    let quiet = quiet.flatMap(Self.minutes)
    let begin = instant.hourBegun
    for step in 0..<WeekHours.count {
      let hour = begin.adding(seconds: step * 3600)
      hours[WeekHours.hour(of: hour)] =
        quiet.map { Self.isAwake(throughHourFrom: hour, quiet: $0, zone: zone) } ?? true
    }
    return hours
  }

  /// Whether no minute of the hour is quiet. Zones move their clocks by quarters of an hour at
  /// most finely, so an hour in which one moves is looked at in quarters.
  private static func isAwake(
    throughHourFrom hour: Instant, quiet: (start: Int, end: Int), zone: TimeZone?
  ) -> Bool {
    let day = 1440
    let length = ((quiet.end - quiet.start) % day + day) % day
    func isFree(_ from: Instant, _ offset: Int, minutes: Int) -> Bool {
      let minute = from.milliseconds / 60_000 + offset / 60
      let sinceQuiet = ((minute - quiet.start) % day + day) % day
      return sinceQuiet >= length && (length == 0 || day - sinceQuiet >= minutes)
    }
    let offset = seconds(zone, hour)
    if offset == seconds(zone, hour.adding(seconds: 3600)) {
      return isFree(hour, offset, minutes: 60)
    }
    return (0..<4).allSatisfy { quarter in
      let begin = hour.adding(seconds: quarter * 900)
      return isFree(begin, seconds(zone, begin), minutes: 15)
    }
  }

  /// How far a zone is ahead of UTC, in seconds; an unknown one not at all.
  private static func seconds(_ zone: TimeZone?, _ instant: Instant) -> Int {
    zone?.secondsFromGMT(
      for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)) ?? 0
  }
}
