import Foundation
import Witan

/// A person of a simulated community: what they know, when they are there, what wears them out.
struct SimulatedPerson {
  private(set) var id: ID<Member>
  let country: String
  let zone: String
  /// Hours that the zone is ahead of UTC.
  let offsetHours: Int
  /// The logit of naming a species of mean difficulty, neither at home nor away.
  var ability: Double
  /// The family known best, and by how much better.
  let specialty: String
  /// The share of the time that they are there at the hour that suits them best.
  let presence: Double
  /// The local hour that suits them best.
  let peakHour: Double
  /// Median seconds from an offer to the answer when there.
  let medianSeconds: Double
  /// The share of offers they answer when there.
  let willingness: Double
  /// How many requests a day they bear.
  let patience: Int
  /// When they joined, in milliseconds of the simulation; the first members before it.
  private(set) var joinedAt: Int
  /// When they left.
  var leftAt: Int?
  /// What they are up to.
  var intent: Intent = .honest
  /// How many questions of the week they answered.
  var practice = 0
  /// When their ability changes for good, and by how much; nil for never.
  var drift: (at: Int, by: Double)?

  /// What somebody is up to.
  enum Intent: Equatable {
    case honest
    /// Gives the answer that the ring agreed on, from an instant on (milliseconds), honest before.
    case ring(from: Int)
    /// Gives the look-alike that the leader of a copying circle would give.
    case copies(leader: Int)
    /// Gives the answer that the ring agreed on about one family, honest elsewhere.
    case brigade(family: String)
    /// Gives the answer that was agreed on to one dangerous question in four, honest elsewhere.
    case camouflage
  }

  /// The mean and spread of ability: 27 %, 20 % and 9 % of the people are right on at least 60, 70
  /// and 80 % (Durso et al. 2021, DOI 10.1098/rsos.201273), taken for a normal law of logits.
  static let meanAbility = -0.42
  static let spreadOfAbility = 1.35
  /// At home 67 % right, away 43 %: one in logits apart, about the mean.
  static let home = 0.65
  static let away = -0.35
  /// What a specialty adds to the logit.
  static let specialtyGain = 0.8
  /// What each answer given adds to the logit, and all of them at most (assumed).
  static let practiceGain = 0.02
  static let mostPracticeGain = 0.8

  /// A person by chance; countries and zones as the study's people were spread.
  init(number: Int, joinedAt: Int, _ chance: inout Chance) {
    id = ID("m-\(10_000 + number)")
    let draw = chance.below(100)
    (country, zone, offsetHours) =
      Self.homes.first { draw < $0.upTo }.map {
        ($0.country, $0.zone, $0.offset)
      } ?? ("US", "America/New_York", -5)
    ability = Self.meanAbility + Self.spreadOfAbility * chance.normal()
    specialty = "Familia-\(chance.below(16))"
    presence = min(0.6, 0.16 * exp(0.7 * chance.normal()))
    peakHour = 19 + 2.5 * chance.normal()
    medianSeconds = 24 * exp(0.35 * chance.normal())
    willingness = min(0.98, max(0.2, 0.7 + 0.15 * chance.normal()))
    patience = max(6, Int(30 * exp(0.5 * chance.normal())))
    self.joinedAt = joinedAt
  }

  /// The same person under a new name: what they can, where they live and what they are up to stay.
  func renamed(number: Int, joinedAt: Int) -> SimulatedPerson {
    var again = self
    (again.id, again.joinedAt) = (ID("m-\(10_000 + number)"), joinedAt)
    return again
  }

  /// Where people live: up to which hundredth, country, zone, hours ahead of UTC (in winter).
  private static let homes: [(upTo: Int, country: String, zone: String, offset: Int)] = [
    (22, "US", "America/New_York", -5), (34, "US", "America/Los_Angeles", -8),
    (48, "BR", "America/Sao_Paulo", -3), (66, "DE", "Europe/Berlin", 1),
    (76, "ZA", "Africa/Johannesburg", 2), (92, "IN", "Asia/Kolkata", 5),
    (100, "AU", "Australia/Sydney", 11),
  ]

  /// Whether they are a member at an instant (milliseconds of the simulation).
  func isHere(at instant: Int) -> Bool { joinedAt <= instant && instant < leftAt ?? Int.max }

  /// How much of their time they are there at an hour of the day in UTC, by their own habits.
  func habit(hour: Double) -> Double {
    let local = hour + Double(offsetHours)
    let angle = (local - peakHour) / 24 * 2 * Double.pi
    let wave = (1 + cos(angle)) / 2
    return presence * (0.04 + 0.96 * wave * wave)
  }

  /// The member as the community knows them.
  func member(at instant: Instant) throws -> Member {
    var member = Member(
      recorded: id, subject: Simulation.subject, home: try Place(country), at: instant)
    member.availability = Availability(zone: zone, quiet: "23:30-06:30", budgetPerDay: 40)
    return member
  }
}

extension SimulatedPerson {
  /// What practice has added to their ability.
  var learned: Double { min(Self.mostPracticeGain, Self.practiceGain * Double(practice)) }

  /// What they answer to a question about a species; nil for "can't tell".
  ///
  /// Who does not name the species errs as the study's people did: of the rest a third names the
  /// family only or errs within it, a fifth the genus, a quarter cannot tell, the others are wrong;
  /// half of all wrong species are the look-alike.
  ///
  /// - Parameters:
  ///   - instant: when (milliseconds of the simulation).
  ///   - difficulty: of the photo, in logits, common to all.
  ///   - chance: this person's, for this question.
  func answer(
    to species: SimulatedTaxonomy.Species, in country: String, at instant: Int,
    difficulty: Double, _ taxa: SimulatedTaxonomy, _ chance: inout Chance
  ) -> String? {
    var logit = ability + learned - difficulty + (country == self.country ? Self.home : Self.away)
    if let drift, drift.at <= instant { logit += drift.by }
    if species.family == specialty { logit += Self.specialtyGain }
    if chance.unit() < 1 / (1 + exp(-logit)) { return species.name }
    let all = taxa.species(in: country)
    let fate = chance.unit()
    if fate < 0.24 { return nil }
    if fate < 0.43 { return species.genus }
    if fate < 0.60 { return species.family }
    if fate < 0.80 { return taxa.lookAlike(of: species) }
    let kin = all.filter { $0.family == species.family && $0.name != species.name }
    let pool = fate < 0.90 && !kin.isEmpty ? kin : all
    return pool.isEmpty ? nil : pool[chance.below(pool.count)].name
  }
}
