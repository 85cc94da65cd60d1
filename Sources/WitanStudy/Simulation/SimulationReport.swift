import Witan

/// The scores of the policies: means over the seeds.
public struct SimulationReport: Codable, Sendable {
  public let settings: Simulation.Settings
  public let seeds: [UInt64]
  /// In the order in which they were asked for.
  public let policies: [PolicyScore]

  /// Gathers the tallies of the same settings, by policy and then by seed.
  init(settings: Simulation.Settings, seeds: [UInt64], tallies: [[SimulationTally]]) {
    self.settings = settings
    self.seeds = seeds
    policies = tallies.compactMap { PolicyScore($0, days: settings.days) }
  }

  /// What one policy reached. Shares are of 1, times in seconds from asking, of emergencies.
  public struct PolicyScore: Codable, Sendable {
    public let policy: Simulation.Policy
    /// Questions of the whole time, a seed.
    public let questions: Double
    /// Emergencies among them.
    public let emergencies: Double
    /// Until an action or a taxon was first said.
    public let firstWord: Times
    /// Until it was settled.
    public let settled: Times
    /// The share of emergencies that were settled.
    public let settledShare: Double
    /// The slowest median of a first word among the eight parts of the day (UTC); nil where in one
    /// of them most never had any.
    public let slowestHoursSeconds: Double?
    /// The first word by the eight parts of the day (UTC), of three hours each.
    public let byHours: [Times]
    /// The slowest 95 % among them; nil where in one of them more than a twentieth never had any.
    public let slowestHoursP95Seconds: Double?
    /// The share of questions whose likeliest species is right.
    public let speciesRight: Double
    /// The share of which an action was said, and the share of those that is right.
    public let actionSaid: Double
    public let actionRight: Double
    /// The share in which nobody was harmed by it: the action was right, or none was said and the
    /// asker told to treat it as dangerous.
    public let actionSafe: Double
    /// Dangerous ones called harmless, of all seeds.
    public let dangerousCalledHarmless: Int
    public let requestsPerQuestion: Double
    /// How unequally requests fall on the members (Gini).
    public let gini: Double
    /// The share of all answers by the one who gave most.
    public let topShare: Double
    /// People who proved themselves in the time, and people who left, a week.
    public let newlyQualifiedPerWeek: Double
    public let leftPerWeek: Double
    /// People who left because they were asked more than they bear, a seed.
    public let burnOuts: Double
    public let costToFlip: CostToFlip
    public let attackers: Attackers
    /// How far what askers were promised came true, by time promised; none where nothing was.
    public let promises: [Kept]
    /// The share of emergencies of which something was said within so many seconds, for drawing.
    public let curve: [CurvePoint]
  }

  /// A time at which half, and at which 95 % of the cases were done; nil where that never was.
  public struct Times: Codable, Equatable, Sendable {
    public let median: Double?
    public let p95: Double?
  }

  /// How many more people as able as the supporters would have had to dissent to turn a settled
  /// verdict; one more than `Case.fragilityLimit` where none of those that are counted did.
  public struct CostToFlip: Codable, Equatable, Sendable {
    public let mean: Double
    /// Of the settled verdicts 5 % could be turned by so many or fewer.
    public let p5: Int
  }

  /// What those who take part in an attack reached.
  public struct Attackers: Codable, Equatable, Sendable {
    /// Their share of all answers that counted.
    public let answerShare: Double
    /// Their answers to dangerous ones that ended as harmless, of all seeds: what it cost them.
    public let answersToFlipped: Int
    /// Their lies among the answers that counted, and their answers as they think, of all seeds.
    public let lies: Int
    public let honestAnswers: Int
    /// Dangerous ones called harmless to which they answered, of all seeds.
    public let flips: Int
    /// What one flip cost them: answers as they think, given by all of them; nil without any flip.
    public let honestAnswersPerFlip: Double?
  }

  /// The promises of an answer within one time.
  public struct Kept: Codable, Equatable, Sendable {
    public let withinSeconds: Int
    /// The mean of the odds, and the share in which an answer came in time.
    public let promised: Double
    public let kept: Double
    /// The mean square of promise less truth (Brier 1950).
    public let brier: Double
  }

  /// One point of the curve.
  public struct CurvePoint: Codable, Equatable, Sendable {
    public let seconds: Double
    public let share: Double
  }
}

extension SimulationReport.PolicyScore {
  /// The times at which the curve is read.
  private static let times: [Double] = [
    5, 6, 8, 10, 12, 15, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 110, 120, 135, 150, 180,
    210, 240, 300, 360, 450, 600, 750, 900, 1_200, 1_500, 1_800, 2_400, 3_000, 3_600,
  ]

