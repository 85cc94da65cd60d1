/// One expert of a subject as the router looks at them: numbers alone, so that a look at a hundred
/// thousand costs milliseconds.
struct Post {
  /// What the name gives for draws of chance.
  let salt: UInt64
  /// The place of the time zone in `Roster.zones`.
  var zone: Int
  /// Quiet time in minutes of the local day; equal for none.
  var quietFrom = 0
  var quietTo = 0
  /// On leave until then, in Unix milliseconds.
  var awayUntil = Int.min
  /// How many offers a day they allow, and how many they had on `day` (since 1970).
  var budget: Int
  var offered: Int
  var day: Int
  /// Offers and leases that await an answer.
  var pending: Int
  /// When they last did anything, in Unix milliseconds.
  var activeAt = Int.min
  /// Median seconds from offer to answer.
  var median: Double
  /// The chance to respond in `chanceHour` of the week, kept as it is asked for again and again.
  var chance: Double
  var chanceHour = -1
  /// The chance to respond while they were just seen.
  var chanceHere: Double
  /// Whether offers ended while they were not, so that the chance depends on the hour.
  var hasRhythm: Bool
  /// The row of `Roster.panels`; -1 for somebody who was never judged.
  var row: Int
  /// How many answers they have been judged by.
  var judged: Int
  /// The place in `Roster.regions` where they live; -1 where that is not known.
  var home: Int
  /// Whether they are held to copy; see `Skill.isSuspected`.
  var isSuspected = false

  /// Offers on a day (since 1970).
  func offered(on today: Int) -> Int { day == today ? offered : 0 }

  /// Whether they are on leave.
  func isAway(at now: Instant) -> Bool { awayUntil > now.milliseconds }

  /// Whether a minute of their week is quiet.
  func isQuiet(minute: Int) -> Bool {
    quietFrom != quietTo
      && Availability.isQuiet(minute: minute % 1440, from: quietFrom, to: quietTo)
  }

  /// Whether they may be asked at an instant that is this minute of their week.
  func isAwake(at now: Instant, minute: Int) -> Bool {
    !isAway(at: now) && !isQuiet(minute: minute)
  }

  /// Whether they were seen after an instant; see `Rule.Reach.recent`.
  func isHere(since recent: Instant) -> Bool { activeAt > recent.milliseconds }
}

extension ID {
  /// 64 bits of the name (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/).
  var salt: UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
