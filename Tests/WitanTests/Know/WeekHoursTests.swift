import Testing

@testable import Witan

@Suite struct `Hours of a week` {
  @Test(arguments: [
    ("2026-01-05T00:00:00.000Z", 0), ("2026-01-04T23:59:59.999Z", 167),
    ("2026-11-21T17:42:18.000Z", 5 * 24 + 17), ("1970-01-01T00:00:00.000Z", 72),
    ("1969-12-31T23:30:00.000Z", 71),
  ])
  func `begin on Monday`(text: String, hour: Int) throws {
    #expect(WeekHours.hour(of: try #require(Instant(text))) == hour)
  }

  @Test func `are kept one by one`() {
    var hours = WeekHours()
    for hour in stride(from: 0, to: WeekHours.count, by: 3) { hours[hour] = true }
    #expect(hours.total == 56)
    for hour in 0..<WeekHours.count { #expect(hours[hour] == (hour % 3 == 0)) }
    hours[0] = false
    #expect(hours.total == 55 && !hours[0])
  }

  /// Weeks in which clocks are moved: Berlin, New York, Lord Howe (by half an hour), and none.
  @Test(arguments: [
    ("Europe/Berlin", "2026-03-26T09:30:00.000Z"), ("Europe/Berlin", "2026-10-22T00:00:00.000Z"),
    ("America/New_York", "2026-03-05T23:59:59.999Z"),
    ("Australia/Lord_Howe", "2026-04-02T12:00:00.000Z"),
    ("Australia/Lord_Howe", "2026-10-01T12:00:00.000Z"),
    ("Asia/Kolkata", "2026-11-21T17:42:00.000Z"),
    ("Asia/Kathmandu", "2026-11-21T17:42:00.000Z"), ("UTC", "2026-11-21T17:42:00.000Z"),
  ])
  func `somebody is awake in are those without a quiet minute`(zone: String, now: String) throws {
    let now = try #require(Instant(now))
    for quiet in [nil, "22:30-06:00", "09:15-17:45", "12:10-12:20", "08:00-08:00", "00:00-23:59"] {
      let availability = Availability(zone: zone, quiet: quiet)
      let hours = availability.hoursAwake(from: now)
      for step in 0..<WeekHours.count {
        let hour = now.hourBegun.adding(seconds: step * 3600)
        let isAwake = (0..<60).allSatisfy {
          availability.isAwake(at: hour.adding(seconds: $0 * 60))
        }
        #expect(
          hours[WeekHours.hour(of: hour)] == isAwake, "\(zone) \(quiet ?? "-") \(hour.text)")
      }
    }
  }

  @Test func `are none for whoever takes no questions`() {
    let away = Availability(zone: "UTC", quiet: nil, budgetPerDay: 0)
    #expect(away.hoursAwake(from: Sample.noon).total == 0)
    #expect(Availability.always.hoursAwake(from: Sample.noon).total == 168)
  }
}
