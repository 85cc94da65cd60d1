/// One expert of a subject as the router looks at them: numbers alone and small, so that a look at
/// a hundred thousand costs milliseconds.
struct Post {
  /// What the name gives for draws of chance.
  let salt: UInt64
  /// The place of the time zone in `Roster.zones`.
  @Small var zone: Int
  /// Quiet time in minutes of the local day; equal for none.
  @Small var quietFrom = 0
  @Small var quietTo = 0
  /// On leave until then, in Unix milliseconds.
  var awayUntil = Int.min
  /// How many offers a day they allow, and how many they had on `day` (since 1970).
  @Small var budget: Int
  @Small var offered: Int
  @Small var day: Int
  /// Offers and leases that await an answer.
  @Small var pending: Int
  /// When they last did anything, in Unix milliseconds.
  var activeAt = Int.min
  /// Median seconds from offer to answer.
  var median: Double
  /// The chance to respond in `chanceHour` of the week, kept as it is asked for again and again.
  var chance: Double
  @Small var chanceHour = -1
  /// The chance to respond while they were just seen.
  var chanceHere: Double
  /// Whether offers ended while they were not, so that the chance depends on the hour.
  var hasRhythm: Bool
  /// The row of `Roster.panels`; -1 for somebody who was never judged.
  @Small var row: Int
  /// How many answers they have been judged by.
  @Small var judged: Int
  /// The place in `Roster.regions` where they live; -1 where that is not known.
  @Small var home: Int
  /// The place in `Roster.groups` of the group they belong to; -1 for none.
  @Small var group: Int
  /// The place in `Roster.tongues` of what they read.
  @Small var tongue: Int
  /// Whether they are held to copy; see `Skill.isSuspected`.
  var isSuspected = false
  /// The probability that they are unfit, in parts per million; see `Skill.unfitShare`.
  @Small var unfit = 0

  /// Offers on a day (since 1970).
  func offered(on today: Int) -> Int { day == today ? offered : 0 }

  /// Whether they are on leave.
  func isAway(at now: Instant) -> Bool { awayUntil > now.milliseconds }

  /// Whether a minute of their week is quiet.
  func isQuiet(minute: Int) -> Bool {
    quietFrom != quietTo
      && Availability.isQuiet(minute: minute % 1440, from: quietFrom, to: quietTo)
  }

  /// Why they may not be asked at an instant that is this minute of their week, as the place of the
  /// reason; nil when they may.
  ///
  /// - Parameter mark: what the question says of them; see `Places`.
  func exclusion(mark: UInt8, at now: Instant, minute: Int) -> Int? {
    if mark < Places.pinned { return Int(mark) }
    if isAway(at: now) { return Exclusion.away.place }
    if isQuiet(minute: minute) { return Exclusion.asleep.place }
    if offered(on: now.dayNumber) >= budget && mark != Places.pinned {
      return Exclusion.budgetSpent.place
    }
    return nil
  }

  /// When they may be asked next, from an instant on that is this minute of their week; nil for
  /// never.
  func nextFree(from now: Instant, minute: Int) -> Instant? {
    guard budget > 0 else { return nil }
    return Availability.nextFree(
      from: now, minute: minute, quiet: quietFrom == quietTo ? nil : (quietFrom, quietTo),
      awayUntil: awayUntil == Int.min ? nil : Instant(milliseconds: awayUntil),
      isSpent: offered(on: now.dayNumber) >= budget)
  }

  /// How many seconds from this minute of their week their quiet hours begin; nil for none.
  func secondsAwake(minute: Int) -> Int? {
    guard quietFrom != quietTo else { return nil }
    return (quietFrom - minute % 1440 + 1440) % 1440 * 60
  }

  /// Whether they were seen after an instant; see `Rule.Reach.recent`.
  func isHere(since recent: Instant) -> Bool { activeAt > recent.milliseconds }
}

/// A number that takes half the room: what goes beyond 32 bits is held at their end.
@propertyWrapper struct Small {
  private var kept: Int32

  init(wrappedValue: Int) { kept = Int32(clamping: wrappedValue) }

  var wrappedValue: Int {
    get { Int(kept) }
    set { kept = Int32(clamping: newValue) }
  }
}

extension ID {
  /// 64 bits of the name (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/).
  var salt: UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
