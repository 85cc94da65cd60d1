import Foundation
import Testing
import Witan

@testable import WitanStudy

/// The simulated people have the published habits (Durso et al. 2021, DOI 10.1098/rsos.201273).
@Suite(.serialized) struct `Simulated people, as published,` {
  private let community: SimulatedCommunity

  init() throws {
    var settings = Simulation.Settings()
    settings.members = 1_000
    settings.days = 1
    settings.foundingQuestions = 0
    community = try SimulatedCommunity(settings, seed: 11)
  }

  @Test func `are there most at 20 UTC, 5.4 times as many as at 09`() {
    let hours = (0..<24).map { SimulatedCommunity.curve(hour: Double($0)) }
    #expect(hours.firstIndex(of: hours.max() ?? 0) == 20)
    #expect(hours.firstIndex(of: hours.min() ?? 0) == 9)
    #expect(abs(hours[20] / hours[9] - 5.4) < 1e-9)
    #expect(hours.allSatisfy { $0 >= 1 })
  }

  @Test func `are there in that measure`() {
    func there(_ hour: Int) -> Double {
      let instants = (0..<3).map { hour * 3_600_000 + $0 * SimulatedCommunity.stretch }
      let counts = instants.map { instant in
        community.people.indices.count { community.isThere($0, at: instant) }
      }
      return Double(counts.reduce(0, +))
    }
    // The hour from 20 UTC on against the one before 09 and the one after.
    let ratio = there(20) / max(1, (there(8) + there(9)) / 2)
    #expect((4...7).contains(ratio), "\(ratio)")
  }

  @Test func `are right on 60, 70 and 80 % in 27, 20 and 9 of a hundred`() {
    let accuracies = community.people.map { 1 / (1 + exp(-$0.ability)) }
    for (least, wanted) in [(0.6, 0.27), (0.7, 0.20), (0.8, 0.09)] {
      let share = Double(accuracies.count { $0 >= least }) / Double(accuracies.count)
      #expect(abs(share - wanted) < 0.05, "\(least): \(share)")
    }
  }

  @Test func `who are right on 67 % at home are right on 43 % away`() throws {
    let species = try #require(community.taxa.species(in: "IN").first)
    var chance = Chance(seed: 5)
    var person = SimulatedPerson(number: 0, joinedAt: 0, &chance)
    // One who is right on 67 % at home, and knows no family better.
    person.ability = log(0.67 / 0.33) - SimulatedPerson.home
    let family = person.specialty == species.family ? "AU" : "IN"
    let asked = try #require(community.taxa.species(in: family).first)
    func right(_ country: String) -> Double {
      let draws = 4_000
      let hits = (0..<draws).count { _ in
        person.answer(to: asked, in: country, at: 0, difficulty: 0, community.taxa, &chance)
          == asked.name
      }
      return Double(hits) / Double(draws)
    }
    let away = person.country == "ZA" ? "US" : "ZA"
    #expect(asked.family != person.specialty)
    #expect(abs(right(person.country) - 0.67) < 0.03)
    #expect(abs(right(away) - 0.43) < 0.03)
  }

  @Test func `answer in 24 s in the median, 92 % within two minutes`() {
    let instant = 20 * 3_600_000
    let there = community.people.indices.filter { community.isThere($0, at: instant) }
    let delays = community.questions.indices.flatMap { question in
      there.compactMap { community.delay($0, question, at: instant) }
    }.sorted()
    #expect(delays.count > 5_000)
    let median = Double(delays[delays.count / 2]) / 1000
    let soon = Double(delays.count { $0 <= 120_000 }) / Double(delays.count)
    #expect(abs(median - 24) < 2, "\(median)")
    #expect(abs(soon - 0.92) < 0.03, "\(soon)")
  }

  @Test func `learn by answering, up to a limit`() {
    var person = community.people[0]
    #expect(person.learned == 0)
    person.practice = 10
    #expect(abs(person.learned - 0.2) < 1e-9)
    person.practice = 1_000
    #expect(person.learned == 0.8)
  }
}
