import Foundation
import Testing
import Witan

@testable import WitanStudy

/// Small simulated communities.
@Suite(.serialized) struct `A simulated community` {
  /// Sixty members for two days.
  private static var small: Simulation.Settings {
    var settings = Simulation.Settings()
    settings.members = 60
    settings.days = 2
    settings.questionsPerDay = 15
    settings.foundingQuestions = 20
    return settings
  }

  private func bytes(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(value)
  }

  @Test func `of one seed gives the same report to the byte, and another of another`() throws {
    let one = try Simulation.compare([.witan, .random], Self.small, seeds: [7])
    let two = try Simulation.compare([.witan, .random], Self.small, seeds: [7])
    let other = try Simulation.compare([.witan, .random], Self.small, seeds: [8])
    #expect(try bytes(one) == bytes(two))
    #expect(try bytes(one.policies) != bytes(other.policies))
    #expect(SimulationDrawing(one).text == SimulationDrawing(two).text)
  }

  @Test func `is asked the same by every policy`() throws {
    let asked = try Simulation.Policy.allCases.map { policy in
      try Simulation.run(policy, Self.small, seed: 3).records
        .map { "\($0.askedAt) \($0.truth) \($0.urgency)" }.sorted()
    }
    #expect(asked[0].count == 30)
    for other in asked { #expect(other == asked[0]) }
  }

  @Test func `is asked less by Witan than by broadcasting, once there are some hundreds`() throws {
    var settings = Self.small
    settings.members = 400
    settings.days = 1
    let report = try Simulation.compare([.witan, .broadcast], settings, seeds: [3])
    let requests = report.policies.map(\.requestsPerQuestion)
    #expect(report.policies.map(\.policy) == [.witan, .broadcast])
    #expect(requests[0] < requests[1], "\(requests)")
  }

  @Test func `is promised what comes, within a tenth, and nobody is by other policies`() throws {
    var settings = Self.small
    settings.members = 200
    settings.days = 3
    let report = try Simulation.compare([.witan, .random], settings, seeds: [1, 2])
    #expect(report.policies[1].promises.isEmpty)
    let promises = report.policies[0].promises
    #expect(promises.map(\.withinSeconds) == Promise.horizonsSeconds)
    for each in promises {
      #expect(abs(each.promised - each.kept) < 0.1, "\(each)")
      // Not worse than to tell everybody the share that comes.
      #expect(each.brier < each.kept * (1 - each.kept) + 0.02, "\(each)")
    }
  }

  @Test func `tells every question once, and shares within 0 and 1`() throws {
    let report = try Simulation.compare([.witan], Self.small, seeds: [1, 2])
    let score = try #require(report.policies.first)
    #expect(score.questions == 30)
    let shares = [
      score.settledShare, score.speciesRight, score.actionSaid, score.actionRight,
      score.actionSafe, score.gini, score.topShare, score.attackers.answerShare,
    ]
    for share in shares { #expect((0...1).contains(share)) }
    #expect(
      score.attackers
        == .init(
          answerShare: 0, answersToFlipped: 0, lies: 0, honestAnswers: 0, flips: 0,
          honestAnswersPerFlip: nil))
    #expect(score.byHours.count == 8)
    #expect((0...7).contains(score.costToFlip.mean))
    #expect(Double(score.costToFlip.p5) <= score.costToFlip.mean)
    let curve = score.curve
    #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.share <= $1.share })
    #expect(curve.contains { $0.seconds == 120 })
  }

  @Test func `is attacked by as many as were told, the others stay as they are`() throws {
    let chosen = SimulatedAttack.Kind.allCases
    let honest = try SimulatedCommunity(Self.small, seed: 4).people
    for kind in chosen {
      var settings = Self.small
      settings.attack = SimulatedAttack(kind, percent: 20)
      let people = try SimulatedCommunity(settings, seed: 4).people
      let attackers = people.prefix(honest.count).count { $0.intent != .honest }
      #expect(attackers == honest.count * 20 / 100, "\(kind)")
      #expect(people.prefix(honest.count).map(\.ability) == honest.map(\.ability), "\(kind)")
    }
  }

  @Test func `has brigades that lie about one dangerous family and nothing else`() throws {
    var settings = Self.small
    settings.questionsPerDay = 200
    settings.attack = SimulatedAttack(.brigade, percent: 20)
    let attacked = try SimulatedCommunity(settings, seed: 4)
    let family = attacked.taxa.commonestDangerousFamily
    let one = try #require(attacked.people.indices.first { attacked.people[$0].intent != .honest })
    var lies = 0
    for (place, question) in attacked.questions.enumerated() {
      let answer = attacked.answer(one, place, at: 0)
      var chance = attacked.chance(one, place)
      (_, _) = (chance.unit(), chance.unit())
      let belief = attacked.people[one].answer(
        to: question.species, in: question.country, at: 0, difficulty: question.difficulty,
        attacked.taxa, &chance)
      guard question.species.family == family else {
        #expect(answer == belief)
        continue
      }
      let said = attacked.taxa.species(in: question.country).first { $0.name == answer }
      #expect(said?.isDangerous == false)
      lies += 1
    }
    #expect(lies > 0)
  }

  @Test func `sweeps an attack by growing shares`() throws {
    let sweep = try Simulation.sweep(.ring, percents: [0, 40], Self.small, seeds: [2])
    #expect(sweep.rows.map(\.percent) == [0, 40])
    #expect(sweep.rows[0].score.attackers.answerShare == 0)
    #expect(sweep.rows[1].score.attackers.answerShare > 0)
    #expect(sweep.settings.attack == nil)
    let picture = SweepDrawing(sweep).text
    #expect(picture.contains("ring 40 %: species right"))
    #expect(picture.hasPrefix("<svg") && picture.hasSuffix("</svg>\n"))
  }

  @Test func `meets under new names the people it knew under their old ones`() throws {
    var settings = Self.small
    settings.days = 3
    settings.attack = SimulatedAttack(.ring, percent: 20)
    let ring = try SimulatedCommunity(settings, seed: 4)
    settings.attack = SimulatedAttack(.whitewash, percent: 20)
    let renamed = try SimulatedCommunity(settings, seed: 4)
    let asked = [ring, renamed].map { community in
      community.questions.map { "\($0.askedAt) \($0.species.name) \($0.country)" }
    }
    #expect(asked[0] == asked[1])
    let first = ring.people.filter { $0.intent != .honest }
    #expect(first.count == 12)
    for person in first {
      let names = renamed.people.filter {
        $0.ability == person.ability && $0.country == person.country && $0.intent != .honest
      }
      #expect(names.count == min(3, 1 + (person.leftAt ?? Int.max - 1) / Simulation.day))
      #expect(Set(names.map(\.id)).count == names.count)
      #expect(names.map(\.leftAt).last == person.leftAt ?? 3 * Simulation.day)
    }
  }

  @Test func `gives those who come back under new names no more say than under their old ones`()
    throws
  {
    var settings = Simulation.Settings()
    settings.members = 150
    settings.days = 3
    settings.questionsPerDay = 60
    settings.foundingQuestions = 150
    let sweep = try Simulation.sweep(.whitewash, percents: [20], settings, seeds: [1])
    #expect(sweep.rows.map(\.attack) == [.ring, .whitewash])
    let (ring, renamed) = (sweep.rows[0].score, sweep.rows[1].score)
    #expect(
      renamed.attackers.answerShare <= ring.attackers.answerShare + 0.03,
      "\(ring.attackers) \(renamed.attackers)")
    #expect(renamed.speciesRight >= ring.speciesRight - 0.02, "\(ring) \(renamed)")
    #expect(renamed.dangerousCalledHarmless <= ring.dangerousCalledHarmless + 1)
    #expect(renamed.newlyQualifiedPerWeek >= renamed.leftPerWeek)
  }

