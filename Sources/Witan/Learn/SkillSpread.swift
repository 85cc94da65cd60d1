import Foundation
import Inference

/// How much skills differ: between experts, between the regions and the branches of one. It says
/// how strongly a skill of which little was seen is drawn to the coarser one.
///
/// Each strength is that which makes what was seen likeliest (`BetaStrength`), a finer cell against
/// what the expert's other cells let expect, and drawn towards the rule's by a weight that fades
/// with the number of rates that were seen.
struct SkillSpread {
  /// How many rates the rule's strength is worth: with 50 the stated probabilities of the study's
  /// replay were less honest, for the likelihood is flat.
  private static let trust = 500.0
  /// The observations below which a rate tells nothing of the spread.
  private static let leastObservations = 2.0
  /// The strengths that are believed, in observations.
  private static let bounds = 1.0...100.0
  /// Rates stay this far from never and always.
  private static let margin = 0.02

  /// What was seen of one rate, and what was expected of it.
  private struct Rate {
    let right: Double
    let all: Double
    let mean: Double
  }

  private let rule: Rule
  /// By level of the pooling.
  private var rates: [[Rate]] = [[], [], []]

  /// Looks at the skills of experts; `isHome` tells whether an expert lives in a region, nil where
  /// that is not known.
  init(_ skills: [Skill], rule: Rule, isHome: (ID<Member>, String) -> Bool?) {
    self.rule = rule
    for skill in skills {
      let depth = skill.cells.map { max($0.right.count, $0.wrong.count) }.max() ?? 0
      for step in 0..<depth { add(skill, step, isHome) }
    }
  }

  /// The strength of each level, in whole observations.
  var strengths: [Int] {
    rule.poolingStrengths.enumerated().map { level, assumed in
      guard level < rates.count, assumed > 0 else { return assumed }
      let seen = rates[level]
      guard !seen.isEmpty else { return assumed }
      let fitted = BetaStrength.likeliest(
        right: seen.map(\.right), all: seen.map(\.all), means: seen.map(\.mean),
        within: Self.bounds)
      let count = Double(seen.count)
      let logarithm =
        (count * log(fitted) + Self.trust * log(Double(assumed))) / (count + Self.trust)
      return max(1, Int(exp(logarithm).rounded()))
    }
  }

  /// Adds the rates of one expert at one step below the root.
  private mutating func add(_ skill: Skill, _ step: Int, _ isHome: (ID<Member>, String) -> Bool?) {
    let novice = rule.noviceAccuracy(depth: step + 1)
    let strength = rule.poolingStrengths.first ?? 0
    let whole = Tally(skill.cells, step)
    append(whole, mean: novice, level: 0)
    for region in Set(skill.cells.map(\.region)).sorted() {
      let local = Tally(skill.cells.filter { $0.region == region }, step)
      let elsewhere = (whole - local).mean(towards: novice, strength)
      append(
        local, mean: rule.shifted(elsewhere, isHome: isHome(skill.expert, region)), level: 1)
    }
    guard step > 0 else { return }
    for branch in Set(skill.cells.map(\.branch)).sorted() {
      let close = Tally(skill.cells.filter { $0.branch == branch }, step)
      append(
        close, mean: (whole - close).mean(towards: novice, strength), level: 2)
    }
  }

  private mutating func append(_ tally: Tally, mean: Double, level: Int) {
    guard tally.right + tally.wrong >= Self.leastObservations else { return }
    rates[level].append(
      Rate(
        right: tally.right, all: tally.right + tally.wrong,
        mean: min(1 - Self.margin, max(Self.margin, mean))))
  }

  /// Right and wrong steps, in observations.
  private struct Tally {
    var (right, wrong) = (0.0, 0.0)

    init(_ cells: [Skill.Cell], _ step: Int) {
      for cell in cells {
        right += step < cell.right.count ? Double(cell.right[step]) / 1e6 : 0
        wrong += step < cell.wrong.count ? Double(cell.wrong[step]) / 1e6 : 0
      }
    }

    static func - (whole: Tally, part: Tally) -> Tally {
      var rest = whole
      (rest.right, rest.wrong) = (whole.right - part.right, whole.wrong - part.wrong)
      return rest
    }

    func mean(towards mean: Double, _ strength: Int) -> Double {
      BetaEstimate.pooled(
        priorMean: mean, strength: Double(strength), right: right, wrong: wrong
      ).mean
    }
  }
}
