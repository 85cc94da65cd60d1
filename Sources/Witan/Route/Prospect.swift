/// The people whom the router would ask one wave after the other while nobody answers, those among
/// them who cannot be asked yet and will be in time.
struct Prospect {
  /// Somebody who would be asked.
  struct Person: Equatable {
    /// How many seconds from now.
    let startSeconds: Int
    /// The chance that they respond at all.
    let chance: Double
    /// The median seconds from the offer to their answer.
    let medianSeconds: Double
    /// How many seconds from now their quiet hours begin, after which they answer nothing; nil for
    /// never.
    var endSeconds: Int?
  }

  private(set) var people: [Person] = []

  /// How many waves are reckoned with; each has a size of its own in the rule.
  static let waveLimit = 3
  /// How many steps the wait is summed in at most.
  private static let stepLimit = 1_000

  /// Takes people as they are.
  init(people: [Person]) { self.people = people }

  /// How often it is looked for the next who wakes, at most.
  private static let lookLimit = 64

  /// Chooses the first waves. Where the router would ask nobody more while answers are awaited, it
  /// looks again a wave later; where nobody is there, when the next can be asked, as
  /// long as the question stays open to all for that.
  init(_ need: Router.Need, _ roster: inout Roster, rule: Rule, now: Instant) {
    var calm = rule
    calm.explorationPartsPerMillion = 0
    let clock = rule.clock(need.question.urgency)
    var question = need.question
    var asked: [(expert: ID<Member>, start: Int, endsAt: Int)] = []
    var (start, closesAt) = (0, Int?.none)
    for _ in 0..<Self.lookLimit where question.wave < Self.waveLimit {
      let names = asked.map(\.expert)
      let awaited = asked.filter { $0.endsAt > start }
      let next = Router.Need(
        question: question, asker: need.asker, branches: need.branches, depth: need.depth,
        stakes: need.stakes, asked: need.asked.union(names),
        pending: need.pending.merging(
          awaited.map { ($0.expert, now.adding(seconds: $0.start)) }, uniquingKeysWith: max),
        assignments: need.assignments + names.count, answers: need.answers, named: need.named,
        isFounding: need.isFounding)
      let then = now.adding(seconds: start)
      let survey = Survey(next, &roster, rule: calm, seed: 0, now: then)
      let (choices, isEnough) = survey.choose(roster)
      if choices.isEmpty {
        let opened = Self.stays(question, clock, from: start, now: now)
        closesAt = closesAt ?? opened
        if let end = awaited.map(\.endsAt).max() {
          start = min(end, start + max(1, isEnough ? clock.waveSeconds : clock.retrySeconds))
        } else if !isEnough, let free = survey.nextFree(roster) {
          // A part of a second would be lost.
          start = max(start + 1, (free.milliseconds - now.milliseconds + 999) / 1_000)
        } else {
          return
        }
        if start > closesAt ?? opened { return }
        continue
      }
      people += choices.map { choice in
        let post = roster.posts[choice.candidate.place]
        return Person(
          startSeconds: start, chance: survey.chance(choice.candidate.place, post, &roster),
          medianSeconds: post.median,
          endSeconds: post.secondsAwake(minute: survey.scales.minutes[post.zone]).map {
            $0 + start
          })
      }
      let end = start + clock.offerSeconds
      asked += choices.map { (roster.names[$0.candidate.place], start, end) }
      question.wave += 1
      start += max(1, clock.waveSeconds)
    }
  }

  /// Until how many seconds from now a question stays open that is opened to all then.
  private static func stays(
    _ question: Question, _ clock: Rule.Clock, from start: Int, now: Instant
  ) -> Int {
    max(
      now.seconds(until: question.deadline),
      start + max(clock.offerSeconds, Opening.leastSeconds))
  }

  /// The chance that nobody has answered so many seconds from now.
  func silence(after seconds: Double) -> Double {
    people.reduce(1) { rest, person in
      let end = person.endSeconds.map { min(seconds, Double($0)) } ?? seconds
      let share = Rhythm.share(
        within: end - Double(person.startSeconds), median: person.medianSeconds)
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
