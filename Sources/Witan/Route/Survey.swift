/// One look at a roster for one question: who may be asked, and what each would be worth.
struct Survey {
  let need: Router.Need
  let rule: Rule
  let seed: UInt64
  let now: Instant
  /// How many are wanted.
  let size: Int
  /// Within how many seconds a response counts as in time.
  let horizon: Int
  private(set) var eligible = 0
  /// By the order of `Exclusion.allCases`.
  private var excluded = [Int](repeating: 0, count: Exclusion.allCases.count)
  /// The best of those who may be asked freely, and of those who are spared while others are there.
  private(set) var open: Best
  private(set) var spared: Best
  private var reserved = (budget: 0, share: 0)
  /// The newcomer whom chance would let earn a record.
  private var newcomer: (candidate: Candidate, lot: Int)?
  private var pinned: [Candidate] = []
  /// Those whose answers are awaited.
  private var awaited: [Candidate] = []
  private let weights: [Double]
  private let scales: Scales
  private let places: Places
  private let today: Int
  private let isRouteSparing: Bool
  private let explorationPartsPerMillion: Int

  /// How many of the best are looked at together, at least.
  private static let poolSize = 200

  /// Looks at everybody of a roster.
  init(
    _ need: Router.Need, _ roster: inout Roster, rule: Rule, seed: UInt64, now: Instant, size: Int
  ) {
    self.need = need
    self.rule = rule
    self.seed = seed
    self.now = now
    self.size = size
    let question = need.question
    let isEmergency = question.urgency == .emergency
    let untilDeadline = now.seconds(until: question.deadline)
    horizon = max(rule.clock(question.urgency).waveSeconds, untilDeadline)
    isRouteSparing = !isEmergency && need.assignments < rule.answersForTaxon
    // Where lives may hang on it, nobody is tried out.
    explorationPartsPerMillion = isEmergency ? 0 : rule.explorationPartsPerMillion
    let total = need.branches.reduce(0) { $0 + max(1, $1.partsPerMillion) }
    weights = need.branches.map {
      Double(max(1, $0.partsPerMillion)) / Double(max(1, total))
    }
    let pool = max(Self.poolSize, 4 * size)
    (open, spared) = (Best(limit: pool), Best(limit: pool))
    scales = roster.scales(need, rule: rule, now: now)
    places = Places(need, roster)
    today = now.dayNumber
    look(&roster)
  }

  /// Why people were not considered, and how many.
  var excludedByName: [String: Int] {
    var counts: [String: Int] = [:]
    for (reason, count) in zip(Exclusion.allCases, excluded) where count > 0 {
      counts[reason.rawValue] = count
    }
    return counts
  }

  private mutating func look(_ roster: inout Roster) {
    for place in roster.posts.indices {
      let post = roster.posts[place]
      let mark = places.marks[place]
      if let reason = exclusion(post, mark) {
        excluded[reason] += 1
        if !need.pending.isEmpty, need.pending.contains(roster.names[place]) {
          awaited.append(candidate(place, post, &roster))
        }
        continue
      }
      let candidate = candidate(place, post, &roster)
      eligible += 1
      if mark == Places.pinned { pinned.append(candidate) } else { sort(candidate, post) }
    }
    let (isBudgetKept, isShareKept) = (spared.count > 0, open.total >= size)
    if isBudgetKept && isShareKept {
      eligible -= spared.total
      note(.budgetReserved, reserved.budget)
      note(.fairShare, reserved.share)
      spared = Best(limit: 0)
    }
  }

  /// Puts a candidate where they belong: free to be asked, or spared while others are there.
  private mutating func sort(_ candidate: Candidate, _ post: Post) {
    let offered = post.offered(on: today)
    let open = post.budget * (1_000_000 - rule.reservePartsPerMillion)
    if offered > scales.fairOffers {
      reserved.share += 1
      spared.offer(candidate)
    } else if isRouteSparing && offered * 1_000_000 >= open {
      reserved.budget += 1
      spared.offer(candidate)
    } else {
      self.open.offer(candidate)
      drawLot(candidate, post)
    }
  }

