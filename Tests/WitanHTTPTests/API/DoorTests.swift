import HTTPTypes
import Logging
import Testing
import Witan

@testable import WitanHTTP

@Suite struct `Doors` {
  private static let people: [(handle: String, roles: Set<Role>)] = [
    ("farah", [.asker]), ("expert-0", [.expert]), ("ines", [.auditor]), ("tomas", [.steward]),
  ]

  private func routes(_ house: House) throws -> [Route] {
    try Front(
      desk: house.desk, logger: Logger(label: "t") { _ in Silent() }, limits: .none
    ).routes
  }

  /// A request for a route with names that nothing bears, from our own page where it is a form.
  private func send(
    _ route: Route, _ visitor: Visitor, as handle: String?
  ) async throws -> Visitor.Answer {
    let path = route.pattern.text.replacing("{id}", with: "q-none")
      .replacing("{handle}", with: "nobody").replacing("{name}", with: "none.jpg")
      .replacing("{index}", with: "0").replacing("{level}", with: "0")
      .replacing("{code}", with: "none")
    let method = HTTPRequest.Method(rawValue: route.method.rawValue) ?? .get
    return try await visitor.send(
      method, path, as: handle, header: ["Sec-Fetch-Site": "same-origin"])
  }

  @Test func `without a token every row but the open ones gives 401`() async throws {
    let house = try await House()
    let routes = try routes(house)
    #expect(routes.count > API.endpoints.count + 20)
    try await house.open { visitor in
      for route in routes {
        for token in [nil, "wt_nonsense", "nonsense"] {
          let answer = try await send(route, visitor, as: token)
          let isShut = answer.status == 401 && route.pattern.text != "/sign-in"
          #expect(
            isShut == (route.door != .anybody || token != nil && route.pattern.text == "/"),
            "\(route.method) \(route.pattern.text): \(answer.status)")
        }
      }
    }
  }

  @Test func `each row lets in its roles and nobody else`() async throws {
    let house = try await House()
    let routes = try routes(house)
    try await house.open { visitor in
      for route in routes {
        for person in Self.people {
          let isLetIn: Bool
          switch route.door {
          case .anybody, .member: isLetIn = true
          case .roles(let roles): isLetIn = !person.roles.isDisjoint(with: roles)
          }
          // The queue's events go on for as long as one listens.
          if isLetIn, route.pattern.text == "/v1/queue/events" { continue }
          let answer = try await send(route, visitor, as: person.handle)
          let name = "\(route.pattern.text) as \(person.handle): \(answer.status) \(answer.text)"
          #expect(answer.status != 401 || route.pattern.text == "/sign-in", "\(name)")
          if case .roles = route.door { #expect((answer.status == 403) == !isLetIn, "\(name)") }
          // An archive in memory has no backups.
          #expect(answer.status < 500 || route.pattern.text == "/v1/backups", "\(name)")
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
    try await House().open { (visitor: Visitor) async throws in
      let cookie = visitor.cookie("farah")
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

  @Test func `where people come by https a page that came without is another's`() async throws {
    try await House().open { visitor in
      let secret = try #require(visitor.cookie("farah").split(separator: "=").last)
      func post(_ path: String, _ origin: String) async throws -> Int {
        try await visitor.post(
          path, form: [.text("subject", "snakes"), .text("text", "?")],
          header: [
            "Cookie": "__Host-witan=\(secret)", "X-Forwarded-Proto": "https", "Origin": origin,
          ]
        ).status
      }
      for path in ["/v1/questions", "/ask"] {
        #expect(try await post(path, "http://localhost") == 403, "\(path)")
        #expect(try await post(path, "https://localhost") < 400, "\(path)")
      }
      #expect(try await post("/sign-in", "http://localhost") == 403)
    }
  }
}
