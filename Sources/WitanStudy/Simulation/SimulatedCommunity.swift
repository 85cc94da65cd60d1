import Foundation
import Witan

/// The people of a simulation and what they are asked, all drawn by a seed, so that every policy
/// meets the same.
struct SimulatedCommunity {
  let taxa: SimulatedTaxonomy
  var people: [SimulatedPerson]
  /// What is asked before the week that counts, and during it, in order.
  let questions: [SimulatedQuestion]
  /// By hour of the day in UTC: what makes the shares of people who are there the study's.
  private let hourly: [Double]
  private let seed: UInt64

  /// How long people are there at a stretch, in milliseconds.
  static let stretch = 20 * 60_000
  /// The share of all who are there, on the mean of a day.
  private static let meanShare = 0.10

  init(_ settings: Simulation.Settings, seed: UInt64) throws {
    var chance = Chance(seed: seed)
    self.seed = chance.next()
    taxa = try SimulatedTaxonomy(&chance)
    let week = settings.days * Simulation.day
    var people = (0..<settings.members).map {
      SimulatedPerson(number: $0, joinedAt: Int.min, &chance)
    }
    // Newcomers join through the week, and some people leave.
    let joining = settings.members * settings.days * Simulation.joiningPerThousandAWeek / 7_000
    for number in 0..<joining {
      let instant = chance.below(max(1, week))
      people.append(
        SimulatedPerson(number: settings.members + number, joinedAt: instant, &chance))
    }
    for place in people.indices
    where chance.below(7_000) < settings.days * Simulation.leavingPerThousandAWeek {
      people[place].leftAt = max(people[place].joinedAt, 0) + chance.below(max(1, week))
    }
    settings.attack?.plant(
      in: &people, week: week, cause: taxa.commonestDangerousFamily, &chance)
    Self.drift(&people, settings, week: week, seed: seed)
    self.people = people
    questions = SimulatedQuestion.draw(settings, taxa, &chance)
    hourly = Self.hourly(people)
  }

  /// Lets the ability of some change, with chance of its own, so that nothing else differs.
  private static func drift(
    _ people: inout [SimulatedPerson], _ settings: Simulation.Settings, week: Int, seed: UInt64
  ) {
    var chance = Chance(seed: seed ^ 0x5DEE_CE66_D1CE_4E5B)
    var places = Array(people.indices.filter { people[$0].joinedAt < 0 })
    chance.shuffle(&places)
    let moved = places.prefix(settings.members * settings.driftPercent / 100)
    for (number, place) in moved.enumerated() {
      people[place].drift = (
        chance.below(max(1, week)), number % 2 == 0 ? -Simulation.drift : Simulation.drift
      )
    }
  }

  /// The study's day: every hour had answers, the busiest at 20 UTC 5.4 times those of the quietest
  /// at 09 UTC; a cosine up and another down between them.
  static func curve(hour: Double) -> Double {
    let since = (hour - 9 + 24).truncatingRemainder(dividingBy: 24)
    let phase = since <= 11 ? since / 11 : 1 - (since - 11) / 13
    return 1 + 4.4 * (1 - cos(phase * Double.pi)) / 2
  }

  private static func hourly(_ people: [SimulatedPerson]) -> [Double] {
    let wanted = (0..<24).map { curve(hour: Double($0) + 0.5) }
    let mean = wanted.reduce(0, +) / 24
    return (0..<24).map { hour in
      let habits = people.reduce(0) { $0 + $1.habit(hour: Double(hour) + 0.5) }
      return meanShare * wanted[hour] / mean * Double(people.count) / max(habits, 1e-9)
    }
  }

  /// Whether somebody is there at an instant (milliseconds of the simulation).
  func isThere(_ person: Int, at instant: Int) -> Bool {
    guard people[person].isHere(at: instant) else { return false }
    let hour = (instant / 3_600_000 % 24 + 24) % 24
    let share = people[person].habit(hour: Double(hour) + 0.5) * hourly[hour]
    let block = instant / Self.stretch
    var chance = Chance(
      seed: seed ^ UInt64(person) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(bitPattern: Int64(block)) << 20)
    return chance.unit() < min(0.95, share)
  }

  /// Chance of one person for one question, the same whatever policy asks.
  func chance(_ person: Int, _ question: Int) -> Chance {
    var mixed = Chance(seed: seed &+ UInt64(question) &* 0xD6E8_FEB8_6659_FD93)
    return Chance(seed: mixed.next() ^ UInt64(person) &* 0xA076_1D64_78BD_642F)
  }

  /// After how many milliseconds somebody asked at an instant answers; nil for never.
  func delay(_ person: Int, _ question: Int, at instant: Int) -> Int? {
    guard people[person].isHere(at: instant) else { return nil }
    var chance = chance(person, question)
    let draw = chance.unit()
    let speed = chance.unit()
    // The log-logistic law of `Rhythm.share`, turned round.
    let factor = pow(speed / max(1e-9, 1 - speed), 2.0 / 3.0)
    if isThere(person, at: instant) {
      guard draw < people[person].willingness else { return nil }
      return Int(people[person].medianSeconds * factor * 1000)
    }
    guard draw < Simulation.answersAbroad else { return nil }
    return Int(Simulation.medianSecondsAbroad * factor * 1000)
  }

  /// What somebody answers; nil for "can't tell".
  func answer(_ person: Int, _ question: Int, at instant: Int) -> String? {
    let asked = questions[question]
    let who = people[person]
    var chance = chance(person, question)
    _ = chance.unit()
    _ = chance.unit()
    switch who.intent {
    case _ where isAgreed(person, question, at: instant): return agreed(on: question)
    case .copies(let leader):
      var leaders = self.chance(leader, question)
      _ = leaders.unit()
      _ = leaders.unit()
      return people[leader].answer(
        to: asked.species, in: asked.country, at: instant, difficulty: asked.difficulty, taxa,
        &leaders)
    default:
      return who.answer(
        to: asked.species, in: asked.country, at: instant, difficulty: asked.difficulty, taxa,
        &chance)
    }
  }

  /// Whether somebody gives what was agreed upon in place of what they think.
  private func isAgreed(_ person: Int, _ question: Int, at instant: Int) -> Bool {
    let species = questions[question].species
    return switch people[person].intent {
    case .ring(let from): instant >= from
    case .brigade(let family): species.family == family
    case .camouflage: species.isDangerous && isTarget(question)
    case .honest, .copies: false
    }
  }

  /// Whether somebody's answer is not what they think.
  func isLie(_ person: Int, _ question: Int, at instant: Int) -> Bool {
    if case .copies(let leader) = people[person].intent { return leader != person }
    return isAgreed(person, question, at: instant)
  }

  /// Whether camouflaged liars agreed to lie about a question: one of four.
  private func isTarget(_ question: Int) -> Bool {
    var chance = Chance(seed: seed &+ UInt64(question) &* 0x8EBC_6AF0_9C88_C6E3)
    return chance.below(4) == 0
  }

  /// The wrong answer on which a ring agrees: a harmless species for a dangerous one.
  private func agreed(on question: Int) -> String? {
    let asked = questions[question]
    let wrong = taxa.species(in: asked.country).filter {
      $0.name != asked.species.name && !$0.isDangerous
    }
    var chance = Chance(seed: seed &+ UInt64(question) &* 0xE703_7ED1_A0B4_28DB)
    return wrong.isEmpty ? nil : wrong[chance.below(wrong.count)].name
  }
}