  /// A newcomer's lot: chance, by how likely they are to respond.
  private mutating func drawLot(_ candidate: Candidate, _ post: Post) {
    guard need.question.urgency != .emergency, need.question.wave == 0,
      post.judged < Skill.judgedToBeProved
    else { return }
    var chance = Chance(seed: ~seed ^ post.salt)
    let lot = chance.below(1_000_000) * candidate.timely / (1_000_000 * (1 + post.pending))
    if lot > newcomer?.lot ?? -1 { newcomer = (candidate, lot) }
  }

  private mutating func note(_ reason: Exclusion, _ count: Int) {
    if count > 0 { excluded[reason.place] += count }
  }

  /// Why somebody may not be asked now, as the place of the reason; nil when they may.
  private func exclusion(_ post: Post, _ mark: UInt8) -> Int? {
    if mark < Places.pinned { return Int(mark) }
    if post.awayUntil > now.milliseconds { return Exclusion.away.place }
    if post.quietFrom != post.quietTo,
      Availability.isQuiet(
        minute: scales.minutes[post.zone] % 1440, from: post.quietFrom, to: post.quietTo)
    {
      return Exclusion.asleep.place
    }
    if post.offered(on: today) >= post.budget && mark != Places.pinned {
      return Exclusion.budgetSpent.place
    }
    return nil
  }

  /// What somebody would be worth.
  private func candidate(_ place: Int, _ post: Post, _ roster: inout Roster) -> Candidate {
    let (mean, spread) = scales.expected(post, weights)
    let skill = Self.partsPerMillion(mean)
    let deviation = Self.partsPerMillion(spread.squareRoot())
    var chance = Chance(seed: seed ^ post.salt)
    let exploration =
      deviation * (chance.roughNormalPartsPerMillion() / 1000) / 1000
      * explorationPartsPerMillion / 1_000_000
    let timely = Self.partsPerMillion(timely(place, post, &roster))
    let fatigue =
      post.budget > 0
      ? rule.reach.fatiguePartsPerMillion * post.offered(on: today) / post.budget : 0
    let price = 1_000_000 * (1 + post.pending) + fatigue
    return Candidate(
      place: place, skill: skill, exploration: exploration, timely: timely, price: price,
      score: max(0, skill + exploration) * timely / price)
  }

  /// The chance that somebody responds within the horizon.
  private func timely(_ place: Int, _ post: Post, _ roster: inout Roster) -> Double {
    chance(place, post, &roster) * Rhythm.share(within: Double(horizon), median: post.median)
  }

  /// The chance that somebody responds at all.
  func chance(_ place: Int, _ post: Post, _ roster: inout Roster) -> Double {
    var chance = scales.unknownChance
    if post.activeAt > now.milliseconds - 1000 * rule.reach.recentSeconds {
      chance = post.chanceHere
    } else if post.hasRhythm {
      chance = roster.chance(of: place, hour: scales.minutes[post.zone] / 60)
    }
    return chance
  }

  private static func partsPerMillion(_ value: Double) -> Int {
    min(999_999, max(0, Int((value * 1e6).rounded())))
  }
}

extension Survey {
  /// Somebody chosen, and why.
  struct Choice {
    let candidate: Candidate
    let seat: QuestionDispatched.Seat
    /// In millionths of a wrong taxon.
    let gain: Int
  }

  /// The people to be asked, in the order of the choice.
  func choose(_ roster: Roster) -> (choices: [Choice], isEnough: Bool) {
    var team = Team(rest: weights, answers: Double(need.answers))
    for candidate in awaited {
      team.expect(candidate, scales.shares(roster.posts[candidate.place]))
    }
    for candidate in pinned.prefix(size) { take(candidate, .pinned, &team, roster) }
    for pool in [open.sorted, spared.sorted] {
      var left = pool
      while team.chosen.count < size, !team.isEnough, !left.isEmpty,
        let place = best(of: left, team, roster)
      {
        let candidate = left.remove(at: place)
        if let group = roster.members[candidate.place].group, team.groups.contains(group) {
          continue
        }
        guard isWorthAsking(candidate, team, roster) else {
          team.isEnough = true
          break
        }
        take(candidate, .score, &team, roster)
      }
    }
    seatNewcomer(&team, roster)
    return (team.chosen, team.isEnough)
  }

  /// Those chosen so far, and what they leave open.
  struct Team {
    /// By branch: its probability, and that nobody names the right taxon there.
    var rest: [Double]
    /// How many answers are to be expected.
    var answers: Double
    var chosen: [Choice] = []
    var groups: Set<String> = []
    /// Whether the next would be asked for less than an answer costs.
    var isEnough = false

