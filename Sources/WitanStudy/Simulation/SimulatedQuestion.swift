import Witan

/// One question of a simulation.
struct SimulatedQuestion {
  /// In milliseconds of the simulation; below zero before the week that counts.
  let askedAt: Int
  let country: String
  let species: SimulatedTaxonomy.Species
  /// In logits, common to all who answer.
  let difficulty: Double
  let urgency: Urgency
  /// Whether it is one whose answer was known before.
  let isKnown: Bool

  /// The spread of difficulty, in logits.
  private static let spread = 0.9

  /// The questions of a week, at hours that follow those when people are there less than they do.
  static func draw(
    _ settings: Simulation.Settings, _ taxa: SimulatedTaxonomy, _ chance: inout Chance
  ) -> [SimulatedQuestion] {
    let counted = settings.questionsPerDay * settings.days
    let week = settings.days * Simulation.day
    let early = settings.foundingQuestions
    let instants =
      (0..<early).map { ($0 - early) * 10 * 60_000 }
      + (0..<counted).map { _ in chance.below(max(1, week)) }.sorted()
    return instants.compactMap { instant in
      let country = SimulatedTaxonomy.countries[chance.below(SimulatedTaxonomy.countries.count)]
      let difficulty = spread * chance.normal()
      let draw = chance.below(100)
      let urgency: Urgency =
        instant < 0 ? .today : draw < 50 ? .emergency : draw < 80 ? .today : .whenever
      let isKnown = chance.below(100) < Simulation.knownPercent
      return taxa.met(in: country, &chance).map {
        SimulatedQuestion(
          askedAt: instant, country: country, species: $0, difficulty: difficulty,
          urgency: urgency, isKnown: isKnown)
      }
    }
  }
}
