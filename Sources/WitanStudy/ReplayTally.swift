import Witan

/// What was said of one item, beside the truth.
struct Verdict {
  let answers: Int
  /// Whether the likeliest species is the truth, and what was stated of it.
  let isRight: Bool
  let stated: Double
  /// Whether a species was named, and whether it is the truth.
  let isNamed: Bool
  let isNamedRight: Bool
  let isDangerous: Bool
  let isSaidHarmless: Bool

  init(_ file: Case, _ item: Study.Item, _ taxonomy: Taxonomy) throws {
    let consensus = try file.consensus(on: .exhausted, ledgerSize: 0)
    let likeliest = try file.likeliest()
    answers = file.evidence.count
    isRight = likeliest?.taxon == item.truth
    stated = likeliest?.probability ?? 0
    isNamed = consensus.held?.rank == "species"
    isNamedRight = consensus.held?.taxon == item.truth
    isDangerous =
      taxonomy.node(accepted: item.truth).flatMap(taxonomy.action(of:)) == "dangerous"
    isSaidHarmless = consensus.action?.name == "harmless"
  }
}

/// The counts of one replay, from which its scores follow.
public struct ReplayTally: Sendable {
  var items = 0
  var answers = 0
  var right = 0
  var named = 0
  var namedRight = 0
  var dangerous = 0
  var dangerousSaidHarmless = 0
  var harmless = 0
  var harmlessSaidHarmless = 0
  var foundingItems = 0
  var foundingAnswers = 0
  var largestShare = 0.0
  /// Choices of the router, and those that followed again from what was written down.
  var receipts = 0
  var receiptsDerived = 0
  /// By tenth of the stated probability: how many, the sum of what was stated, how many right.
  private var bins = [(count: Int, stated: Double, right: Int)](repeating: (0, 0, 0), count: 10)

  /// The answers used for each scored item, for baselines that may use as many.
  private(set) var answersByItem: [ID<Question>: Int] = [:]

  mutating func add(_ verdict: Verdict) {
    items += 1
    answers += verdict.answers
    right += verdict.isRight ? 1 : 0
    named += verdict.isNamed ? 1 : 0
    namedRight += verdict.isNamedRight ? 1 : 0
    if verdict.isDangerous {
      dangerous += 1
      dangerousSaidHarmless += verdict.isSaidHarmless ? 1 : 0
    } else {
      harmless += 1
      harmlessSaidHarmless += verdict.isSaidHarmless ? 1 : 0
    }
    let bin = min(9, Int(verdict.stated * 10))
    bins[bin].count += 1
    bins[bin].stated += verdict.stated
    bins[bin].right += verdict.isRight ? 1 : 0
  }

  /// Notes how many answers an item used.
  mutating func note(_ item: ID<Question>, answers: Int) { answersByItem[item] = answers }

  /// The expected calibration error of the likeliest species over ten bins (Naeini et al. 2015,
  /// AAAI, "Obtaining well calibrated probabilities using Bayesian binning").
  var calibrationError: Double {
    bins.reduce(0) { $0 + abs($1.stated - Double($1.right)) } / Double(max(1, items))
  }
}
