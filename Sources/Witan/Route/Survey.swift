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
  private(set) var free: Best
  private(set) var spared: Best
  /// For what people are spared, and how many.
  private var sparings = (budget: 0, share: 0)
  /// The newcomer whom chance would let earn a record.
  private(set) var newcomer: (candidate: Candidate, lot: Int)?
  private(set) var pinned: [Candidate] = []
  /// Those whose answers are awaited.
  private(set) var awaited: [Candidate] = []
  /// By branch: its share of what is open.
  let weights: [Double]
  let scales: Scales
  private let places: Places
  private let today: Int
  /// Whether a part of everybody's budget is kept from this wave.
  private let isReserveKept: Bool
  private let explorationPartsPerMillion: Int
  private let fatiguePartsPerMillion: Int
  /// Whether the waves are over, so that nobody is asked but whom a steward wants.
  let isForPinnedOnly: Bool

  /// How many of the best are looked at together, at least.
  private static let poolSize = 200

  /// Looks at everybody of a roster.
  ///
  /// - Parameter size: how many are wanted; nil for the size of the next wave.
  init(
    _ need: Router.Need, _ roster: inout Roster, rule: Rule, seed: UInt64, now: Instant,
    size wanted: Int? = nil
  ) {
    self.need = need
    self.rule = rule
    self.seed = seed
    self.now = now
    size = wanted.map { min($0, need.room) } ?? need.size(rule)
    let question = need.question
    isForPinnedOnly =
      wanted == nil
      && rule.sizeOfNext(
        after: question.wave, brought: need.brought, named: need.named) == 0
    let isEmergency = question.urgency == .emergency
    let untilDeadline = now.seconds(until: question.deadline)
    horizon = max(rule.clock(question.urgency).waveSeconds, untilDeadline)
    isReserveKept = !isEmergency && need.assignments < rule.answersForTaxon
    // Where lives may hang on it, nobody is tried out.
    explorationPartsPerMillion = isEmergency ? 0 : rule.explorationPartsPerMillion
    fatiguePartsPerMillion = rule.reach.fatiguePartsPerMillion
    let total = need.branches.reduce(0) { $0 + max(1, $1.partsPerMillion) }
    weights = need.branches.map {
      Double(max(1, $0.partsPerMillion)) / Double(max(1, total))
    }
    let pool = max(Self.poolSize, 4 * size)
    (free, spared) = (Best(limit: pool), Best(limit: pool))
    scales = roster.scales(need, weights, rule: rule, now: now)
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
    awaitAnswers(&roster)
    for place in roster.posts.indices {
      let post = roster.posts[place]
      let mark = places.mark(place, post)
      if let reason = exclusion(of: post, mark: mark) {
        excluded[reason] += 1
        continue
      }
      let candidate = candidate(place, post, &roster)
      eligible += 1
      if mark == Places.pinned { pinned.append(candidate) } else { admit(candidate, post) }
    }
    let areOthersEnough = free.total >= size
    if areOthersEnough {
      eligible -= spared.total
      excluded[Exclusion.budgetReserved.place] += sparings.budget
      excluded[Exclusion.fairShare.place] += sparings.share
      spared = Best(limit: 0)
    }
  }

  /// Why somebody may not be asked, by the place of the reason; nil where they may.
  private func exclusion(of post: Post, mark: UInt8) -> Int? {
    if isForPinnedOnly && mark > Places.pinned { return Exclusion.wavesOver.place }
    return post.exclusion(mark: mark, at: now, minute: scales.minutes[post.zone])
  }

  /// Notes those who are not asked again and whose answers are still to come.
  private mutating func awaitAnswers(_ roster: inout Roster) {
    let pending = need.pending.compactMap { name, since in
      roster.known(name).map { (place: $0, since: since) }
    }
    for (place, since) in pending.sorted(by: { $0.place < $1.place }) {
      let post = roster.posts[place]
      let (mark, minute) = (places.mark(place, post), scales.minutes[post.zone])
      guard post.exclusion(mark: mark, at: now, minute: minute) != nil else { continue }
      awaited.append(candidate(place, post, &roster, silentSince: since))
    }
  }

  /// Puts a candidate where they belong: free to be asked, or spared while others are there.
  private mutating func admit(_ candidate: Candidate, _ post: Post) {
    let offered = post.offered(on: today)
    let unreserved = post.budget * (1_000_000 - rule.reservePartsPerMillion)
    if offered > scales.fairOffers {
      sparings.share += 1
      spared.offer(candidate)
    } else if isReserveKept && offered * 1_000_000 >= unreserved {
      sparings.budget += 1
      spared.offer(candidate)
    } else {
      free.offer(candidate)
      drawLot(candidate, post)
    }
  }

  /// A newcomer's lot: chance, by how likely they are to respond and to be fit.
  private mutating func drawLot(_ candidate: Candidate, _ post: Post) {
    guard need.question.urgency != .emergency, need.question.wave == 0,
      post.judged < Skill.judgedToBeProved
    else { return }
    var chance = Chance(seed: ~seed ^ post.salt)
    let fit = (1_000_000 - post.unfit) * candidate.timely / 1_000_000
    let lot = chance.below(1_000_000) * fit / (1_000_000 * (1 + post.pending))
    if lot > newcomer?.lot ?? -1 { newcomer = (candidate, lot) }
  }

  /// When the first of those who may be asked, but not now, can be; nil for nobody ever.
  func nextFree(_ roster: Roster) -> Instant? {
    var first: Instant?
    for (place, post) in roster.posts.enumerated()
    where places.mark(place, post) >= Places.pinned
      && (!isForPinnedOnly || places.mark(place, post) == Places.pinned)
    {
      guard let next = post.nextFree(from: now, minute: scales.minutes[post.zone]), now < next
      else { continue }
      first = min(first ?? next, next)
    }
    return first
  }

  /// What somebody would be worth.
  ///
  /// - Parameter silentSince: since when their answer is awaited; nil where they were not asked.
  private func candidate(
    _ place: Int, _ post: Post, _ roster: inout Roster, silentSince: Instant? = nil
  ) -> Candidate {
    let standing = scales.standing(post)
    let exploration = exploration(standing, post)
    let silence = silentSince.map { max(0, $0.seconds(until: now)) } ?? 0
    let timely = Scales.partsPerMillion(
      Rhythm.chance(
        within: Double(horizon), afterSilence: Double(silence),
        responds: self.chance(place, post, &roster), median: post.median))
    let offered = post.offered(on: today)
    let fatigue =
      post.budget > 0 && offered > 0 ? fatiguePartsPerMillion * offered / post.budget : 0
    let price = 1_000_000 * (1 + post.pending) + fatigue
    return Candidate(
      place: place, skill: standing.skill, exploration: exploration, timely: timely, price: price,
      score: max(0, standing.skill + exploration) * timely / price)
  }

  /// A share of chance, in proportion to what is not yet known of them.
  private func exploration(_ standing: Scales.Standing, _ post: Post) -> Int {
    guard explorationPartsPerMillion > 0 else { return 0 }
    var chance = Chance(seed: seed ^ post.salt)
    return standing.deviation * (chance.roughNormalPartsPerMillion() / 1000) / 1000
      * explorationPartsPerMillion / 1_000_000
  }

  /// The chance that somebody responds at all.
  func chance(_ place: Int, _ post: Post, _ roster: inout Roster) -> Double {
    if post.isHere(since: scales.recent) { return post.chanceHere }
    guard post.hasRhythm else { return scales.unknownChance }
    let hour = scales.minutes[post.zone] / 60
    return post.chanceHour == hour ? post.chance : roster.chance(of: place, hour: hour)
  }
}