  @Test func `with one in five in a ring calls nothing dangerous harmless, and is often right`()
    throws
  {
    var settings = Simulation.Settings()
    settings.members = 150
    settings.days = 2
    settings.questionsPerDay = 60
    settings.foundingQuestions = 150
    let sweep = try Simulation.sweep(.ring, percents: [0, 20], settings, seeds: [1, 2])
    let (alone, attacked) = (sweep.rows[0].score, sweep.rows[1].score)
    // One in a hundred of 240 questions is two: this allows for chance, and for the fifth lost.
    #expect(attacked.speciesRight > alone.speciesRight - 0.05, "\(alone) \(attacked)")
    #expect(attacked.dangerousCalledHarmless == 0)
  }

  @Test func `has people who lose or gain ability, and nothing else that differs`() throws {
    var settings = Self.small
    let still = try SimulatedCommunity(settings, seed: 4)
    settings.driftPercent = 50
    let moving = try SimulatedCommunity(settings, seed: 4)
    #expect(still.people.allSatisfy { $0.drift == nil })
    let changes = moving.people.compactMap(\.drift?.by)
    #expect(changes.count == 30 && changes.count { $0 < 0 } == 15)
    #expect(still.people.map(\.ability) == moving.people.map(\.ability))
    #expect(still.questions.map(\.species.name) == moving.questions.map(\.species.name))
    // Those who lose it are right less often afterwards.
    let place = try #require(moving.people.indices.first { moving.people[$0].drift?.by ?? 0 < 0 })
    func right(_ community: SimulatedCommunity, at instant: Int) -> Int {
      community.questions.indices.count {
        community.answer(place, $0, at: instant) == community.questions[$0].species.name
      }
    }
    #expect(right(moving, at: -1) == right(still, at: -1))
    #expect(right(moving, at: 2 * Simulation.day) < right(still, at: 2 * Simulation.day))
  }

  @Test func `is lied to by the camouflaged about dangerous ones alone, and about one in four`()
    throws
  {
    var settings = Self.small
    settings.questionsPerDay = 300
    settings.attack = SimulatedAttack(.camouflage, percent: 20)
    let community = try SimulatedCommunity(settings, seed: 4)
    let people = community.people
    let liar = try #require(people.indices.first { people[$0].intent != .honest })
    let lies = community.questions.indices.filter { community.isLie(liar, $0, at: 0) }
    #expect(lies.allSatisfy { community.questions[$0].species.isDangerous })
    let dangerous = community.questions.count { $0.species.isDangerous }
    #expect((dangerous / 6...dangerous / 3).contains(lies.count), "\(lies.count) of \(dangerous)")
  }
}
