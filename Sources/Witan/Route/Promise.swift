/// What an asker is told when asking: who is there, the odds of an answer, and the wait.
///
/// It follows from the roster, the rule and the instant alone, without a draw of chance, so that an
/// auditor comes to the same; what came of it is scored by `PromiseScore`. It reckons with the
/// people whom the router would ask in the first waves if nobody answered: each responds with the
/// chance that the router reckons with, after a time by the law of `Rhythm.share`, and no matter
/// whether the others do.
public struct Promise: Codable, Equatable, Sendable {
  /// How many experts the subject has, without the asker.
  public let experts: Int
  /// How many of them may be asked at this hour.
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
  /// The mean wait for the first answer, where a wait beyond the deadline counts as long as that.
  public let expectedWaitSeconds: Int

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
      atMost: max(0, now.seconds(until: need.question.deadline)))
  }
}

/// The people whom the router would ask one wave after the other while nobody answers.
struct Prospect {
  /// Somebody who would be asked.
  struct Person: Equatable {
    /// How many seconds from now.
    let startSeconds: Int
    /// The chance that they respond at all.
    let chance: Double
    /// The median seconds from the offer to their answer.
    let medianSeconds: Double
  }

  private(set) var people: [Person] = []

  /// How many waves are reckoned with; each has a size of its own in the rule.
  static let waveLimit = 3
  /// How many steps the wait is summed in at most.
  private static let stepLimit = 1_000

  /// Takes people as they are.
  init(people: [Person]) { self.people = people }

  /// Chooses the first waves. Where the router would ask nobody more while answers are awaited, the
  /// next wave comes when their offers end.
  init(_ need: Router.Need, _ roster: inout Roster, rule: Rule, now: Instant) {
    var calm = rule
    calm.explorationPartsPerMillion = 0
    let clock = rule.clock(need.question.urgency)
    var question = need.question
    var asked: [(expert: ID<Member>, endsAt: Int)] = []
    var start = 0
    while question.wave < Self.waveLimit {
      let names = asked.map(\.expert)
      let awaited = asked.filter { $0.endsAt > start }
      let next = Router.Need(
        question: question, asker: need.asker, branches: need.branches, depth: need.depth,
        stakes: need.stakes, asked: need.asked.union(names),
        pending: need.pending.union(awaited.map(\.expert)),
        assignments: need.assignments + names.count, answers: need.answers,
        isFounding: need.isFounding)
      let chosen = Self.wave(next, &roster, rule: calm, now: now.adding(seconds: start))
      if let end = awaited.map(\.endsAt).max(), chosen.isEmpty {
        start = end
        continue
      }
      guard !chosen.isEmpty else { return }
      people += chosen.map {
        Person(
          startSeconds: start, chance: $0.chance, medianSeconds: roster.posts[$0.place].median)
      }
      let end = start + clock.offerSeconds
      asked += chosen.map { (roster.names[$0.place], end) }
      question.wave += 1
      start += max(1, clock.waveSeconds)
    }
  }

  /// The people of one wave by their place in the roster, and the chance that each responds.
  private static func wave(
    _ need: Router.Need, _ roster: inout Roster, rule: Rule, now: Instant
  ) -> [(place: Int, chance: Double)] {
    let size = min(
      rule.size(ofWave: need.question.wave + 1), max(0, Router.askedLimit - need.assignments))
    let survey = Survey(need, &roster, rule: rule, seed: 0, now: now, size: size)
    return survey.choose(roster).choices.map { choice in
      let place = choice.candidate.place
      return (place, survey.chance(place, roster.posts[place], &roster))
    }
  }

  /// The chance that nobody has answered so many seconds from now.
  func silence(after seconds: Double) -> Double {
    people.reduce(1) { rest, person in
      let share = Rhythm.share(
        within: seconds - Double(person.startSeconds), median: person.medianSeconds)
      return rest * (1 - person.chance * share)
    }
  }

  /// The odds that somebody has answered by then.
  func partsPerMillion(within seconds: Int) -> Int {
    min(999_999, max(0, Int(((1 - silence(after: Double(seconds))) * 1e6).rounded())))
  }

  /// The mean of the wait, cut at a limit: the sum of the chances that it lasts on.
  func expectedWaitSeconds(atMost limit: Int) -> Int {
    let steps = min(limit, Self.stepLimit)
    guard steps > 0, !people.isEmpty else { return limit }
    let width = Double(limit) / Double(steps)
    var sum = (1 + silence(after: Double(limit))) / 2
    for step in 1..<max(1, steps) { sum += silence(after: Double(step) * width) }
    return min(limit, Int((sum * width).rounded()))
  }
}

/// Who is there for a question.
struct Attendance {
  private(set) var (experts, awake, here) = (0, 0, 0)
  private(set) var (proved, provedAwake, provedHere) = (0, 0, 0)

  /// Looks at everybody of a roster but the asker.
  init(_ need: Router.Need, _ roster: Roster, rule: Rule, now: Instant) {
    let region = need.question.place?.region ?? ""
    let minutes = roster.zones.map {
      Availability.localMinutes(now, offset: Availability.offset($0, at: now))
    }
    for (place, post) in roster.posts.enumerated()
    where roster.names[place] != need.question.asker {
      let isAwake = post.isAwake(minute: minutes[post.zone] % 1440, at: now)
      let isHere = isAwake && post.isHere(at: now, rule: rule)
      let isProved =
        post.judged >= Skill.judgedToBeProved
        && roster.skills[place].isProved(in: region, depth: need.depth, rule: rule)
      experts += 1
      awake += isAwake ? 1 : 0
      here += isHere ? 1 : 0
      proved += isProved ? 1 : 0
      provedAwake += isProved && isAwake ? 1 : 0
      provedHere += isProved && isHere ? 1 : 0
    }
  }
}

extension Post {
  /// Whether they may be asked at a minute of their day.
  fileprivate func isAwake(minute: Int, at now: Instant) -> Bool {
    awayUntil <= now.milliseconds
      && (quietFrom == quietTo
        || !Availability.isQuiet(minute: minute, from: quietFrom, to: quietTo))
  }

  /// Whether they were seen of late.
  fileprivate func isHere(at now: Instant, rule: Rule) -> Bool {
    activeAt > now.milliseconds - 1000 * rule.reach.recentSeconds
  }
}
