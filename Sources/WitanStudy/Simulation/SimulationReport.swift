import Witan

/// The scores of the policies: means over the seeds.
public struct SimulationReport: Codable, Sendable {
  public let settings: Simulation.Settings
  public let seeds: [UInt64]
  /// By the order in which they were asked for.
  public let policies: [PolicyScore]

  /// What one policy reached.
  public struct PolicyScore: Codable, Sendable {
    public let policy: Simulation.Policy
    /// Questions of the week, a seed.
    public let questions: Double
    /// Emergencies among them.
    public let emergencies: Double
    /// Seconds until an emergency's action or taxon was first said: median and 95 %; nil where it
    /// never was.
    public let provisionalMedian: Double?
    public let provisionalP95: Double?
    /// Seconds until an emergency was settled.
    public let settledMedian: Double?
    public let settledP95: Double?
    /// The share of emergencies that were settled.
    public let settled: Double
    /// The slowest median of a provisional verdict among the eight parts of the day (UTC).
    public let worstHoursMedian: Double?
    /// The share whose likeliest species is right.
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
    /// People who left because they were asked more than they bear.
    public let burnOuts: Double
    /// The share of emergencies of which something was said within so many seconds, for drawing.
    public let curve: [CurvePoint]
  }

  /// One point of the curve.
  public struct CurvePoint: Codable, Sendable {
    public let seconds: Double
    public let share: Double
  }

  /// Gathers the tallies of the same settings.
  public init(settings: Simulation.Settings, seeds: [UInt64], tallies: [[SimulationTally]]) {
    self.settings = settings
    self.seeds = seeds
    policies = tallies.compactMap { PolicyScore($0, days: settings.days) }
  }
}

extension SimulationReport.PolicyScore {
  /// The times at which the curve is read.
  private static let times: [Double] = [
    5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 120, 150, 180, 240, 300, 450, 600, 900, 1_800, 3_600,
  ]

  /// The scores of one policy over the seeds; nil without any.
  init?(_ tallies: [SimulationTally], days: Int) {
    guard let first = tallies.first else { return nil }
    policy = first.policy
    let count = Double(tallies.count)
    func mean(_ value: (SimulationTally) -> Double) -> Double {
      tallies.reduce(0) { $0 + value($1) } / count
    }
    func share(
      _ isMeant: (SimulationTally.Record) -> Bool, of all: (SimulationTally.Record) -> Bool
    )
      -> Double
    {
      mean { tally in
        let of = tally.records.filter(all)
        return Double(of.count(where: isMeant)) / Double(max(1, of.count))
      }
    }
    let isEmergency: (SimulationTally.Record) -> Bool = { $0.urgency == .emergency }
    let said = tallies.flatMap { $0.seconds(\.saidAt, of: isEmergency) }.ranked
    let settledTimes = tallies.flatMap { $0.seconds(\.settledAt, of: isEmergency) }.ranked
    questions = mean { Double($0.records.count) }
    emergencies = mean { Double($0.records.count(where: isEmergency)) }
    provisionalMedian = said.quantile(0.5)
    provisionalP95 = said.quantile(0.95)
    settledMedian = settledTimes.quantile(0.5)
    settledP95 = settledTimes.quantile(0.95)
    settled = share({ $0.settledAt != nil }, of: isEmergency)
    let parts = (0..<8).map { part in
      tallies.flatMap { tally in
        tally.seconds(\.saidAt) { isEmergency($0) && $0.askedAt / 10_800_000 % 8 == part }
      }.ranked.quantile(0.5)
    }
    worstHoursMedian = parts.contains { $0 == nil } ? nil : parts.compactMap { $0 }.max()
    speciesRight = share({ $0.likeliest == $0.truth }, of: { _ in true })
    actionSaid = share({ $0.action != nil }, of: { _ in true })
    actionRight = share(\.isActionRight, of: { $0.action != nil })
    actionSafe = share({ $0.action == nil || $0.isActionRight }, of: { _ in true })
    dangerousCalledHarmless = tallies.reduce(0) {
      $0 + $1.records.count { $0.isDangerous && $0.action == "harmless" }
    }
    requestsPerQuestion = mean { tally in
      Double(tally.records.reduce(0) { $0 + $1.requests }) / Double(max(1, tally.records.count))
    }
    gini = mean(\.gini)
    topShare = mean(\.topShare)
    let weeks = Double(max(1, days)) / 7
    newlyQualifiedPerWeek = mean { Double($0.newlyQualified) } / weeks
    leftPerWeek = mean { Double($0.left) } / weeks
    burnOuts = mean { Double($0.burnOuts) }
    curve = Self.times.map { time in
      let within = said.count { $0.map { $0 <= time } ?? false }
      return .init(seconds: time, share: Double(within) / Double(max(1, said.count)))
    }
  }
}

extension SimulationTally.Record {
  /// Whether what was said to do is right.
  var isActionRight: Bool { action == (isDangerous ? "dangerous" : "harmless") }
}

extension [Double?] {
  /// In order, what never came at the end.
  fileprivate var ranked: [Double?] {
    compactMap { $0 }.sorted() + filter { $0 == nil }
  }

  /// The value below which so much of a ranked list lies; nil where that never came.
  fileprivate func quantile(_ share: Double) -> Double? {
    isEmpty ? nil : self[Swift.min(count - 1, Int(Double(count) * share))]
  }
}
