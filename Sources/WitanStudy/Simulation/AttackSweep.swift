public import Witan

/// One attack by ever larger shares of the community, against one policy.
public struct AttackSweep: Codable, Sendable {
  public let attack: SimulatedAttack.Kind
  /// The settings without the attack.
  public let settings: Simulation.Settings
  public let seeds: [UInt64]
  /// By the order in which they were asked for.
  public let rows: [Row]

  /// One share.
  public struct Row: Codable, Sendable {
    public let attack: SimulatedAttack.Kind
    /// The share of the first members who attack, in percent.
    public let percent: Int
    public let score: SimulationReport.PolicyScore
  }
}

extension Simulation {
  /// Simulates policies by seeds, each policy with the same people and questions.
  ///
  /// - Parameter progress: told policy and seed, and of how many questions how many were asked.
  public static func compare(
    _ policies: [Policy], _ settings: Settings, rule: Rule = .first, seeds: [UInt64],
    progress: (Policy, UInt64, Int, Int) -> Void = { _, _, _, _ in }
  ) throws -> SimulationReport {
    let tallies = try policies.map { policy in
      try seeds.map { seed in
        try run(policy, settings, rule: rule, seed: seed) { progress(policy, seed, $0, $1) }
      }
    }
    return SimulationReport(settings: settings, seeds: seeds, tallies: tallies)
  }

  /// Simulates an attack on Witan by each share of the members, in percent; beside whitewashing, a
  /// ring of the same people under their old names.
  ///
  /// - Parameter progress: told attack, share and seed, and of how many questions how many were
  ///   asked.
  public static func sweep(
    _ kind: SimulatedAttack.Kind, percents: [Int], _ settings: Settings, rule: Rule = .first,
    seeds: [UInt64], progress: (String, Int, UInt64, Int, Int) -> Void = { _, _, _, _, _ in }
  ) throws -> AttackSweep {
    var settings = settings
    settings.attack = nil
    let kinds: [SimulatedAttack.Kind] = kind == .whitewash ? [.ring, .whitewash] : [kind]
    var rows: [AttackSweep.Row] = []
    for percent in percents {
      for kind in percent == 0 ? [kind] : kinds {
        var attacked = settings
        attacked.attack = SimulatedAttack(kind, percent: percent)
        let report = try compare([.witan], attacked, rule: rule, seeds: seeds) {
          progress(kind.rawValue, percent, $1, $2, $3)
        }
        rows += report.policies.map { .init(attack: kind, percent: percent, score: $0) }
      }
    }
    return AttackSweep(attack: kind, settings: settings, seeds: seeds, rows: rows)
  }
}
