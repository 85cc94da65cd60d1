/// When, how often and how fast an expert responds to what is offered to them.
///
/// Kept by the hours of the week in the expert's own time zone, Monday 00:00 being hour 0. Whoever
/// did not respond before an offer ended (lapsed, or the question closed first) counts as missing
/// by the share of people who would have responded within that time.
public struct Rhythm: Codable, Equatable, Sendable {
  /// Hours of a week.
  public static let week = 168

  public let expert: ID<Member>
  /// What became of offers while they had not been seen of late: the hours in which anything was
  /// offered that ended, in order.
  public private(set) var hours: [Hour]
  /// What became of offers while they had just been seen.
  public private(set) var here: Tally
  /// How many answers came in time.
  public private(set) var answers: Int
  /// The sum of log2 of the seconds from offer to answer, in thousandths.
  public private(set) var milliLogSeconds: Int
  /// When the expert last did anything.
  public private(set) var activeAt: Instant?

  /// What became of some offers.
  public struct Tally: Codable, Equatable, Sendable {
    /// How many the expert answered.
    public var responded = 0
    /// How many they passed on or missed, in parts per million of one.
    public var missed = 0
  }

  /// What became of offers in one hour of the week.
  public struct Hour: Codable, Equatable, Sendable {
    /// 0..<168.
    public let hour: Int
    public var tally: Tally
  }

  /// Nothing offered yet.
  public init(expert: ID<Member>) {
    self.expert = expert
    (hours, here, answers, milliLogSeconds, activeAt) = ([], Tally(), 0, 0, nil)
  }

  /// Notes that the expert did something.
  public mutating func act(at instant: Instant) {
    activeAt = max(activeAt ?? instant, instant)
  }

  /// Whether they were seen of late.
  public func isHere(at instant: Instant, rule: Rule) -> Bool {
    activeAt.map { $0 > rule.reach.recent(at: instant) } ?? false
  }

  /// Notes an answer, so many seconds after the offer.
  ///
  /// - Parameters:
  ///   - hour: of the week, when it was offered.
  ///   - wasHere: whether they had been seen of late then.
  public mutating func respond(hour: Int, wasHere: Bool, seconds: Int) {
    change(hour, wasHere) { $0.responded += 1 }
    answers += 1
    milliLogSeconds += Self.milliLog2(max(1, seconds))
  }

  /// Notes that an offer was passed on: whoever asks waits for an answer, so it counts as missed.
  public mutating func pass(hour: Int, wasHere: Bool) {
    change(hour, wasHere) { $0.missed += 1_000_000 }
  }

  /// Notes an offer that ended without a response after so many seconds.
  public mutating func miss(hour: Int, wasHere: Bool, seconds: Int, rule: Rule) {
    let share = Self.share(
      within: Double(seconds), median: Double(rule.reach.medianSeconds))
    change(hour, wasHere) { $0.missed += Int((share * 1e6).rounded()) }
  }

  private mutating func change(_ hour: Int, _ wasHere: Bool, _ body: (inout Tally) -> Void) {
    guard !wasHere else { return body(&here) }
    let place = hours.firstIndex { $0.hour >= hour } ?? hours.count
    if place == hours.count || hours[place].hour != hour {
      hours.insert(Hour(hour: hour, tally: Tally()), at: place)
    }
    body(&hours[place].tally)
  }

  /// log2 of a whole number in thousandths, rounded down; exact on every machine.
  static func milliLog2(_ number: Int) -> Int {
    let whole = Int.bitWidth - 1 - number.leadingZeroBitCount
    // The square of the mantissa gives one more binary digit at a time.
    var mantissa = Double(number) / Double(1 << whole)
    var (fraction, digit) = (0, 512)
    while digit > 0 {
      mantissa *= mantissa
      if mantissa >= 2 {
        mantissa /= 2
        fraction += digit
      }
      digit /= 2
    }
    return whole * 1000 + fraction * 1000 / 1024
  }

  /// The share of those who respond at all that has done so within a time: a log-logistic law of
  /// shape 3/2, by which 92 % answer within five times the median, as in the study.
  public static func share(within seconds: Double, median: Double) -> Double {
    guard seconds > 0, median > 0 else { return 0 }
    let ratio = seconds / median
    let power = ratio * ratio.squareRoot()
    return power / (1 + power)
  }

  /// The chance that somebody responds within a time from now who was asked before and has been
  /// silent since: (F(silence + seconds) - F(silence)) p / (1 - p F(silence)), Bayes' rule on the
  /// law F of `share`.
  ///
  /// - Parameters:
  ///   - seconds: the time left.
  ///   - silence: the seconds since they were asked; 0 for just now.
  ///   - chance: that they respond at all, before anything is known.
  static func chance(
    within seconds: Double, afterSilence silence: Double, responds chance: Double, median: Double
  ) -> Double {
    let before = share(within: silence, median: median)
    let after = share(within: silence + seconds, median: median)
    let silent = 1 - chance * before
    return silent > 0 ? chance * (after - before) / silent : 0
  }
}

