import HTTPTypes
import HummingbirdTesting
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Requests under a key` {
  private let body = #"{"subject":"snakes","text":"Which?","place":"IN-KA"}"#

  private func count(_ visitor: Visitor, as handle: String) async throws -> Int {
    (try await visitor.get("/v1/questions?limit=100", as: handle).json["items"] as? [Any])?.count
      ?? -1
  }

  @Test func `are carried out once, and get the same reply`() async throws {
    try await House().open { visitor in
      let first = try await visitor.post("/v1/questions", as: "farah", key: "k-1", body)
      let again = try await visitor.post("/v1/questions", as: "farah", key: "\"k-1\"", body)
      #expect(first.status == 201 && again.status == 201)
      #expect(first.bytes == again.bytes && first["Location"] == again["Location"])
      #expect(try await count(visitor, as: "farah") == 1)
      let other = try await visitor.post("/v1/questions", as: "farah", key: "k-2", body)
      #expect(other.id != first.id)
    }
  }

  @Test func `that differ under one key are refused`() async throws {
    try await House().open { visitor in
      _ = try await visitor.post("/v1/questions", as: "farah", key: "k", body)
      let changed = #"{"subject":"snakes","text":"Another?"}"#
      let other = try await visitor.post("/v1/questions", as: "farah", key: "k", changed)
      #expect(other.status == 422 && other.code == "key-reused")
      let elsewhere = try await visitor.post("/v1/tokens", as: "farah", key: "k", "{}")
      #expect(elsewhere.status == 422 && elsewhere.code == "key-reused")
      #expect(try await count(visitor, as: "farah") == 1)
      // A key is the account's own.
      #expect(try await visitor.post("/v1/questions", as: "bo", key: "k", body).status == 201)
    }
  }

  @Test func `a hundred connections at once make one row`() async throws {
    let house = try await House()
    try await house.open(.live) { visitor in
      let port = try #require(visitor.client.port)
      let request =
        "POST /v1/questions HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        + "Authorization: Bearer \(visitor.tokens["farah"] ?? "")\r\nIdempotency-Key: k\r\n"
        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
      // Patient, as a hundred on a busy machine take as long as they take.
      let replies = try await withThrowingTaskGroup(of: RawSocket.Reply.self) { group in
        for _ in 0..<100 {
          group.addTask {
            try await RawSocket.exchange(Array(request.utf8), port: port, patienceSeconds: 240)
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(replies.count == 100 && replies.allSatisfy { $0.statuses == [201] })
      #expect(Set(replies.map(\.body)).count == 1)
      // The visitor's own connection may have been silent for too long by now.
      let farah = try await house.desk.caller(handle: "farah")
      #expect(try await house.desk.questions(farah, before: nil, limit: 100).count == 1)
    }
  }

  @Test func `a hundred at once make one row`() async throws {
    try await House().open { visitor in
      let answers = try await withThrowingTaskGroup(of: Visitor.Answer.self) { group in
        for _ in 0..<100 {
          group.addTask { try await visitor.post("/v1/questions", as: "farah", key: "k", body) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.count == 100 && answers.allSatisfy { $0.status == 201 })
      #expect(Set(answers.map(\.bytes)).count == 1)
      #expect(try await count(visitor, as: "farah") == 1)
    }
  }

  @Test func `are one question to the limit of questions, too`() async throws {
    let limits = Limits(
      address: nil, account: nil, questions: Limits.Quota(2, inSeconds: 3_600))
    try await House().open(limits: limits) { visitor in
      func ask(_ key: String) async throws -> Visitor.Answer {
        try await visitor.post("/v1/questions", as: "farah", key: key, body)
      }
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<100 { group.addTask { try await ask("k").status } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == [Int](repeating: 201, count: 100))
      let other = try await ask("other")
      #expect(other.status == 201 && other["RateLimit"]?.contains(#""questions";r=0"#) == true)
      #expect(try await ask("third").status == 429)
      // Whoever was told is told again, also where they could ask no more.
      #expect(try await ask("k").status == 201)
    }
  }

  @Test func `that were refused leave their key free`() async throws {
    try await House().open { visitor in
      let wrong = try await visitor.post(
        "/v1/questions", as: "farah", key: "k", #"{"subject":"snaks","text":"?"}"#)
      #expect(wrong.status == 404)
      #expect(try await visitor.post("/v1/questions", as: "farah", key: "k", body).status == 201)
    }
  }

  @Test func `are known for a day`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let first = try await visitor.post("/v1/questions", as: "farah", key: "k", body)
      house.told.advance(seconds: KeyedRequest.lifeSeconds - 1)
      let again = try await visitor.post("/v1/questions", as: "farah", key: "k", body)
      #expect(again.id == first.id)
      house.told.advance(seconds: 2)
      let later = try await visitor.post("/v1/questions", as: "farah", key: "k", body)
      #expect(later.status == 201 && later.id != first.id)
    }
  }

  @Test func `whose end nobody saw are not carried out again`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let first = try await visitor.post("/v1/questions", as: "farah", key: "k", body)
      #expect(first.status == 201)
    }
    // The server stopped after the change and before it kept the reply.
    house.replies.loseReplies()
    try await house.open { visitor in
      let again = try await visitor.post("/v1/questions", as: "farah", key: "k", body)
      #expect(again.status == 409 && again.code == "outcome-unknown")
      #expect(try await count(visitor, as: "farah") == 1)
    }
  }

  @Test func `survive the server, and are sealed for their sender`() async throws {
    let house = try await House()
    let join = #"{"handle":"newcomer","name":"N","roles":["asker"]}"#
    try await house.open { visitor in
      let first = try await visitor.post("/v1/members", as: "tomas", key: "k", join)
      let token = try #require(first.json["token"] as? String)
      let kept = house.replies.sealed.map { String(decoding: $0, as: UTF8.self) }.joined()
      #expect(!kept.isEmpty && !kept.contains(token) && !kept.contains("newcomer"))
      let made = try await visitor.post("/v1/tokens", as: "tomas", "{}")
      let other = try #require(made.json["token"] as? String)
      let answer = try await visitor.post("/v1/members", as: other, key: "k", join)
      #expect(answer.status == 409 && answer.code == "done-under-other-token")
    }
    try await house.open { visitor in
      let again = try await visitor.post("/v1/members", as: "tomas", key: "k", join)
      #expect(again.status == 201 && again.json["handle"] as? String == "newcomer")
    }
  }

  @Test func `that are under way are told to no other token of the account`() async throws {
    let house = try await House()
    let once = Once(desk: house.desk)
    let account = try await house.desk.caller(handle: "farah").member.id
    @Sendable func keyed(_ secret: String) throws -> KeyedCall {
      try KeyedCall(key: "k", Call(.post, "/v1/questions"), account: account, secret: secret)
    }
    let (beginning, begins) = AsyncStream<Void>.makeStream()
    let (ending, ends) = AsyncStream<Void>.makeStream()
    let first = Task {
      try await once.reply(try keyed("wt_mine")) {
        begins.finish()
        for await _ in ending {}
        return Reply(body: [1])
      }
    }
    for await _ in beginning {}
    let second = Task {
      try await once.reply(try keyed("wt_another")) { Reply(body: [2]) }
    }
    // Long enough for it to wait for the first one's reply, if it does.
    for _ in 0..<1_000 { await Task.yield() }
    ends.finish()
    let told = await second.result
    #expect(throws: Problem.otherToken) { _ = try told.get() }
    #expect(try await first.value.body == [1])
    let again = try await once.reply(try keyed("wt_mine")) { Reply(body: [3]) }
    #expect(again.body == [1])
  }

  @Test func `join by an invitation once, and open only to who has link and key`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let link = try await visitor.post("/v1/invitations", as: "tomas", #"{"roles":["asker"]}"#)
      let code = try #require(link.json["code"] as? String)
      func accept(_ handle: String, key: String?) async throws -> Visitor.Answer {
        var header = ["Content-Type": "application/json"]
        header["Idempotency-Key"] = key
        return try await visitor.send(
          .post, "/v1/invitations/accept", header: header,
          body: Array(#"{"code":"\#(code)","handle":"\#(handle)","name":"N"}"#.utf8))
      }
      let answers = try await withThrowingTaskGroup(of: Visitor.Answer.self) { group in
        for _ in 0..<50 { group.addTask { try await accept("newcomer", key: "k") } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.allSatisfy { $0.status == 201 })
      #expect(Set(answers.map(\.bytes)).count == 1)
      let token = try #require(answers.first?.json["token"] as? String)
      #expect(try await visitor.get("/v1/me", as: token).status == 200)
      // The link alone opens nothing more.
      #expect(try await accept("newcomer", key: "other").status == 404)
      #expect(try await accept("newcomer", key: nil).status == 404)
      #expect(try await accept("another", key: "k").code == "key-reused")
      let kept = house.replies.sealed.map { String(decoding: $0, as: UTF8.self) }.joined()
      #expect(!kept.contains(token) && !kept.contains(code))
    }
  }

  @Test func `of a page are carried out once, however often its button is pressed`() async throws {
    let house = try await House()
    try await house.open { visitor in
      func key(_ path: String, _ handle: String) async throws -> String {
        let page = try await visitor.look(path, as: handle).text
        let match = try #require(page.firstMatch(of: #/name="once" value="([^"]+)"/#))
        return String(match.output.1)
      }
      let ask = try await key("/", "farah")
      #expect(try await key("/", "farah") != ask, "each page has its own")
      let form: [Field] = [
        .text("once", ask), .text("subject", "snakes"), .text("text", "Which?"),
        .file("photo", tinyPhoto),
      ]
      let pressed = try await withThrowingTaskGroup(of: Visitor.Answer.self) { group in
        for _ in 0..<5 { group.addTask { try await visitor.submit("/ask", as: "farah", form) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(pressed.allSatisfy { $0.status == 303 })
      let places = Set(pressed.map { $0["Location"] })
      #expect(places.count == 1)
      #expect(try await count(visitor, as: "farah") == 1)
      let id = String(try #require(places.first ?? nil).dropFirst(3))
      let more: [Field] = [
        .text("once", try await key("/q/\(id)/photo", "farah")), .file("photo", tinyPhoto + [9]),
      ]
      for _ in 0..<2 {
        #expect(try await visitor.submit("/q/\(id)/photos", as: "farah", more).status == 303)
      }
      let token: [Field] = [
        .text("once", try await key("/account", "farah")), .text("label", "l"), .text("days", "1"),
      ]
      let made = [
        try await visitor.submit("/account/tokens", as: "farah", token),
        try await visitor.submit("/account/tokens", as: "farah", token),
      ]
      #expect(made[0].status == 200 && made[0].bytes == made[1].bytes)
      let invitation: [Field] = [
        .text("once", try await key("/invitations", "tomas")), .text("role-asker", "yes"),
        .text("days", "1"),
      ]
      for _ in 0..<2 {
        #expect(try await visitor.submit("/invitations", as: "tomas", invitation).status == 200)
      }
      let links = try await visitor.get("/v1/invitations", as: "tomas").json["items"] as? [Any]
      #expect(links?.count == 1)
    }
  }

  @Test func `of who joins are carried out once, and open what it opened`() async throws {
    try await House().open { visitor in
      let made = try await visitor.submit(
        "/invitations", as: "tomas", [.text("role-asker", "yes"), .text("days", "1")])
      let link = try #require(made.text.firstMatch(of: #/http://[^<]*(/join/wi_[0-9a-z]{32})/#))
      let path = String(link.output.1)
      let page = try await visitor.look(path, as: nil)
      let key = try #require(page.text.firstMatch(of: #/name="once" value="([^"]+)"/#))
      func join(_ handle: String, key: String) async throws -> Visitor.Answer {
        try await visitor.submit(
          path, as: nil,
          [.text("once", key), .text("handle", handle), .text("name", "New")])
      }
      let first = try await join("newcomer", key: String(key.output.1))
      let again = try await join("newcomer", key: String(key.output.1))
      #expect(first.status == 303 && again.status == 303)
      #expect(first["Set-Cookie"] != nil && first["Set-Cookie"] == again["Set-Cookie"])
      #expect(try await join("another", key: String(key.output.1)).status == 422)
      #expect(try await join("newcomer", key: "wf_other").status == 404)
    }
  }

  @Test func `of a form are the same however it is cut`() async throws {
    try await House().open { visitor in
      func ask(_ boundary: String) async throws -> Visitor.Answer {
        let form: [Field] = [
          .text("subject", "snakes"), .text("text", "?"), .file("photo", tinyPhoto),
        ]
        let bytes = Field.body(form)
        return try await visitor.send(
          .post, "/v1/questions", as: "farah",
          header: [
            "Content-Type": "multipart/form-data; boundary=\(boundary)", "Idempotency-Key": "k",
          ], body: bytes.replacing(Array(Field.boundary.utf8), with: Array(boundary.utf8)))
      }
      let first = try await ask("one")
      let again = try await ask("another")
      #expect(first.status == 201 && again.id == first.id)
    }
  }

  @Test(arguments: ["\"\"", "a\"b", "\"a", String(repeating: "k", count: 201), "a b", "\u{E9}"])
  func `with a malformed key are refused`(_ key: String) async throws {
    try await House().open { visitor in
      let answer = try await visitor.post("/v1/questions", as: "farah", key: key, body)
      #expect(answer.status == 422 && answer.json["field"] as? String == "Idempotency-Key")
    }
  }

  @Test func `have a bound`() async throws {
    let house = try await House()
    try await house.open { visitor in
      for number in 0..<KeyedRequest.accountLimit {
        let request = KeyedRequest(
          name: "n-\(number)", account: try await house.desk.caller(handle: "farah").member.id,
          fingerprint: "")
        _ = try await house.replies.begin(request, now: house.told.now)
      }
      let answer = try await visitor.post("/v1/questions", as: "farah", key: "k", body)
      #expect(answer.status == 429 && answer.code == "too-many-keys")
      #expect(try await visitor.post("/v1/questions", as: "bo", key: "k", body).status == 201)
    }
  }
}
