import HTTPTypes
import HummingbirdTesting
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `What is taken of one` {
  private func limits(address: Int = 0, account: Int = 0, questions: Int = 0) -> Limits {
    Limits(
      address: Limits.Quota(address, inSeconds: 60), account: Limits.Quota(account, inSeconds: 60),
      questions: Limits.Quota(questions, inSeconds: 3_600))
  }

  @Test func `of an account are told on every reply, and kept`() async throws {
    let house = try await House()
    try await house.open(limits: limits(account: 3)) { visitor in
      let first = try await visitor.get("/v1/me", as: "farah")
      #expect(first["RateLimit-Policy"] == #""account";q=3;w=60"#)
      #expect(first["RateLimit"] == #""account";r=2;t=20"#)
      _ = try await visitor.get("/v1/me", as: "farah")
      #expect(try await visitor.get("/v1/me", as: "farah")["RateLimit"]?.contains("r=0") == true)
      let refused = try await visitor.get("/v1/me", as: "farah")
      #expect(refused.status == 429 && refused.code == "too-many-requests")
      #expect(refused["Retry-After"] == "20" && refused["RateLimit"]?.contains("r=0") == true)
      #expect(try await visitor.get("/v1/me", as: "bo").status == 200)
      house.told.advance(seconds: 20)
      #expect(try await visitor.get("/v1/me", as: "farah").status == 200)
      let page = try await visitor.look("/q/q-1", as: "farah")
      #expect(page.status == 429 && page["Retry-After"] == "20" && page.text.contains("<h1>"))
    }
  }

  @Test func `of an address are the proxy's last word, and of IPv6 a whole network`() async throws {
    try await House().open(.live, limits: limits(address: 2)) { visitor in
      func get(_ addresses: String?) async throws -> Int {
        try await visitor.get(
          "/healthz", header: addresses.map { ["X-Forwarded-For": $0] } ?? [:]
        ).status
      }
      #expect(try await get("203.0.113.9") == 200)
      #expect(try await get("198.51.100.7, 203.0.113.9") == 200)
      #expect(try await get("10.0.0.1, 203.0.113.9") == 429)
      #expect(try await get("203.0.113.10") == 200)
      #expect(try await get("::ffff:203.0.113.9") == 429)
      #expect(try await get("2001:db8:1:2::1") == 200)
      #expect(try await get("2001:db8:1:2:ffff::9") == 200)
      #expect(try await get("2001:db8:1:2:3:4:5:6") == 429)
      #expect(try await get("2001:db8:1:3::1") == 200)
      for text in ["nonsense", "", "1.2.3.4:80"] { _ = try await get(text) }
      #expect(try await get("'; DROP TABLE") == 429)
      // This machine itself is not counted by its address.
      for _ in 0..<5 { #expect(try await get(nil) == 200) }
    }
  }

  @Test func `of questions count those that are asked, not looks at who is there`() async throws {
    let house = try await House()
    try await house.open(limits: limits(questions: 2)) { visitor in
      let body = #"{"subject":"snakes","text":"?"}"#
      func ask(_ query: String = "") async throws -> Int {
        try await visitor.post("/v1/questions\(query)", as: "farah", body).status
      }
      for _ in 0..<3 { #expect(try await ask("?dry-run=true") == 200) }
      #expect(try await ask() == 201)
      #expect(try await ask() == 201)
      #expect(try await ask() == 429)
      let page = try await visitor.submit(
        "/ask", as: "farah", [.text("subject", "snakes"), .text("text", "?")])
      #expect(page.status == 429)
      #expect(try await visitor.post("/v1/questions", as: "bo", body).status == 201)
      house.told.advance(seconds: 1_800)
      #expect(try await ask() == 201)
      #expect(try await ask() == 429)
    }
  }

  @Test func `of questions leave nobody without a word of what to do`() async throws {
    let house = try await House()
    try await house.open(limits: limits(account: 6, questions: 1)) { visitor in
      let good = #"{"subject":"snakes","text":"?"}"#
      func ask(_ body: String) async throws -> Visitor.Answer {
        try await visitor.post("/v1/questions", as: "farah", body)
      }
      #expect(try await ask("{}").json["emergencyText"] == nil)
      #expect(try await ask(good).status == 201)
      let refused = try await ask(good)
      #expect(refused.status == 429)
      let text = try #require(refused.json["emergencyText"] as? String)
      #expect(text == Community.emergencyTextAtFirst)
      let page = try await visitor.submit(
        "/ask", as: "farah", [.text("subject", "snakes"), .text("text", "?")])
      #expect(page.status == 429 && page.text.contains(text))
      for _ in 0..<2 { _ = try await visitor.get("/v1/me", as: "farah") }
      // By the account's limit as by that of questions, and only who asks.
      #expect(try await ask(good).json["emergencyText"] as? String == text)
      let look = try await visitor.get("/v1/me", as: "farah")
      #expect(look.status == 429 && look.json["emergencyText"] == nil)
    }
  }

  @Test func `of an address leave an asker no less a word of what to do`() async throws {
    try await House().open(.live, limits: limits(address: 1)) { visitor in
      func ask(as handle: String?) async throws -> Visitor.Answer {
        try await visitor.send(
          .post, "/v1/questions", as: handle,
          header: ["Content-Type": "application/json", "X-Forwarded-For": "203.0.113.9"],
          body: Array(#"{"subject":"snakes","text":"?"}"#.utf8))
      }
      #expect(try await ask(as: "farah").status == 201)
      let refused = try await ask(as: "farah")
      #expect(refused.status == 429)
      #expect(refused.json["emergencyText"] as? String == Community.emergencyTextAtFirst)
      for handle in ["expert-0", "ines", nil] {
        let other = try await ask(as: handle)
        #expect(other.status == 429 && other.json["emergencyText"] == nil)
      }
    }
  }

  @Test func `of questions count those that come about, not what is refused`() async throws {
    let house = try await House()
    try await house.open(limits: limits(questions: 2)) { visitor in
      let good = #"{"subject":"snakes","text":"?"}"#
      for (body, status) in [(#"{"subject":"snake","text":"?"}"#, 404), ("{}", 422), ("{", 422)] {
        let answer = try await visitor.post("/v1/questions", as: "farah", body)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer["RateLimit"]?.contains(#""questions";r=2;t=0"#) == true)
      }
      let page = try await visitor.submit("/ask", as: "farah", [.text("subject", "snake")])
      #expect(page.status >= 400)
      #expect(try await visitor.post("/v1/questions", as: "farah", good).status == 201)
      let last = try await visitor.submit(
        "/ask", as: "farah", [.text("subject", "snakes"), .text("text", "?")])
      #expect(last.status == 303)
      #expect(try await visitor.post("/v1/questions", as: "farah", good).status == 429)
      #expect(try await visitor.post("/v1/questions", as: "farah", "{}").status == 429)
    }
  }

  @Test func `of questions read the query as who asks does, however often it says something`()
    async throws
  {
    let house = try await House()
    try await house.open(limits: limits(questions: 2)) { visitor in
      let body = #"{"subject":"snakes","text":"?"}"#
      for (query, status) in [
        ("dry-run=true&dry-run=false", 201), ("dry-run=false&dry-run=true", 200),
        ("dry-run=true&dry-run=false", 201), ("dry-run=true&dry-run=false", 429),
        ("dry-run=false&dry-run=true", 200),
      ] {
        let answer = try await visitor.post("/v1/questions?\(query)", as: "farah", body)
        #expect(answer.status == status, "\(query): \(answer.text)")
      }
      let asked = try await visitor.get("/v1/questions", as: "farah").json["items"] as? [Any]
      #expect(asked?.count == 2)
    }
  }

  @Test func `of streams end with the streams`() throws {
    let seats = Seats()
    var held: [Seats.Seat] = []
    for _ in 0..<Limits.streamsOfAccount { held.append(try seats.take(ID("m-1"))) }
    #expect(throws: Problem.tooManyStreams) { try seats.take(ID("m-1")) }
    held.append(try seats.take(ID("m-2")))
    #expect(seats.count == Limits.streamsOfAccount + 1)
    held.removeFirst()
    held.append(try seats.take(ID("m-1")))
    held = []
    #expect(seats.count == 0)
    for number in 0..<Limits.streams { held.append(try seats.take(ID("m-\(number)"))) }
    #expect(throws: Problem.streamsFull) { try seats.take(ID("m-x")) }
  }

  @Test func `of headers are the wire's`() async throws {
    try await House().open(.live) { visitor in
      let long = String(repeating: "a", count: Limits.fieldBytes + 1)
      let short = try await visitor.get("/healthz", header: ["X-Long": "a"])
      #expect(short.status == 200)
      // The server says 400 and closes; what of it comes through is the client's affair.
      let answer = try? await visitor.get("/healthz", header: ["X-Long": long])
      #expect(answer.map { $0.status >= 400 } ?? true)
    }
  }
}