  /// The scores of one policy over the seeds; nil without any.
  init?(_ tallies: [SimulationTally], days: Int) {
    guard let first = tallies.first else { return nil }
    let sample = SimulationSample(tallies: tallies)
    let isEmergency: SimulationSample.Test = { $0.urgency == .emergency }
    let said = sample.seconds(\.saidAt, of: isEmergency)
    let weeks = Double(max(1, days)) / 7
    policy = first.policy
    questions = sample.mean { Double($0.records.count) }
    emergencies = sample.mean { Double($0.records.count(where: isEmergency)) }
    firstWord = .init(said)
    settled = .init(sample.seconds(\.settledAt, of: isEmergency))
    settledShare = sample.share({ $0.settledAt != nil }, of: isEmergency)
    let parts = (0..<8).map { part in
      sample.seconds(\.saidAt) { isEmergency($0) && $0.askedAt / 10_800_000 % 8 == part }
    }
    byHours = parts.map(SimulationReport.Times.init)
    slowestHoursSeconds = Self.slowest(parts, 0.5)
    slowestHoursP95Seconds = Self.slowest(parts, 0.95)
    speciesRight = sample.share { $0.likeliest == $0.truth }
    actionSaid = sample.share { $0.action != nil }
    actionRight = sample.share(\.isActionRight) { $0.action != nil }
    actionSafe = sample.share { $0.action == nil || $0.isActionRight }
    dangerousCalledHarmless = sample.records.count(where: \.isCalledHarmlessWrongly)
    requestsPerQuestion = sample.mean { tally in
      Double(tally.records.reduce(0) { $0 + $1.requests }) / Double(max(1, tally.records.count))
    }
    gini = sample.mean(\.gini)
    topShare = sample.mean(\.topShare)
    newlyQualifiedPerWeek = sample.mean { Double($0.newlyQualified) } / weeks
    leftPerWeek = sample.mean { Double($0.left) } / weeks
    burnOuts = sample.mean { Double($0.burnOuts) }
    costToFlip = .init(sample.records)
    attackers = .init(sample.records)
    promises = SimulationReport.Kept.all(sample.records)
    curve = Self.times.map { time in
      let within = said.count { $0.map { $0 <= time } ?? false }
      return .init(seconds: time, share: Double(within) / Double(max(1, said.count)))
    }
  }
}

extension SimulationReport.PolicyScore {
  /// The greatest of a quantile among parts of the day that had any questions; nil for never.
  private static func slowest(_ parts: [[Double?]], _ share: Double) -> Double? {
    let quantiles = parts.filter { !$0.isEmpty }.map { $0.quantile(share) }
    return quantiles.contains(nil) ? nil : quantiles.compactMap { $0 }.max()
  }
}

extension SimulationReport.Times {
  fileprivate init(_ ranked: [Double?]) {
    median = ranked.quantile(0.5)
    p95 = ranked.quantile(0.95)
  }
}

extension SimulationReport.CostToFlip {
  fileprivate init(_ records: [SimulationTally.Record]) {
    let dissents = records.compactMap(\.dissentsToTurn).sorted()
    mean = Double(dissents.reduce(0, +)) / Double(max(1, dissents.count))
    p5 = dissents.isEmpty ? 0 : dissents[dissents.count / 20]
  }
}

extension SimulationReport.Attackers {
  fileprivate init(_ records: [SimulationTally.Record]) {
    let all = records.reduce(0) { $0 + $1.answers }
    answerShare = Double(records.reduce(0) { $0 + $1.attackerAnswers }) / Double(max(1, all))
    let flipped = records.filter { $0.isCalledHarmlessWrongly && $0.attackerAnswers > 0 }
    answersToFlipped = flipped.reduce(0) { $0 + $1.attackerAnswers }
    lies = records.reduce(0) { $0 + $1.lies }
    honestAnswers = records.reduce(0) { $0 + $1.attackerAnswers - $1.lies }
    flips = flipped.count
    honestAnswersPerFlip = flips > 0 ? Double(honestAnswers) / Double(flips) : nil
  }
}

extension SimulationReport.Kept {
  /// By each time that is promised; none where nothing was.
  fileprivate static func all(_ records: [SimulationTally.Record]) -> [Self] {
    let told = records.filter { !$0.promised.isEmpty }
    guard !told.isEmpty else { return [] }
    return Promise.horizonsSeconds.enumerated().map { place, seconds in
      let trials = told.map { record in
        (
          odds: Double(record.promised[place]) / 1e6,
          came: record.answeredAt.map { $0 - record.askedAt <= seconds * 1_000 } ?? false
        )
      }
      let count = Double(trials.count)
      return .init(
        withinSeconds: seconds, promised: trials.reduce(0) { $0 + $1.odds } / count,
        kept: Double(trials.count { $0.came }) / count,
        brier: trials.reduce(0) { sum, trial in
          let error = (trial.came ? 1 : 0) - trial.odds
          return sum + error * error
        } / count)
    }
  }
}
