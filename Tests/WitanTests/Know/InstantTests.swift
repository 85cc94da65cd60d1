import Foundation
import Testing
import Witan

@Suite struct InstantTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (1_767_225_600_000, "2026-01-01T00:00:00.000Z"),
    (951_827_696_789, "2000-02-29T12:34:56.789Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
  ])
  func `known instants are written and read`(milliseconds: Int, text: String) throws {
    #expect(Instant(milliseconds: milliseconds).text == text)
    #expect(Instant(text)?.milliseconds == milliseconds)
  }

  @Test func `every day of 400 years comes back and follows the day before`() throws {
    let seed: UInt64 = 400
    var chance = Chance(seed: seed)
    var date = (year: 1800, month: 1, day: 1)
    let first = try #require(Instant("1800-01-01T00:00:00.000Z"))
    for day in 0..<146_097 {
      let instant = Instant(
        milliseconds: first.milliseconds + day * 86_400_000 + chance.below(86_400_000))
      let text = instant.text
      let digits = text.utf8.prefix(10).map { Int($0) - 48 }
      let read = (
        year: digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3],
        month: digits[5] * 10 + digits[6], day: digits[8] * 10 + digits[9]
      )
      guard read == date, Instant(text) == instant else {
        Issue.record("seed \(seed): day \(day) is written \(text), expected \(date)")
        return
      }
      date = dayAfter(date)
    }
    #expect(date == (2200, 1, 1))
  }

  private func dayAfter(
    _ date: (year: Int, month: Int, day: Int)
  ) -> (year: Int, month: Int, day: Int) {
    let isLeap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if date.day < lengths[date.month - 1] { return (date.year, date.month, date.day + 1) }
    return date.month < 12 ? (date.year, date.month + 1, 1) : (date.year + 1, 1, 1)
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-11-21T03:42:18Z", "2026-11-21T03:42:18.00Z",
    "2026-11-21T03:42:18.000+00:00", "2026-11-21t03:42:18.000z", "2026-11-21 03:42:18.000Z",
    "2026-02-29T00:00:00.000Z", "2100-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z",
    "2026-00-01T00:00:00.000Z", "2026-01-00T00:00:00.000Z", "2026-01-32T00:00:00.000Z",
    "2026-04-31T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "2026-01-01T00:60:00.000Z",
    "2016-12-31T23:59:60.000Z", "2026-01-01T00:00:00.000", "+026-01-01T00:00:00.000Z",
    "2026-1-001T00:00:00.000Z", "٢٠٢٦-01-01T00:00:00.00Z", "20261-01-01T00:00:00.00Z",
  ])
  func `any other spelling or an impossible date is refused`(text: String) {
    #expect(Instant(text) == nil)
    #expect(throws: (any Error).self) {
      try Canonical.value(Instant.self, Canonical.bytes(text))
    }
  }

  @Test func `texts sort as instants do`() {
    let seed: UInt64 = 7
    var chance = Chance(seed: seed)
    for _ in 0..<2_000 {
      let pair = (0..<2).map { _ in Instant(milliseconds: chance.below(4_102_444_800_000)) }
      #expect((pair[0] < pair[1]) == (pair[0].text < pair[1].text), "seed \(seed)")
    }
  }

  @Test(arguments: [
    (0, 0, 0), (0, 1, 1), (0, 999, 1), (0, 1000, 1), (0, 1001, 2), (1, 1000, 1), (1000, 1, 0),
    (2000, 0, -2),
  ])
  func `seconds until later are rounded up`(from: Int, to: Int, seconds: Int) {
    let later = Instant(milliseconds: to)
    #expect(Instant(milliseconds: from).seconds(until: later) == seconds)
    #expect(Instant(milliseconds: from).adding(seconds: -3).milliseconds == from - 3000)
  }
}
