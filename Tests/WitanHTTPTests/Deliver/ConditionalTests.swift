import Foundation
import HTTPTypes
import Testing
import Witan

@testable import WitanHTTP

@Suite struct `What a client has` {
  @Test func `is not sent again`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask()
      let paths = [
        "/v1/me", "/v1/subjects", "/v1/questions", "/v1/questions/\(id)", "/v1/recalls",
        "/v1/ledger/keys", "/v1/ledger/checkpoint", "/openapi.json", "/style.css",
      ]
      for path in paths {
        let first = try await visitor.get(path, as: "farah")
        let tag = try #require(first["ETag"], "\(path)")
        for field in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
          let again = try await visitor.get(path, as: "farah", header: ["If-None-Match": field])
          #expect(again.status == 304 && again.bytes.isEmpty, "\(path) \(field)")
          #expect(again["ETag"] == tag && again["Cache-Control"] == first["Cache-Control"])
        }
        let other = try await visitor.get(path, as: "farah", header: ["If-None-Match": "\"x\""])
        #expect(other.status == 200 && other.bytes == first.bytes)
      }
    }
  }

  @Test func `is sent anew once it changed`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask()
      let path = "/v1/questions/\(id)"
      let tag = try #require(try await visitor.get(path, as: "farah")["ETag"])
      let expert = try #require(try await visitor.asked(id).first)
      _ = try await visitor.post("\(path)/answers", as: expert, #"{"taxon":"Naja naja"}"#)
      let now = try await visitor.get(path, as: "farah", header: ["If-None-Match": tag])
      #expect(now.status == 200 && now["ETag"] != tag)
    }
  }

  @Test func `keeps a stale change from being made`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask()
      let path = "/v1/questions/\(id)"
      let experts = try await visitor.asked(id)
      func answer(_ expert: String, _ match: String) async throws -> Visitor.Answer {
        try await visitor.send(
          .post, "\(path)/answers", as: expert,
          header: ["Content-Type": "application/json", "If-Match": match],
          body: Array(#"{"taxon":"Naja naja"}"#.utf8))
      }
      let tag = try #require(try await visitor.get(path, as: experts[0])["ETag"])
      #expect(try await answer(experts[0], "W/\(tag)").status == 412)
      let wrong = try await answer(experts[0], "\"x\"")
      #expect(wrong.status == 412 && wrong.code == "changed-meanwhile")
      #expect(try await answer(experts[0], "\"x\", \(tag)").status == 201)
      #expect(try await answer(experts[0], tag).status == 412)
      #expect(try await answer(experts[1], "*").status == 201)
      let text = try await visitor.get("/v1/community/emergency-text", as: "tomas")
      func write(_ text: String, _ match: String?) async throws -> Int {
        try await visitor.send(
          .put, "/v1/community/emergency-text", as: "tomas",
          header: ["Content-Type": "application/json", "If-Match": match ?? "\"x\""],
          body: Array(#"{"text":"\#(text)"}"#.utf8)
        ).status
      }
      #expect(try await write("Call.", text["ETag"]) == 200)
      #expect(try await write("Call again.", text["ETag"]) == 412)
    }
  }

  @Test func `is needed where another's change could be overwritten`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let before = try await house.fingerprint()
      for (path, handle, body) in [
        ("/v1/members/farah/roles", "tomas", #"{"roles":["auditor"]}"#),
        ("/v1/members/expert-0/languages", "expert-0", #"{"languages":["en"]}"#),
        ("/v1/members/expert-0/group", "tomas", #"{"group":"house-7"}"#),
        ("/v1/members/farah/mail", "farah", #"{"address":"a@b.example"}"#),
        ("/v1/members/farah/identities", "farah", #"{"identities":[]}"#),
        ("/v1/community/emergency-text", "tomas", #"{"text":"Call."}"#),
      ] {
        func put(_ match: String) async throws -> Visitor.Answer {
          try await visitor.send(
            .put, path, as: handle,
            header: ["Content-Type": "application/json", "If-Match": match], body: Array(body.utf8))
        }
        let answer = try await put("")
        #expect(answer.status == 428 && answer.code == "precondition-required", "\(path)")
        #expect(try await put("\"x\"").status == 412, "\(path)")
        #expect(try await house.fingerprint() == before, "\(path)")
      }
      let rows = API.endpoints.filter { $0.method == .put }
      #expect(rows.count == 6)
    }
  }

  @Test func `is compared by a token that may change it and not read it`() async throws {
    try await House().open { visitor in
      let made = try await visitor.post(
        "/v1/tokens", as: "expert-0", #"{"label":"x","scopes":["answer"]}"#)
      let token = try #require(made.json["token"] as? String, "\(made.text)")
      let path = "/v1/members/expert-0"
      #expect(try await visitor.get(path, as: token).code == "out-of-scope")
      let tag = try #require(try await visitor.get(path, as: "expert-0")["ETag"])
      func put(_ match: String) async throws -> Visitor.Answer {
        try await visitor.send(
          .put, "\(path)/languages", as: token,
          header: ["Content-Type": "application/json", "If-Match": match],
          body: Array(#"{"languages":["hi"]}"#.utf8))
      }
      let wrong = try await put("\"x\"")
      #expect(wrong.status == 412 && wrong.code == "changed-meanwhile", "\(wrong.text)")
      #expect(wrong["ETag"] == nil && !wrong.text.contains("expert-0"))
      let right = try await put(tag)
      #expect(right.status == 200, "\(right.text)")
      #expect(try await put(tag).status == 412)
    }
  }

  @Test func `lets one of many changes through`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let path = "/v1/community/emergency-text"
      let tag = try #require(try await visitor.get(path, as: "tomas")["ETag"])
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<20 {
          group.addTask {
            try await visitor.send(
              .put, path, as: "tomas",
              header: ["Content-Type": "application/json", "If-Match": tag],
              body: Array(#"{"text":"Number \#(number)."}"#.utf8)
            ).status
          }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.count { $0 == 200 } == 1, "\(statuses)")
      #expect(statuses.allSatisfy { $0 == 200 || $0 == 412 || $0 == 503 })
    }
  }

  @Test func `of photos and full tiles never changes`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask(photo: tinyPhoto)
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "farah")
      let name = try #require((sheet.json["photos"] as? [String])?.first)
      let photo = try await visitor.get("/v1/questions/\(id)/photos/\(name)", as: "farah")
      #expect(photo["Cache-Control"] == "private, max-age=31536000, immutable")
      let again = try await visitor.get(
        "/v1/questions/\(id)/photos/\(name)", as: "farah",
        header: ["If-None-Match": try #require(photo["ETag"])])
      #expect(again.status == 304)
    }
  }
}
