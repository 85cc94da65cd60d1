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
    var asked: [(expert: ID<Member>, start: Int, endsAt: Int)] = []
    var start = 0
    while question.wave < Self.waveLimit {
      let names = asked.map(\.expert)
      let awaited = asked.filter { $0.endsAt > start }
      let next = Router.Need(
        question: question, asker: need.asker, branches: need.branches, depth: need.depth,
        stakes: need.stakes, asked: need.asked.union(names),
        pending: need.pending.merging(
          awaited.map { ($0.expert, now.adding(seconds: $0.start)) }, uniquingKeysWith: max),
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
      asked += chosen.map { (roster.names[$0.place], start, end) }
      question.wave += 1
      start += max(1, clock.waveSeconds)
    }
  }

  /// The people of one wave by their place in the roster, and the chance that each responds.
  private static func wave(
    _ need: Router.Need, _ roster: inout Roster, rule: Rule, now: Instant
  ) -> [(place: Int, chance: Double)] {
    let survey = Survey(need, &roster, rule: rule, seed: 0, now: now)
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
