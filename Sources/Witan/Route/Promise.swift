/// What an asker is told when asking: who is there, the odds of an answer, and the wait.
///
/// It follows from the roster, the rule and the instant alone, without a draw of chance, so that an
/// auditor comes to the same; what came of it is scored by `PromiseScore`. It reckons with the
/// people whom the router would ask in the first waves if nobody answered, at the time when it
/// would: who wakes, comes back, or gets a new day's budget is asked then, and who goes to sleep
/// answers no more. Each responds with the chance that the router reckons with, after a time by the
/// law of `Rhythm.share`, and no matter whether the others do.
public struct Promise: Codable, Equatable, Sendable {
  /// How many experts the subject has, without the asker.
  public let experts: Int
  /// How many of them can be asked now: awake, with attention left, and kept from the question by
  /// nothing (language, household, leave, a steward).
  public let awake: Int
  /// How many of those were seen of late.
  public let here: Int
  /// How many have proved themselves in the place's region (`Skill.isProved`), awake or not.
  public let proved: Int
  /// How many of these are awake, and how many were seen of late.
  public let provedAwake: Int
  public let provedHere: Int
  /// The odds of an answer within each of `horizonsSeconds`.
  public let odds: [Odds]
  /// The mean wait for the first answer, where a wait beyond the deadline counts as long as that;
  /// beyond the deadline counted from when the first can be asked, where nobody can be now.
  public let expectedWaitSeconds: Int
  /// How many more can be asked within the hour; nil for nobody.
  public var soon: Int?

  /// The odds of at least one answer within some time.
  public struct Odds: Codable, Equatable, Sendable {
    public let withinSeconds: Int
    public let partsPerMillion: Int
  }

  /// For which times odds are given: 2, 10 and 60 minutes.
  public static let horizonsSeconds = [120, 600, 3_600]

  /// Whether nobody could be asked.
  public var isEmpty: Bool { odds.allSatisfy { $0.partsPerMillion == 0 } }
}

/// Event: what the asker was told when asking. Made before the first wave, from the record as it
/// was then.
public struct Promised: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let promise: Promise
}

extension Promise {
  /// The promise for a question of a simulation.
  package static func made(
    for need: Router.Need, roster: inout Roster, rule: Rule, now: Instant
  ) -> Promise {
    Promise(need, roster: &roster, rule: rule, now: now)
  }

  /// The promise for a question that nobody was asked about yet.
  init(_ need: Router.Need, roster: inout Roster, rule: Rule, now: Instant) {
    roster.adopt(rule)
    let prospect = Prospect(need, &roster, rule: rule, now: now)
    let presence = Attendance(need, roster, rule: rule, now: now)
    (experts, awake, here) = (presence.experts, presence.awake, presence.here)
    (proved, provedAwake, provedHere) = (
      presence.proved, presence.provedAwake, presence.provedHere
    )
    odds = Self.horizonsSeconds.map {
      Odds(withinSeconds: $0, partsPerMillion: prospect.partsPerMillion(within: $0))
    }
    expectedWaitSeconds = prospect.expectedWaitSeconds(
      atMost: max(0, now.seconds(until: need.question.deadline))
        + (prospect.people.first?.startSeconds ?? 0))
    soon = presence.soon > 0 ? presence.soon : nil
  }
}
