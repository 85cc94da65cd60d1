import Testing
import Witan

@Suite struct AvailabilityTests {
  private func isAwake(_ quiet: String?, _ zone: String, _ text: String) throws -> Bool {
    let availability = Availability(zone: zone, quiet: quiet)
    try availability.check()
    return availability.isAwake(at: try #require(Instant(text)))
  }

  @Test func `quiet hours within a day hold from their start to before their end`() throws {
    for minute in 0..<1440 {
      let clock = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      let text = "2026-03-05T\(clock.joined(separator: ":")):59.999Z"
      #expect(try isAwake("09:15-17:45", "UTC", text) == !(555..<1065).contains(minute))
      #expect(
        try isAwake("22:30-06:00", "UTC", text) == (360..<1350).contains(minute), "\(text)")
      #expect(try isAwake("08:00-08:00", "UTC", text))
      #expect(try isAwake(nil, "UTC", text))
    }
  }

  @Test(arguments: [
    ("Asia/Kolkata", "2026-03-05T17:00:00.000Z", false),
    ("Asia/Kolkata", "2026-03-05T16:59:59.999Z", true),
    ("Asia/Kolkata", "2026-03-06T00:29:59.999Z", false),
    ("Asia/Kolkata", "2026-03-06T00:30:00.000Z", true),
    ("America/Costa_Rica", "2026-03-05T04:30:00.000Z", false),
    ("America/Costa_Rica", "2026-03-05T12:00:00.000Z", true),
    ("Pacific/Kiritimati", "2026-03-05T09:00:00.000Z", false),
  ])
  func `the hour is that of the zone`(zone: String, text: String, awake: Bool) throws {
    #expect(try isAwake("22:30-06:00", zone, text) == awake)
  }

  /// Central European Time: UTC+1 until 2026-03-29 01:00 UTC, then +2 until 2026-10-25 01:00 UTC.
  @Test(arguments: [
    ("2026-03-28T21:29:00.000Z", true), ("2026-03-28T21:30:00.000Z", false),
    ("2026-03-29T03:59:00.000Z", false), ("2026-03-29T04:00:00.000Z", true),
    ("2026-03-29T20:30:00.000Z", false), ("2026-10-25T04:59:00.000Z", false),
    ("2026-10-25T05:00:00.000Z", true),
  ])
  func `summer time moves the hours`(text: String, awake: Bool) throws {
    #expect(try isAwake("22:30-06:00", "Europe/Berlin", text) == awake)
  }

  @Test(arguments: [
    "", "22:30", "22:30-", "-06:00", "22:30-06:00-07:00", "2230-0600", "24:00-06:00",
    "22:60-06:00", "22:30 - 06:00", "22:3-06:00", "022:30-06:00", "+5:00-06:00", "05:+1-06:00",
    "٢٢:30-06:00", "aa:bb-cc:dd",
  ])
  func `malformed quiet hours are refused`(quiet: String) {
    #expect(throws: Refusal.self) { try Availability(quiet: quiet).check() }
  }

  @Test func `an unknown zone and an impossible budget are refused`() throws {
    for zone in ["", "Mars/Olympus", "Europe/", "../etc/passwd"] {
      #expect(throws: Refusal.self, "\(zone)") { try Availability(zone: zone).check() }
    }
    for budget in [-1, 10_001, Int.max] {
      #expect(throws: Refusal.self) { try Availability(budgetPerDay: budget).check() }
    }
    try Availability(zone: "Asia/Kolkata", quiet: "22:30-06:00", budgetPerDay: 0).check()
    try Availability.always.check()
  }
}
