import Witan

/// A simulated community: made-up people with published habits, who are asked made-up questions by
/// the real router, and whose answers the real rule weighs.
///
/// What is assumed and what was published stands with the numbers, here and in `SimulatedPerson`.
public enum Simulation {
  /// The one subject.
  static let subject = ID<Subject>("study")
  /// Monday 2026-01-05T00:00:00Z, when the week that counts begins.
  static let beginning = Instant(milliseconds: 1_767_571_200_000)
  /// One day in milliseconds.
  static let day = 86_400_000
  /// People who join, and who leave for reasons of their own, of a thousand in a week (assumed).
  static let joiningPerThousandAWeek = 20
  static let leavingPerThousandAWeek = 10
  /// The share of offers answered by people who are not there when asked, and how soon (assumed:
  /// what a notification on a telephone brings).
  static let answersAbroad = 0.06
  static let medianSecondsAbroad = 600.0
  /// The share of questions whose answer was known before, in percent (assumed).
  static let knownPercent = 5
  /// The share of those asked more than they bear in a day who leave for it, in percent (assumed).
  static let burnOutPercent = 30

  /// By how much the ability of those changes whose does, in logits (assumed).
  static let drift = 2.0

  /// What is simulated.
  public struct Settings: Codable, Equatable, Sendable {
    public var members = 1_000
    public var days = 7
    public var questionsPerDay = 150
    /// Questions before the week that counts, each answered by twelve people by chance: the record
    /// on which every policy begins.
    public var foundingQuestions = 400
    public var attack: SimulatedAttack?
    /// The share of the first members whose ability changes for good within the week, half of them
    /// for the worse, in percent.
    public var driftPercent = 0

    /// A thousand members for a week.
    public init() {}

    /// How large it is, in words.
    public func caption(seeds: [UInt64]) -> String {
      "\(members) members, \(days) \(days == 1 ? "day" : "days"), \(questionsPerDay) questions a "
        + "day; \(seeds.count == 1 ? "seed" : "seeds") "
        + seeds.map(String.init).joined(separator: ", ")
    }
  }

  /// Who is asked.
  public enum Policy: String, Codable, CaseIterable, Sendable {
    /// The router.
    case witan
    /// Everybody who is there, as in a group on a social network.
    case broadcast
    /// As many as the router's waves ask, by chance, of those awake.
    case random
    /// As many, always the best by their record, of those awake.
    case best
  }

  /// Simulates one policy by one seed.
  ///
  /// - Parameter progress: told after each question of the week: done, of how many.
  static func run(
    _ policy: Policy, _ settings: Settings, rule: Rule = .first, seed: UInt64,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> SimulationTally {
    var run = try SimulationRun(policy, settings, rule: rule, seed: seed)
    return try run.finish(progress)
  }
}
