import HTTPTypes
import Logging
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Tokens and roles` {
  @Test func `a token is made, listed, used and revoked`() async throws {
    let house = try await House()
    house.told.advance(seconds: 1)
    try await house.open { visitor in
      let made = try await visitor.post(
        "/v1/tokens", as: "farah", #"{"label":"phone","scopes":["read"],"days":30}"#)
      #expect(made.status == 201 && made["Cache-Control"] == "no-store", "\(made.text)")
      let token = try #require(made.json["token"] as? String)
      #expect(try await visitor.get("/v1/me", as: token).json["handle"] as? String == "farah")
      let list = try await visitor.get("/v1/tokens", as: "farah")
      let items = try #require(list.json["items"] as? [[String: Any]])
      #expect(items.compactMap { $0["label"] as? String } == ["phone", "first"])
      #expect(items.first?["scopes"] as? [String] == ["read"])
      #expect(!list.text.contains("wt_"))
      let seen = try await visitor.get("/v1/tokens?member=farah", as: "tomas")
      #expect((seen.json["items"] as? [Any])?.count == 2)
      #expect(try await visitor.get("/v1/tokens?member=farah", as: "bo").status == 403)
      #expect(try await visitor.post("/v1/tokens/\(made.id)/revoke", as: "bo").status == 404)
      let ended = try await visitor.post("/v1/tokens/\(made.id)/revoke", as: "farah")
      #expect(ended.status == 200 && ended.json["isGood"] as? Bool == false)
      #expect(try await visitor.get("/v1/me", as: token).status == 401)
      #expect(try await visitor.post("/v1/tokens/\(made.id)/revoke", as: "farah").status == 409)
    }
  }

  @Test(arguments: [
    (#"{"scopes":[]}"#, "scopes"), (#"{"scopes":["everything"]}"#, "scopes[0]"),
    (#"{"days":0}"#, "days"), (#"{"days":3651}"#, "days"), (#"{"label":""}"#, "label"),
    (#"{"scope":["read"]}"#, "scope"),
  ])
  func `a malformed wish names its field`(body: String, field: String) async throws {
    try await House().open { visitor in
      let answer = try await visitor.post("/v1/tokens", as: "farah", body)
      #expect(answer.status == 422 && answer.json["field"] as? String == field, "\(answer.text)")
    }
  }

  @Test func `every row asks of a token with scopes exactly its own`() async throws {
    let house = try await House()
    let steward = try await house.desk.caller(handle: "tomas")
    _ = try await house.desk.setRoles(
      steward, handle: "tomas", Role.allCases, subjects: [ID("snakes")])
    let routes = try Front(
      desk: house.desk, logger: Logger(label: "t") { _ in Silent() }, limits: .none
    ).routes
    var tokens: [(Scope, String)] = []
    for scope in Scope.allCases {
      let made = try await house.desk.issueToken(
        steward, handle: "tomas", label: "x", scopes: [scope])
      tokens.append((scope, made.token))
    }
    let made = tokens
    try await house.open { visitor in
      for route in routes where route.door != .anybody {
        for (scope, token) in made {
          if route.pattern.text == "/v1/queue/events", scope == .read { continue }
          // What is another's may need more (`ScopeTests`).
          let path = route.pattern.text.replacing("{handle}", with: "tomas")
            .replacing(/\{[a-z]+\}/, with: "none")
          let method = HTTPRequest.Method(rawValue: route.method.rawValue) ?? .get
          let answer = try await visitor.send(
            method, path, as: token, header: ["Sec-Fetch-Site": "same-origin"])
          let isShut = answer.status == 403 && answer.text.contains("out-of-scope")
          #expect(
            isShut == (route.scope != scope),
            "\(route.method) \(route.pattern.text) for \(scope): \(answer.status) \(answer.text)")
        }
      }
    }
  }

  @Test func `a token with scopes opens no page, not even the first`() async throws {
    try await House().open { visitor in
      func home(_ token: String) async throws -> Visitor.Answer {
        try await visitor.get("/", as: token, header: ["Accept": "text/html"])
      }
      let whole = try await home("farah")
      #expect(whole.status == 200 && whole.text.contains("Name of farah"))
      for scope in Scope.allCases {
        let made = try await visitor.post(
          "/v1/tokens", as: "farah", #"{"label":"x","scopes":["\#(scope.rawValue)"]}"#)
        let page = try await home(try #require(made.json["token"] as? String, "\(made.text)"))
        #expect(page.status == 401 && !page.text.contains("Name of farah"), "\(scope)")
      }
    }
  }

  @Test func `a steward's token to answer by sets nothing for others`() async throws {
    try await House().open { visitor in
      func token(_ scopes: String) async throws -> String {
        let made = try await visitor.post(
          "/v1/tokens", as: "tomas", #"{"label":"x","scopes":\#(scopes)}"#)
        return try #require(made.json["token"] as? String, "\(made.text)")
      }
      func change(
        _ method: HTTPRequest.Method, _ what: String, _ body: String, as token: String
      ) async throws -> Visitor.Answer {
        try await visitor.send(
          method, "/v1/members/expert-0/\(what)", as: token,
          header: ["Content-Type": "application/json"], body: Array(body.utf8))
      }
      let (narrow, wide) = (
        try await token(#"["answer"]"#), try await token(#"["answer","steward"]"#)
      )
      let changes: [(HTTPRequest.Method, String, String)] = [
        (.put, "languages", #"{"languages":["hi"]}"#), (.post, "availability", #"{"budget":3}"#),
      ]
      for (method, what, body) in changes {
        let refused = try await change(method, what, body, as: narrow)
        #expect(refused.status == 403 && refused.code == "out-of-scope", "\(what)")
        #expect(try await change(method, what, body, as: wide).status == 200, "\(what)")
      }
    }
  }

  @Test func `no scope opens what makes keys to the house`() {
    let keys = [
      "POST /v1/members", "PUT /v1/members/{handle}/roles", "GET /v1/tokens", "POST /v1/tokens",
      "POST /v1/tokens/{id}/revoke", "POST /v1/erasures",
    ]
    let closed = API.endpoints.filter { $0.door != .anybody && $0.scope == nil }
      .map { "\($0.method.rawValue) \($0.pattern.text)" }
    #expect(Set(keys).isSubset(of: closed))
  }

  @Test func `roles change by a steward, and never the last one's`() async throws {
    try await House().open { visitor in
      func roles(_ handle: String, _ body: String, as who: String) async throws -> Visitor.Answer {
        try await visitor.send(
          .put, "/v1/members/\(handle)/roles", as: who,
          header: ["Content-Type": "application/json"], body: Array(body.utf8))
      }
      #expect(try await roles("farah", #"{"roles":["steward"]}"#, as: "farah").status == 403)
      let last = try await roles("tomas", #"{"roles":["asker"]}"#, as: "tomas")
      #expect(last.status == 409 && last.text.contains("last steward"))
      let raised = try await roles("farah", #"{"roles":["steward","asker"]}"#, as: "tomas")
      #expect(raised.json["roles"] as? [String] == ["asker", "steward"], "\(raised.text)")
      let waiting = try await roles("tomas", #"{"roles":[]}"#, as: "farah")
      #expect(waiting.status == 200 && waiting.json["roles"] as? [String] == ["steward"])
      #expect((waiting.json["proposal"] as? [String: Any])?["by"] as? String == "farah")
      #expect(try await visitor.get("/v1/me", as: "tomas").status == 200)
      #expect(try await roles("tomas", #"{"roles":[]}"#, as: "tomas").status == 200)
      #expect(try await visitor.get("/v1/me", as: "tomas").status == 401)
      #expect(try await roles("nobody", #"{"roles":[]}"#, as: "farah").status == 404)
    }
  }

  @Test func `a program joins with scopes and cannot be an expert`() async throws {
    try await House().open { visitor in
      let body = #"{"handle":"lab","name":"Lab","roles":["asker"],"program":true"#
      #expect(try await visitor.post("/v1/members", as: "tomas", body + "}").status == 422)
      let joined = try await visitor.post(
        "/v1/members", as: "tomas", body + #","scopes":["ask","read"]}"#)
      let token = try #require(joined.json["token"] as? String, "\(joined.text)")
      #expect(try await visitor.get("/v1/me", as: token).json["isProgram"] as? Bool == true)
      #expect(try await visitor.get("/v1/tokens", as: token).code == "out-of-scope")
      #expect(try await visitor.submit("/sign-in", as: nil, [.text("token", token)]).status == 403)
    }
  }
}
