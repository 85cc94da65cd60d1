extension Availability {
  /// When the member may be asked next, from an instant on; nil for never, as they take no
  /// questions.
  ///
  /// - Parameter offered: how many questions were offered to them on its day.
  func nextFree(from now: Instant, offered: Int) -> Instant? {
    guard budgetPerDay > 0 else { return nil }
    return Self.nextFree(
      from: now, minute: Self.localMinutes(now, offset: Self.offset(zone, at: now)),
      quiet: quietMinutes, awayUntil: awayUntil,
      isSpent: offered >= budgetPerDay)
  }

  /// The first instant from `now` on that is in no leave, in no quiet time, and on a day of which
  /// the budget is not spent. Clocks that are moved in between are not looked at: the next wave
  /// looks again.
  ///
  /// - Parameters:
  ///   - minute: of the local week, now.
  ///   - isSpent: whether the budget of this day (in UTC) is.
  static func nextFree(
    from now: Instant, minute: Int, quiet: (start: Int, end: Int)?, awayUntil: Instant?,
    isSpent: Bool
  ) -> Instant {
    var next = max(now, awayUntil ?? now)
    if isSpent && next.dayNumber == now.dayNumber {
      next = Instant(milliseconds: (now.dayNumber + 1) * 86_400_000)
    }
    guard let quiet else { return next }
    let passed =
      next.milliseconds.flooredQuotient(60_000) - now.milliseconds.flooredQuotient(60_000)
    let then = (minute + passed) % 1440
    guard isQuiet(minute: then, from: quiet.start, to: quiet.end) else { return next }
    // Whoever is asleep at midnight has their new budget when they wake.
    let left = (quiet.end - then + 1440) % 1440
    return Instant(
      milliseconds: (next.milliseconds.flooredQuotient(60_000) + left) * 60_000)
  }
}

extension Availability {
  /// The day (`2026-12-24`) of the member's own calendar in which an instant lies.
  package func localDay(of instant: Instant) -> String {
    instant.adding(seconds: Self.offset(zone, at: instant)).day
  }

  /// When a day of the member's own calendar begins; nil for what is no day.
  package func begin(ofLocalDay day: String) -> Instant? {
    guard day.utf8.count == 10, let utc = Instant("\(day)T00:00:00.000Z") else { return nil }
    let first = utc.adding(seconds: -Self.offset(zone, at: utc))
    // Once more, as the clock may be moved between the two.
    return utc.adding(seconds: -Self.offset(zone, at: first))
  }
}
