import Testing
import WitanTesting

@testable import Witan

/// What a token is for bounds what a role does with others' things, too.
@Suite struct ScopeTests {
  /// A verb on what is another's, and what a steward's token must be for beside its route's scope.
  private struct Verb: Sendable {
    let name: String
    let needed: Scope
    let run: @Sendable (Desk, Caller) async throws -> Void
  }

  private static let verbs: [Verb] = [
    Verb(name: "set languages", needed: .steward) { desk, caller in
      _ = try await desk.setLanguages(caller, handle: "expert-0", ["hi"])
    },
    Verb(name: "set when one may be asked", needed: .steward) { desk, caller in
      let fewer = Availability(budgetPerDay: 3)
      _ = try await desk.setAvailability(caller, handle: "expert-0", fewer)
    },
    Verb(name: "ask with a known answer", needed: .steward) { desk, caller in
      let new = NewQuestion(subject: "snakes", text: "What?", known: "Daboia")
      _ = try await desk.ask(caller, new)
    },
    Verb(name: "show a member", needed: .audit) { desk, caller in
      _ = try await desk.member(caller, handle: "farah")
    },
    Verb(name: "list a member's badges", needed: .audit) { desk, caller in
      _ = try await desk.badges(caller, of: "farah")
    },
    Verb(name: "list a member's webhooks", needed: .audit) { desk, caller in
      _ = try await desk.webhooks(caller, handle: "farah")
    },
    Verb(name: "list everybody's webhooks", needed: .audit) { desk, caller in
      _ = try await desk.webhooks(caller, handle: nil)
    },
  ]

  private func steward(_ house: House, _ scopes: [Scope]) async throws -> Caller {
    let token = try await house.desk.issueToken(
      house.steward, handle: "tomas", label: "x", scopes: scopes
    ).token
    return try await house.desk.caller(token: token)
  }

  private let narrow: [Scope] = [.answer, .ask, .read]

  @Test func `a token to read, ask and answer does nothing with what is others'`() async throws {
    let house = try await House()
    let caller = try await steward(house, narrow)
    for verb in Self.verbs {
      let before = try await house.everything()
      let refused = await refusal { try await verb.run(house.desk, caller) }
      #expect(refused == .outOfScope(needed: verb.needed, has: narrow), "\(verb.name)")
      #expect(try await house.everything() == before, "\(verb.name)")
      for more in [verb.needed, Scope.steward] {
        let wider = try await steward(house, narrow + [more])
        let refused = await refusal { try await verb.run(house.desk, wider) }
        #expect(refused == nil, "\(verb.name) \(more)")
      }
    }
    // One's own needs no more.
    _ = try await house.desk.setLanguages(caller, handle: "tomas", ["en"])
    _ = try await house.desk.webhooks(caller, handle: "tomas")
  }

  @Test func `another's webhook is removed by a steward's token for that alone`() async throws {
    let house = try await House()
    let desk = house.desk
    let id = try await desk.addWebhook(
      house.asker, url: "https://bot.example/x", kinds: [.verdictChanged]
    ).sheet.id
    for scopes in [[Scope.read], [.ask, .read], [.ask, .audit]] {
      let caller = try await steward(house, scopes)
      #expect(
        await refusal { _ = try await desk.removeWebhook(caller, id: id) }
          == .outOfScope(needed: .steward, has: scopes))
    }
    #expect(try await desk.webhooks(house.asker, handle: "farah").map(\.id) == [id])
    let caller = try await steward(house, [.ask, .steward])
    _ = try await desk.removeWebhook(caller, id: id)
    #expect(try await desk.webhooks(house.asker, handle: "farah").isEmpty)
  }

  @Test func `a role is needed whatever a token is for`() async throws {
    let house = try await House()
    let token = try await house.desk.issueToken(
      house.experts[1], handle: "expert-1", label: "x", scopes: Scope.allCases
    ).token
    let other = try await house.desk.caller(token: token)
    for verb in Self.verbs {
      let refused = await refusal { try await verb.run(house.desk, other) }
      #expect(refused?.code == "not-allowed", "\(verb.name)")
    }
  }
}