    /// Counts on somebody's answer.
    mutating func expect(_ candidate: Candidate, _ shares: [Double]) {
      let timely = Double(candidate.timely) / 1e6
      answers += timely
      for (branch, share) in shares.enumerated() { rest[branch] *= 1 - share * timely }
    }
  }

  private func take(
    _ candidate: Candidate, _ seat: QuestionDispatched.Seat, _ team: inout Team, _ roster: Roster
  ) {
    let post = roster.posts[candidate.place]
    let saved = Double(need.stakes) * gain(candidate, post, team.rest)
    team.chosen.append(Choice(candidate: candidate, seat: seat, gain: Int(saved)))
    if let group = roster.members[candidate.place].group { team.groups.insert(group) }
    team.expect(candidate, scales.shares(post))
  }

  /// The place of the candidate who adds most to a team; nil where nobody adds anything.
  private func best(of left: [Candidate], _ team: Team, _ roster: Roster) -> Int? {
    var best = (place: -1, worth: -1.0)
    for (place, candidate) in left.enumerated() {
      // Sorted by what each is worth alone, which no company can raise.
      if Double(candidate.score) / 1e6 < best.worth { break }
      let worth = worth(candidate, roster.posts[candidate.place], team.rest)
      if worth > best.worth { best = (place, worth) }
    }
    return best.place < 0 ? nil : best.place
  }

  /// Whether one more answer is worth its price, after those that are awaited. Two people are asked
  /// in any case, as nobody settles a question alone.
  private func isWorthAsking(_ candidate: Candidate, _ team: Team, _ roster: Roster) -> Bool {
    if need.isFounding || Int(team.answers) + team.chosen.count < rule.answersForTaxon {
      return true
    }
    guard team.answers < Double(rule.answersAtMost) else { return false }
    let success = success(roster.posts[candidate.place], team.rest)
    let saved = Double(need.stakes) * success - Double(rule.answerPricePartsPerMillion)
    let price = Double(rule.reach.requestPricePartsPerMillion)
    return saved * Double(candidate.timely) / 1e6 >= price
  }

  /// A newcomer goes with those who have proved themselves.
  private func seatNewcomer(_ team: inout Team, _ roster: Roster) {
    guard let newcomer, rule.reach.newcomerSeats > 0, size > 0 else { return }
    let isProved = team.chosen.contains {
      roster.posts[$0.candidate.place].judged >= Skill.judgedToBeProved
    }
    let isChosen = team.chosen.contains { $0.candidate.place == newcomer.candidate.place }
    if isProved && !isChosen { take(newcomer.candidate, .newcomer, &team, roster) }
  }

  /// What somebody adds to those chosen: the chance of the first success on what is left open.
  private func gain(_ candidate: Candidate, _ post: Post, _ rest: [Double]) -> Double {
    success(post, rest) * Double(candidate.timely) / 1e6
  }

  /// The chance that somebody who answers names the right taxon, where nobody before does.
  private func success(_ post: Post, _ rest: [Double]) -> Double {
    zip(scales.shares(post), rest).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The same with the draw of chance, over the price of attention.
  private func worth(_ candidate: Candidate, _ post: Post, _ rest: [Double]) -> Double {
    let left = rest.reduce(0, +)
    let drawn = Double(candidate.exploration) / 1e6 * left * Double(candidate.timely) / 1e6
    return max(0, gain(candidate, post, rest) + drawn) * 1e6 / Double(candidate.price)
  }

  /// The receipt: the best alone, and everybody chosen, the best first.
  func considered(_ chosen: [Choice], _ roster: Roster) -> [QuestionDispatched.Score] {
    let places = Set(chosen.map(\.candidate.place))
    var listed = chosen.map(\.candidate)
    for candidate in open.sorted + spared.sorted
    where !places.contains(candidate.place) && listed.count < Router.receiptLength {
      listed.append(candidate)
    }
    return listed.sorted(by: Candidate.isBefore).map {
      .init(
        expert: roster.names[$0.place], skill: $0.skill, exploration: $0.exploration,
        timely: $0.timely, price: $0.price, score: $0.score)
    }
  }
}
