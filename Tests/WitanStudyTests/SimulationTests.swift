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
    #expect(score.attackers == .init(answerShare: 0, answersToFlipped: 0))
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
        to: question.species, in: question.country, difficulty: question.difficulty,
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
  }
}
