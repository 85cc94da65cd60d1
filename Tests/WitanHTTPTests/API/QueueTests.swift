import HummingbirdTesting
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

/// A hundred clients at one queue, over sockets.
@Suite struct `One queue and a hundred clients` {
  /// What one client did.
  struct Deeds {
    var answered: [String] = []
    var passed: [String] = []
    var failures: [String] = []
  }

  private static let count = 100
  private static let questionCount = 9

  private func experts(_ house: House) async throws -> [String: String] {
    let steward = try await house.desk.caller(handle: "tomas")
    var tokens: [String: String] = [:]
    for number in 0..<Self.count {
      let handle = "client-\(number)"
      tokens[handle] = try await house.desk.join(
        steward,
        NewMember(
          handle: handle, name: handle, roles: [.expert], subjects: [ID("snakes")],
          home: try Place("IN"), availability: Availability(budgetPerDay: 1_000))
      ).token
    }
    return tokens
  }

  /// Takes, and answers or passes on, until nothing awaits this client.
  private func work(_ handle: String, number: Int, _ visitor: Visitor) async throws -> Deeds {
    var deeds = Deeds()
    for round in 0..<200 {
      let taken = try await visitor.post("/v1/queue/take", as: handle)
      if taken.status == 404 { return deeds }
      // It closed, or its time ended, between the look at the queue and the hand that took it.
      if taken.status == 409 { continue }
      let mine = taken.json["mine"] as? [String: Any]
      guard taken.status == 200, mine?["state"] as? String == "held" else {
        deeds.failures.append("\(handle) took: \(taken.status) \(taken.text)")
        return deeds
      }
      if (number + round) % 7 == 0 {
        let passed = try await visitor.post(
          "/v1/questions/\(taken.id)/pass", as: handle, #"{"reason":"no-time"}"#)
        if passed.status == 200 { deeds.passed.append(taken.id) }
        guard [200, 409].contains(passed.status) else { deeds.failures.append(passed.text); break }
      } else {
        let answer = try await visitor.post(
          "/v1/questions/\(taken.id)/answers", as: handle, #"{"taxon":"Daboia russelii"}"#)
        if answer.status == 201 { deeds.answered.append(taken.id) }
        guard [201, 409].contains(answer.status) else { deeds.failures.append(answer.text); break }
      }
    }
    return deeds
  }

  @Test func `no item twice in a slot, none lost, none starved`() async throws {
    let house = try await House(seed: 11)
    let tokens = try await experts(house)
    try await house.open(.live) { first in
      let visitor = Visitor(client: first.client, tokens: tokens.merging(first.tokens) { $1 })
      var asked: [String] = []
      for number in 0..<Self.questionCount {
        let urgency = Urgency.allCases[number % 3].rawValue
        let answer = try await visitor.post(
          "/v1/questions", as: "farah",
          #"{"subject":"snakes","text":"Which?","place":"IN-KA","urgency":"\#(urgency)"}"#)
        asked.append(answer.id)
      }
      let handles = Array(tokens.keys.sorted()) + House.experts
      var deeds: [String: Deeds] = [:]
      // Whoever found nothing comes back: answers of others bring new waves.
      for _ in 0..<8 {
        let round = try await withThrowingTaskGroup(of: (String, Deeds).self) { group in
          for (number, handle) in handles.enumerated() {
            group.addTask { (handle, try await work(handle, number: number, visitor)) }
          }
          return try await group.reduce(into: [String: Deeds]()) { $0[$1.0] = $1.1 }
        }
        for (handle, more) in round {
          deeds[handle, default: Deeds()].answered += more.answered
          deeds[handle, default: Deeds()].passed += more.passed
          deeds[handle, default: Deeds()].failures += more.failures
        }
      }
      let failures = deeds.values.flatMap(\.failures)
      #expect(failures.isEmpty, "\(failures.prefix(3))")
      try await check(asked, deeds, visitor)
    }
  }

  private func check(
    _ asked: [String], _ deeds: [String: Deeds], _ visitor: Visitor
  ) async throws {
    for (handle, deeds) in deeds {
      let items = deeds.answered + deeds.passed
      #expect(Set(items).count == items.count, "\(handle) had an item twice")
    }
    for id in asked {
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "ines")
      #expect(sheet.json["phase"] as? String == "settled", "\(id) starved: \(sheet.text)")
      let answers = sheet.json["answers"] as? [[String: Any]] ?? []
      let given = deeds.filter { $0.value.answered.contains(id) }.map(\.key)
      // Every answer that was acknowledged is there, and no other.
      #expect(Set(answers.compactMap { $0["expert"] as? String }) == Set(given))
      let assignments = sheet.json["assignments"] as? [[String: Any]] ?? []
      let experts = assignments.compactMap { $0["expert"] as? String }
      #expect(Set(experts).count == experts.count && !experts.isEmpty)
      let numbers = Set(assignments.compactMap { $0["id"] as? String })
      #expect(numbers.count == assignments.count)
    }
    let report = try await visitor.post("/v1/audit/verify", as: "ines")
    #expect(report.json["faultCount"] as? Int == 0, "\(report.text)")
  }
}
