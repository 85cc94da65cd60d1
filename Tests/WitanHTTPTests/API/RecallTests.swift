import Foundation
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Recalls and rules over HTTP` {
  /// A question whose verdict its outcome overturned.
  private func recalled(_ body: @Sendable (Visitor, String) async throws -> Void) async throws {
    let house = try await House()
    try await house.open { visitor in
      let id = try await visitor.ask()
      for expert in try await visitor.asked(id) {
        house.told.advance(seconds: 5)
        _ = try await visitor.post(
          "/v1/questions/\(id)/answers", as: expert,
          #"{"taxon":"Daboia russelii","confidence":"sure"}"#)
      }
      let outcome = try await visitor.post(
        "/v1/questions/\(id)/outcome", as: "tomas",
        #"{"taxon":"Ptyas mucosa","ground":"museum voucher 17"}"#)
      try #require(outcome.status == 201, "\(outcome.text)")
      try await body(visitor, id)
    }
  }

  @Test func `the asker is told everywhere, and acknowledges`() async throws {
    try await recalled { visitor, id in
      let path = "/v1/questions/\(id)/acknowledge"
      let waiting = try await visitor.get("/v1/recalls", as: "farah").json["items"] as? [Any]
      #expect(waiting?.count == 1)
      #expect(try await visitor.look("/", as: "farah").text.contains("Recalled: read this first"))
      let page = try await visitor.look("/q/\(id)", as: "farah").text
      #expect(page.contains(#"<h1 id="recall">Recalled: "#) && page.contains("Ptyas mucosa"))
      #expect(page.contains(#"action="/q/\#(id)/acknowledge""#))
      let others = try await visitor.look("/q/\(id)", as: "ines").text
      #expect(others.contains("Recalled: ") && !others.contains("acknowledge\""))
      for handle in ["ines", "tomas"] {
        #expect(try await visitor.post(path, as: handle).status == 403)
      }
      #expect(try await visitor.post(path, as: "bo").status == 404)
      #expect(try await visitor.post(path).status == 401)
      let done = try await visitor.submit("/q/\(id)/acknowledge", as: "farah", [])
      #expect(done.status == 303)
      let recall = try await visitor.get("/v1/questions/\(id)", as: "farah").json["recall"]
      #expect((recall as? [String: Any])?["acknowledgedAt"] != nil)
      #expect(try await visitor.post(path, as: "farah").status == 200)
      #expect(!(try await visitor.look("/", as: "farah").text.contains("Recalled: read")))
    }
  }

  @Test func `a question is read as it stood, and decided otherwise`() async throws {
    try await recalled { visitor, id in
      let found = try await visitor.get(
        "/v1/ledger/history?question=\(id)&kind=answerGiven&order=oldest", as: "ines")
      let first = try #require((found.json["items"] as? [[String: Any]])?.first?["index"] as? Int)
      let then = try await visitor.get("/v1/questions/\(id)?as-of=\(first)", as: "farah")
      #expect((then.json["answers"] as? [Any])?.count == 1 && then.json["recall"] == nil)
      for (then, status) in [("soon", 422), ("0", 409), ("99999", 404)] {
        let answer = try await visitor.get("/v1/questions/\(id)?as-of=\(then)", as: "ines")
        #expect(answer.status == status, "\(then): \(answer.text)")
      }
      let path = "/v1/questions/\(id)/whatif"
      let majority = try await visitor.post(path, as: "ines", #"{"method":"majority"}"#)
      #expect(majority.status == 200, "\(majority.text)")
      #expect((majority.json["now"] as? [String: Any])?["taxon"] as? String == "Daboia russelii")
      for body in ["{}", #"{"method":"x"}"#, #"{"method":"wawa","without":"x"}"#] {
        #expect(try await visitor.post(path, as: "ines", body).status == 422, "\(body)")
      }
      #expect(try await visitor.post(path, as: "farah", #"{"method":"wawa"}"#).status == 403)
    }
  }

  @Test func `a rule is proposed, tried and approved by two`() async throws {
    try await recalled { visitor, _ in
      let shown = try await visitor.get("/v1/community/rule", as: "tomas")
      var rule = try #require(shown.json["rule"] as? [String: Any])
      func text(_ value: Any) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
      }
      rule["version"] = "tried"
      let lab = try await visitor.post("/v1/audit/whatif", as: "ines", try text(["rule": rule]))
      #expect(lab.status == 200 && lab.json["changeCount"] as? Int == 0, "\(lab.text)")
      let proposed = try await visitor.post(
        "/v1/community/rule/proposals", as: "tomas", try text(rule))
      let proposal = try #require(proposed.json["proposal"] as? [String: Any])
      let id = try #require(proposal["id"] as? String)
      let path = "/v1/community/rule/proposals/\(id)/approve"
      #expect(try await visitor.post(path, as: "tomas").status == 403)
      let lea = try await visitor.post(
        "/v1/members", as: "tomas", #"{"handle":"lea","name":"Lea","roles":["steward"]}"#)
      let token = try #require(lea.json["token"] as? String)
      let approved = try await visitor.post(path, as: token)
      #expect(approved.status == 200, "\(approved.text)")
      #expect((approved.json["rule"] as? [String: Any])?["version"] as? String == "tried")
      var clocks = try #require(rule["clocks"] as? [String: [String: Any]])
      clocks["today"]?["leaseSecond"] = 3
      rule["clocks"] = clocks
      let misspelt = try await visitor.post(
        "/v1/community/rule/proposals", as: "tomas", try text(rule))
      #expect(misspelt.json["field"] as? String == "clocks.today.leaseSecond", "\(misspelt.text)")
      let little = try await visitor.post(
        "/v1/community/rule/proposals", as: "tomas", #"{"version":"x"}"#)
      #expect(little.status == 422 && little.text.contains("missing"), "\(little.text)")
    }
  }
}