extension Rhythm {
  /// The chance that the expert responds at all to an offer, not having been seen of late, in an
  /// hour of the week: what is expected of anybody, moved by all that was offered so, then by the
  /// same hours of every day, then by the hours around this one.
  public func chance(hour: Int, rule: Rule) -> Double {
    var (all, daily, close) = (Tally(), Tally(), Tally())
    for each in hours {
      all.add(each.tally)
      let apart = abs(each.hour - hour)
      let inDay = apart % 24
      if min(inDay, 24 - inDay) <= 1 { daily.add(each.tally) }
      if min(apart, Self.week - apart) <= 1 { close.add(each.tally) }
    }
    let reach = rule.reach
    var mean = Double(reach.respondsPartsPerMillion) / 1e6
    for (tally, strength) in zip([all, daily, close], reach.strengths) {
      mean = tally.pooled(towards: mean, strength: Double(strength))
    }
    return mean
  }

  /// The hours of the week, in the expert's own time zone, in which they are not to be counted on:
  /// a response is less than half as likely as of anybody, by offers that ended in or near them.
  public func silentHours(rule: Rule) -> [Bool] {
    let missed = hours.filter { $0.tally.missed > 0 }.map { $0.hour % 24 }
    let near = Set(missed.flatMap { [($0 + 23) % 24, $0, ($0 + 1) % 24] })
    let half = Double(rule.reach.respondsPartsPerMillion) / 2e6
    return (0..<Self.week).map { near.contains($0 % 24) && chance(hour: $0, rule: rule) < half }
  }

  /// The same of somebody who was just seen.
  public func chanceHere(rule: Rule) -> Double {
    here.pooled(
      towards: Double(rule.reach.respondsHerePartsPerMillion) / 1e6,
      strength: Double(rule.reach.strengths.first ?? 0))
  }

  /// The median seconds from offer to answer, drawn towards what is expected of anybody.
  public func medianSeconds(rule: Rule) -> Double {
    let strength = rule.reach.speedStrength
    let prior = strength * Self.milliLog2(max(1, rule.reach.medianSeconds))
    let mean = (prior + milliLogSeconds) / max(1, strength + answers)
    return Self.power2(milli: mean)
  }

  /// 2 to the power of thousandths, straight between whole powers.
  private static func power2(milli: Int) -> Double {
    let whole = milli / 1000
    return Double(1 << min(40, max(0, whole))) * (1 + Double(milli - whole * 1000) / 1000)
  }
}

extension Rhythm.Tally {
  fileprivate mutating func add(_ other: Self) {
    responded += other.responded
    missed += other.missed
  }

  /// The share of responses, drawn towards a mean that is worth so many offers.
  fileprivate func pooled(towards mean: Double, strength: Double) -> Double {
    let (yes, no) = (Double(responded), Double(missed) / 1e6)
    return strength + yes + no > 0 ? (strength * mean + yes) / (strength + yes + no) : mean
  }
}

extension Rule {
  /// What is expected of people who are asked, before their own record tells.
  public struct Reach: Codable, Equatable, Sendable {
    /// The share of offers that are responded to by somebody unknown, in their waking hours.
    public var respondsPartsPerMillion: Int
    /// The same of somebody who was seen of late.
    public var respondsHerePartsPerMillion: Int
    /// How many offers the coarser estimate is worth: of the expert, of the hours of the day, of
    /// the hours of the week.
    public var strengths: [Int]
    /// The median seconds from offer to answer.
    public var medianSeconds: Int
    /// How many answers that median is worth.
    public var speedStrength: Int
    /// How long ago somebody may have been seen to be held to be here still.
    public var recentSeconds: Int
    /// The share of a day's offers that go to one person while others are there.
    public var fairSharePartsPerMillion: Int
    /// How many offers a day are fair to anybody.
    public var fairOffers: Int
    /// How many newcomers each first wave asks beside those chosen, emergencies excepted.
    public var newcomerSeats: Int
    /// What one request costs, answered or not, as a share of what a wrong taxon costs.
    public var requestPricePartsPerMillion: Int
    /// What a wholly used budget adds to the price of a person's attention.
    public var fatiguePartsPerMillion: Int

    /// Whoever was seen after this instant is held to be here.
    func recent(at now: Instant) -> Instant { now.adding(seconds: -recentSeconds) }
  }
}
