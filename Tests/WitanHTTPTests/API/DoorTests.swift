import HTTPTypes
import Testing
import Witan

@testable import WitanHTTP

@Suite struct `Doors` {
  private static let people: [(handle: String, roles: Set<Role>)] = [
    ("farah", [.asker]), ("expert-0", [.expert]), ("ines", [.auditor]), ("tomas", [.steward]),
  ]

  private func path(_ endpoint: Endpoint) -> String {
    endpoint.pattern.text.replacing("{id}", with: "q-none").replacing("{handle}", with: "nobody")
      .replacing("{name}", with: "none.jpg").replacing("{index}", with: "0")
  }

  @Test func `without a token every row but the open ones gives 401`() async throws {
    try await House().open { visitor in
      for endpoint in API.endpoints {
        for token in [nil, "wt_nonsense", "nonsense"] {
          let method = HTTPRequest.Method(rawValue: endpoint.method.rawValue) ?? .get
          let answer = try await visitor.send(method, path(endpoint), as: token)
          #expect(
            (answer.status == 401) == (endpoint.door != .anybody),
            "\(endpoint.method) \(endpoint.pattern.text): \(answer.status)")
        }
      }
    }
  }

  @Test func `each row lets in its roles and nobody else`() async throws {
    try await House().open { visitor in
      for endpoint in API.endpoints {
        guard case .roles(let roles) = endpoint.door else { continue }
        for person in Self.people {
          let method = HTTPRequest.Method(rawValue: endpoint.method.rawValue) ?? .get
          let answer = try await visitor.send(method, path(endpoint), as: person.handle)
          let isOut = answer.status == 403
          #expect(
            isOut == person.roles.isDisjoint(with: roles),
            "\(endpoint.pattern.text) as \(person.handle): \(answer.status) \(answer.text)")
        }
      }
    }
  }

  @Test func `a bearer field of another kind is no token`() async throws {
    try await House().open { visitor in
      for field in ["Basic abc", "Bearer", "Bearer a b", ""] {
        let answer = try await visitor.get("/v1/me", header: ["Authorization": field])
        #expect(answer.status == 401)
      }
    }
  }

  @Test func `the cookie reads, and changes only from our own page`() async throws {
    try await House().open { visitor in
      let cookie = "witan=\(try #require(visitor.tokens["farah"]))"
      func ask(_ header: [String: String]) async throws -> Int {
        try await visitor.post(
          "/v1/questions", form: [.text("subject", "snakes"), .text("text", "?")],
          header: header.merging(["Cookie": cookie]) { $1 }
        ).status
      }
      #expect(try await visitor.get("/v1/me", header: ["Cookie": cookie]).status == 200)
      #expect(try await ask(["Sec-Fetch-Site": "same-origin"]) == 201)
      #expect(try await ask(["Sec-Fetch-Site": "none"]) == 201)
      #expect(try await ask(["Origin": "http://localhost"]) == 201)
      #expect(try await ask([:]) == 403)
      #expect(try await ask(["Origin": "null"]) == 403)
      #expect(try await ask(["Origin": "http://evil.example"]) == 403)
      #expect(try await ask(["Sec-Fetch-Site": "same-site"]) == 403)
      #expect(
        try await ask(["Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"]) == 403)
    }
  }
}
