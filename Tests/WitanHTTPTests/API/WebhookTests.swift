import Foundation
import HTTPTypes
import Testing
import WitanTesting

@testable import Witan
@testable import WitanHTTP

@Suite struct `Webhooks` {
  private let url = "https://bot.example/secret-path"

  private func made(_ visitor: Visitor, as handle: String, _ event: String) async throws -> String {
    let body = #"{"url":"\#(url)","events":["\#(event)"]}"#
    let answer = try await visitor.post("/v1/webhooks", as: handle, body)
    try #require(answer.status == 201, "\(answer.text)")
    return try #require((answer.json["webhook"] as? [String: Any])?["id"] as? String)
  }

  private func items(_ answer: Visitor.Answer) -> [[String: Any]] {
    answer.json["items"] as? [[String: Any]] ?? []
  }

  @Test func `are made, listed, tested and removed, and the secret is shown once`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let body = #"{"url":"\#(url)","events":["verdict.changed","checkpoint.signed"]}"#
      let answer = try await visitor.post("/v1/webhooks", as: "farah", body)
      #expect(answer.status == 201 && answer["Cache-Control"] == "no-store", "\(answer.text)")
      let secret = try #require(answer.json["secret"] as? String)
      #expect(Data(base64Encoded: String(secret.dropFirst(6)))?.count == 24)
      let list = try await visitor.get("/v1/webhooks", as: "farah")
      let item = try #require(items(list).first)
      #expect(item["url"] as? String == url && item["member"] as? String == "farah")
      #expect(item["events"] as? [String] == ["checkpoint.signed", "verdict.changed"])
      #expect(!list.text.contains("whsec_"))
      let id = try #require(item["id"] as? String)
      #expect(try await visitor.post("/v1/webhooks/\(id)/test", as: "farah").status == 202)
      #expect(
        items(try await visitor.get("/v1/webhooks", as: "farah")).first?["waiting"] as? Int == 1)
      #expect(try await visitor.post("/v1/webhooks/\(id)/remove", as: "farah").status == 200)
      #expect(try await visitor.post("/v1/webhooks/\(id)/remove", as: "farah").status == 404)
      #expect(items(try await visitor.get("/v1/webhooks", as: "farah")).isEmpty)
    }
  }

  @Test func `of others are seen by stewards without their path, and by nobody else`() async throws
  {
    try await House().open { visitor in
      let id = try await made(visitor, as: "farah", "verdict.changed")
      for path in ["/v1/webhooks?member=farah", "/v1/webhooks?all=true"] {
        for handle in ["tomas", "ines"] {
          let seen = try await visitor.get(path, as: handle)
          #expect(items(seen).map { $0["url"] as? String } == ["https://bot.example"])
        }
        #expect(try await visitor.get(path, as: "bo").status == 403)
      }
      #expect(items(try await visitor.get("/v1/webhooks", as: "bo")).isEmpty)
      #expect(try await visitor.post("/v1/webhooks/\(id)/test", as: "bo").status == 404)
      #expect(try await visitor.post("/v1/webhooks/\(id)/test", as: "tomas").status == 403)
      #expect(try await visitor.post("/v1/webhooks/\(id)/remove", as: "bo").status == 404)
      #expect(try await visitor.post("/v1/webhooks/\(id)/remove", as: "tomas").status == 200)
    }
  }

  @Test func `are made and removed by no token to read, and others' by one for that alone`()
    async throws
  {
    try await House().open { visitor in
      let id = try await made(visitor, as: "farah", "verdict.changed")
      func token(_ scopes: String...) async throws -> String {
        let list = scopes.map { "\"\($0)\"" }.joined(separator: ",")
        let made = try await visitor.post(
          "/v1/tokens", as: "tomas", #"{"label":"x","scopes":[\#(list)]}"#)
        return try #require(made.json["token"] as? String, "\(made.text)")
      }
      let read = try await token("read")
      let changes: [(String, String?)] = [
        ("/v1/webhooks", #"{"url":"\#(url)","events":["checkpoint.signed"]}"#),
        ("/v1/webhooks/\(id)/test", nil), ("/v1/webhooks/\(id)/remove", nil),
      ]
      for (path, body) in changes {
        let refused = try await visitor.post(path, as: read, body)
        #expect(refused.status == 403 && refused.code == "out-of-scope", "\(path)")
      }
      #expect(items(try await visitor.get("/v1/webhooks", as: read)).isEmpty)
      for path in ["/v1/webhooks?member=farah", "/v1/webhooks?all=true"] {
        #expect(try await visitor.get(path, as: read).code == "out-of-scope")
        for more in ["audit", "steward"] {
          let wider = try await token("read", more)
          let seen = try await visitor.get(path, as: wider)
          #expect(items(seen).compactMap { $0["id"] as? String } == [id], "\(path) \(more)")
        }
      }
      let ask = try await token("ask")
      #expect(
        try await visitor.post("/v1/webhooks/\(id)/remove", as: ask).code == "out-of-scope")
      let own = try await made(visitor, as: ask, "checkpoint.signed")
      #expect(try await visitor.post("/v1/webhooks/\(own)/remove", as: ask).status == 200)
      let both = try await token("ask", "steward")
      #expect(try await visitor.post("/v1/webhooks/\(id)/remove", as: both).status == 200)
    }
  }

  @Test(arguments: [
    (#"{"url":"https://127.0.0.1/","events":["checkpoint.signed"]}"#, "url"),
    (#"{"url":"http://bot.example/","events":["checkpoint.signed"]}"#, "url"),
    (#"{"url":"https://a@bot.example/","events":["checkpoint.signed"]}"#, "url"),
    (#"{"url":"https://bot.example/","events":[]}"#, "events"),
    (#"{"url":"https://bot.example/","events":["webhook.test"]}"#, "events"),
    (#"{"url":"https://bot.example/","events":["assignment.offered"]}"#, "events"),
    (#"{"url":"https://bot.example/","events":["all"]}"#, "events[0]"),
    (#"{"events":["checkpoint.signed"]}"#, "url"), ("{}", "events"),
    (#"{"url":"https://bot.example/","events":["checkpoint.signed"],"secret":"x"}"#, "secret"),
  ])
  func `that cannot be are refused, and their field is named`(body: String, field: String)
    async throws
  {
    try await House().open { visitor in
      let answer = try await visitor.post("/v1/webhooks", as: "farah", body)
      let told = answer.json["field"] as? String
      #expect(answer.status == 422, "\(answer.text)")
      #expect(told == field || body == "{}" && told != nil, "\(answer.text)")
      #expect(items(try await visitor.get("/v1/webhooks", as: "farah")).isEmpty)
    }
  }

  @Test func `are ten a member at most`() async throws {
    try await House().open { visitor in
      for _ in 0..<10 { _ = try await made(visitor, as: "farah", "verdict.changed") }
      let body = #"{"url":"\#(url)","events":["verdict.changed"]}"#
      #expect(try await visitor.post("/v1/webhooks", as: "farah", body).status == 409)
    }
  }

  @Test func `are told of offers to their expert and verdicts for their asker alone`() async throws
  {
    let house = try await House()
    try await house.open { visitor in
      _ = try await made(visitor, as: "farah", "verdict.changed")
      _ = try await made(visitor, as: "bo", "verdict.changed")
      for expert in House.experts { _ = try await made(visitor, as: expert, "assignment.offered") }
      _ = try await house.desk.gatherNotices()
      let id = try await visitor.ask(as: "farah")
      let asked = try await visitor.asked(id)
      _ = try await visitor.post(
        "/v1/questions/\(id)/answers", as: asked[0],
        #"{"taxon":"Russell's Viper","confidence":"sure"}"#)
      house.told.advance(seconds: 1)
      while try await house.desk.gatherNotices() {}
      let due = try await house.desk.dueNotices(limit: 100)
      let experts = due.filter { $0.0.kind == .assignmentOffered }
      #expect(experts.count == asked.count && !asked.isEmpty)
      #expect(experts.allSatisfy { $0.0.data.question == id && $0.0.data.endsAt != nil })
      let told = try await house.desk.archive.read { shelf in
        try experts.compactMap { try shelf.member($0.1.member)?.handle }
      }
      #expect(told.sorted() == asked.sorted())
      let verdicts = due.filter { $0.0.kind == .verdictChanged }
      let askers = try await house.desk.archive.read { shelf in
        try verdicts.compactMap { try shelf.member($0.1.member)?.handle }
      }
      #expect(askers == ["farah"])
      #expect(verdicts.first?.0.data.version == 1)
      for (notice, _) in due {
        let body = String(decoding: try notice.body(), as: UTF8.self)
        #expect(!body.contains("viper") && !body.contains("farah") && !body.contains("snake"))
      }
    }
  }

  @Test func `tell of a wish for a photo, the end of a lease, and that nobody answered`()
    async throws
  {
    let house = try await House()
    try await house.open { visitor in
      for event in ["photo.wanted", "question.unreached"] {
        _ = try await made(visitor, as: "farah", event)
      }
      let events = "assignment.offered\",\"assignment.ending\",\"assignment.released"
      for expert in House.experts { _ = try await made(visitor, as: expert, events) }
      _ = try await house.desk.gatherNotices()
      let id = try await visitor.ask(as: "farah")
      let asked = try await visitor.asked(id)
      func told() async throws -> [(NoticeKind, String?)] {
        while try await house.desk.gatherNotices() {}
        let due = try await house.desk.dueNotices(limit: 100)
        for (notice, _) in due { try await house.desk.noticeDelivered(notice) }
        return try await house.desk.archive.read { shelf in
          try due.map { ($0.0.kind, try shelf.member($0.1.member)?.handle) }
        }
      }
      _ = try await told()
      #expect(
        try await visitor.post(
          "/v1/questions/\(id)/pass", as: asked[0], #"{"reason":"photo-too-poor"}"#
        ).status == 200)
      house.told.advance(seconds: 1)
      let wish = try await told()
      #expect(wish.contains { $0 == (.photoWanted, "farah") }, "\(wish)")
      #expect(
        try await visitor.post("/v1/questions/\(id)/take", as: asked[1], "{}").status == 200)
      var ending: [(NoticeKind, String?)] = []
      for _ in 0..<12 {
        house.told.advance(seconds: 10)
        _ = try await house.desk.tick()
        ending += try await told()
      }
      #expect(ending.contains { $0 == (.assignmentEnding, asked[1]) }, "\(ending)")
      var end: [(NoticeKind, String?)] = []
      for _ in 0..<90 {
        house.told.advance(seconds: 120)
        _ = try await house.desk.tick()
        end += try await told()
      }
      #expect(end.contains { $0 == (.questionUnreached, "farah") }, "\(end)")
    }
  }

  @Test func `end with the token by which they were made, and with their member`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let made = try await visitor.post(
        "/v1/tokens", as: "farah", #"{"label":"bot","scopes":["ask"]}"#)
      let token = try #require(made.json["token"] as? String)
      let first = try await self.made(visitor, as: token, "checkpoint.signed")
      let second = try await self.made(visitor, as: "bo", "checkpoint.signed")
      for (id, handle) in [(first, token), (second, "bo")] {
        #expect(try await visitor.post("/v1/webhooks/\(id)/test", as: handle).status == 202)
      }
      #expect(try await house.desk.dueNotices(limit: 9).count == 2)
      #expect(try await visitor.post("/v1/tokens/\(made.id)/revoke", as: "farah").status == 200)
      #expect(try await house.desk.dueNotices(limit: 9).map { $0.1.id } == [second])
      #expect(
        items(try await visitor.get("/v1/webhooks?all=true", as: "tomas")).map {
          $0["id"] as? String
        } == [second])
      _ = try await visitor.send(
        .put, "/v1/members/bo/roles", as: "tomas",
        header: ["Content-Type": "application/json"], body: Array(#"{"roles":[]}"#.utf8))
      #expect(items(try await visitor.get("/v1/webhooks?all=true", as: "tomas")).isEmpty)
    }
  }

  @Test func `that take nothing are put off, given up and counted, and gone ones switched off`()
    async throws
  {
    let house = try await House()
    try await house.open { visitor in
      let id = try await made(visitor, as: "farah", "checkpoint.signed")
      _ = try await visitor.post("/v1/webhooks/\(id)/test", as: "farah")
      var tries = 0
      while let (notice, _) = try await house.desk.dueNotices(limit: 9).first {
        tries += 1
        let end = try await house.desk.noticeFailed(notice, .timeout)
        if end == .givenUp { break }
        house.told.advance(seconds: 300)
      }
      #expect((2...4).contains(tries), "\(tries)")
      var item = try #require(items(try await visitor.get("/v1/webhooks", as: "farah")).first)
      #expect(item["givenUp"] as? Int == 1 && item["waiting"] as? Int == 0)
      #expect((item["lastFailure"] as? [String: Any])?["reason"] as? String == "timeout")
      _ = try await visitor.post("/v1/webhooks/\(id)/test", as: "farah")
      let gone = try #require(try await house.desk.dueNotices(limit: 9).first)
      #expect(try await house.desk.noticeFailed(gone.0, .gone) == .switchedOff)
      item = try #require(items(try await visitor.get("/v1/webhooks", as: "farah")).first)
      #expect(item["disabledAt"] != nil)
      _ = try await visitor.post("/v1/webhooks/\(id)/test", as: "farah")
      let test = try #require(try await house.desk.dueNotices(limit: 9).first)
      try await house.desk.noticeDelivered(test.0)
      item = try #require(items(try await visitor.get("/v1/webhooks", as: "farah")).first)
      #expect(item["disabledAt"] == nil && item["lastDeliveredAt"] != nil)
    }
  }
}
