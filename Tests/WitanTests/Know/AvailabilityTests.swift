import Testing

@testable import Witan

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

  @Test(arguments: [
    "PST", "EST", "EST5EDT", "CET", "GMT+3", "UTC+5", "GMT", "US/Pacific", "Etc/GMT+5", "Asia",
    "SystemV/PST8", "asia/kolkata", "Asia/Nowhere", "", "/", "Asia/", "Asia/Kolkata ", "Z",
  ])
  func `what is no place of the zone table is refused, with what is`(zone: String) {
    let refusal = refusal { try Availability(zone: zone).check() }
    #expect(refusal?.field == "zone" && refusal?.sentence.contains("Asia/Kolkata") == true)
  }

  @Test(arguments: [
    "UTC", "Asia/Kolkata", "Asia/Calcutta", "America/Argentina/Buenos_Aires", "Europe/Kyiv",
    "Pacific/Kiritimati", "Atlantic/Reykjavik", "Indian/Mauritius", "Antarctica/Troll",
  ])
  func `places of the zone table are taken`(zone: String) throws {
    try Availability(zone: zone).check()
  }

  @Test func `when somebody is free next follows from leave, budget and quiet hours`() throws {
    let noon = try #require(Instant("2026-03-05T12:00:30.500Z"))
    func next(_ availability: Availability, offered: Int = 0) -> String? {
      availability.nextFree(from: noon, offered: offered)?.text
    }
    #expect(next(.always) == noon.text)
    #expect(next(Availability(quiet: "11:00-12:05")) == "2026-03-05T12:05:00.000Z")
    #expect(next(Availability(quiet: "11:00-09:00")) == "2026-03-06T09:00:00.000Z")
    #expect(next(Availability(quiet: "11:00-11:00")) == noon.text)
    let kolkata = Availability(zone: "Asia/Kolkata", quiet: "17:00-06:00")
    #expect(next(kolkata) == "2026-03-06T00:30:00.000Z")
    #expect(next(Availability(budgetPerDay: 1), offered: 1) == "2026-03-06T00:00:00.000Z")
    #expect(
      next(Availability(quiet: "22:00-06:00", budgetPerDay: 1), offered: 1)
        == "2026-03-06T06:00:00.000Z")
    let leave = Instant("2026-03-08T23:00:00.000Z")
    #expect(next(Availability(awayUntil: leave)) == leave?.text)
    #expect(
      next(Availability(quiet: "22:00-06:00", awayUntil: leave)) == "2026-03-09T06:00:00.000Z")
    #expect(next(Availability(budgetPerDay: 0)) == nil)
  }

  @Test func `a day of one's own calendar begins at one's own midnight`() throws {
    let india = Availability(zone: "Asia/Kolkata")
    let begin = try #require(india.begin(ofLocalDay: "2026-12-24"))
    #expect(begin.text == "2026-12-23T18:30:00.000Z" && india.localDay(of: begin) == "2026-12-24")
    // The clocks go forward in Berlin on 2026-03-29 at 01:00 UTC.
    let berlin = Availability(zone: "Europe/Berlin")
    #expect(berlin.begin(ofLocalDay: "2026-03-29")?.text == "2026-03-28T23:00:00.000Z")
    #expect(berlin.begin(ofLocalDay: "2026-03-30")?.text == "2026-03-29T22:00:00.000Z")
    #expect(berlin.begin(ofLocalDay: "24.12.2026") == nil)
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
