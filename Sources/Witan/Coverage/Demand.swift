import Inference

/// How often a subject was asked about from each region, and what was found there.
public struct Demand: Sendable {
  /// By region or subregion (UN M49; empty: untold): how many of the latest questions came from it.
  public let questions: [String: Int]
  /// What was found in each region.
  public let sightings: [Sightings]

  /// Takes what the record tells.
  public init(questions: [String: Int], sightings: [Sightings]) {
    self.questions = questions
    self.sightings = sightings
  }

  /// The regions that were asked from, in the order of their codes.
  var regions: [String] { questions.keys.sorted() }

  /// How many of a region's questions were of each branch: those that found something by what they
  /// found, the others by what is to be expected there.
  func asked(
    from region: String, branches: [Coverage.Branch], taxonomy: Taxonomy?, rule: Rule
  ) throws -> [Double] {
    let count = Double(questions[region] ?? 0)
    guard let taxonomy, !taxonomy.isFlat, count > 0 else { return branches.map { _ in count } }
    var found: [String: Double] = [:]
    for each in sightings where each.region == region {
      for seen in taxonomy.leaves(each.counts) {
        found[taxonomy.branch(of: seen.leaf), default: 0] += seen.count
      }
    }
    let known = branches.map { found[$0.taxon] ?? 0 }
    let total = known.reduce(0, +)
    guard total < count else { return known.map { $0 * count / total } }
    let seen = Sightings.seen(in: region, of: sightings, rule: rule)
    let place = try Place.region(of: region).map { try Place($0) }
    let expected = taxonomy.learned(
      try taxonomy.prior(at: place, rule: rule), seen: seen, rule: rule)
    return zip(known, branches).map { $0 + (count - total) * expected.mass($1.node) }
  }
}
