import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `One question over HTTP` {
  @Test func `goes all the way`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let csv = "taxon,rank,parent\nAll,root,\nOne,leaf,All\nTwo,leaf,All\n"
      let subject = try await visitor.post(
        "/v1/subjects", as: "tomas",
        form: [
          .text("id", "things"), .text("title", "Things"), .file("taxonomy", Array(csv.utf8)),
        ])
      #expect(subject.status == 201 && subject.json["taxa"] as? Int == 3)
      let lost = try await visitor.post(
        "/v1/members", as: "tomas",
        #"{"handle":"asha","name":"Asha","roles":["asker"],"home":"Atlantis"}"#)
      #expect(lost.status == 422 && lost.code == "unknown-place")
      #expect(lost.json["field"] as? String == "home")
      let joined = try await visitor.post(
        "/v1/members", as: "tomas",
        #"{"handle":"asha","name":"Asha","roles":["expert"],"subjects":["things"],"home":"IN"}"#)
      #expect(joined.status == 201)
      let token = try #require(joined.json["token"] as? String)
      #expect(try await visitor.get("/v1/me", as: token).json["handle"] as? String == "asha")

      let id = try await visitor.ask(photo: tinyPhoto)
      try await settle(id, visitor, house)
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "farah")
      let verdict = try #require(sheet.json["verdict"] as? [String: Any])
      #expect(sheet.json["phase"] as? String == "settled")
      #expect(verdict["taxon"] as? String == "Daboia russelii")
      #expect(verdict["action"] as? String == "dangerous")

      let outcome = try await visitor.post(
        "/v1/questions/\(id)/outcome", as: "tomas",
        #"{"taxon":"Daboia russelii","ground":"collected"}"#)
      #expect(outcome.status == 201)
      let report = try await visitor.post("/v1/audit/verify", as: "ines")
      #expect(report.json["faultCount"] as? Int == 0, "\(report.text)")
      let history = try await visitor.get("/v1/questions/\(id)/history", as: "ines")
      #expect((history.json["items"] as? [Any])?.isEmpty == false)
      let explanation = try await visitor.get("/v1/questions/\(id)/explanation", as: "ines")
      #expect((explanation.json["because"] as? [String])?.isEmpty == false)
    }
  }

  /// Everybody who is asked takes the question and calls it the same, until it is closed.
  private func settle(_ id: String, _ visitor: Visitor, _ house: House) async throws {
    for _ in 0..<10 {
      for expert in try await visitor.asked(id) {
        #expect(try await visitor.post("/v1/questions/\(id)/take", as: expert).status == 200)
        let answer = try await visitor.post(
          "/v1/questions/\(id)/answers", as: expert,
          #"{"taxon":"Daboia russelii","confidence":"sure"}"#)
        #expect(answer.status == 201, "\(answer.text)")
        if answer.json["phase"] as? String == "settled" { return }
      }
      house.told.advance(seconds: 41)
      _ = try await house.desk.tick()
    }
    Issue.record("the question was never settled")
  }

  @Test func `the ledger's evidence is there for anybody`() async throws {
    try await House().open { visitor in
      let checkpoint = try await visitor.get("/v1/ledger/checkpoint")
      #expect(checkpoint.text.hasPrefix("demo.example\n"))
      let proof = try await visitor.get("/v1/ledger/proofs/2")
      #expect(proof.text.hasPrefix("c2sp.org/tlog-proof@v1\n"))
      #expect(try await visitor.get("/v1/ledger/proofs/x").status == 422)
      #expect(try await visitor.get("/v1/ledger/proofs/99999").status == 404)
      let consistency = try await visitor.get("/v1/ledger/consistency?from=3&to=7")
      #expect(consistency.json["newSize"] as? Int == 7)
      #expect(try await visitor.get("/v1/ledger/consistency").status == 422)
      #expect(try await visitor.get("/v1/ledger/consistency?from=0").status == 422)
    }
  }

  @Test func `lists have pages with a link to the next`() async throws {
    let house = try await House()
    try await house.open { visitor in
      var asked: [String] = []
      for _ in 0..<3 {
        asked.append(try await visitor.ask())
        house.told.advance(seconds: 2)
      }
      let first = try await visitor.get("/v1/questions?limit=2", as: "farah")
      let next = try #require(first.json["next"] as? String)
      #expect(first["Link"] == "</v1/questions?before=\(next)&limit=2>; rel=\"next\"")
      let second = try await visitor.get("/v1/questions?limit=2&before=\(next)", as: "farah")
      func ids(_ answer: Visitor.Answer) -> [String] {
        (answer.json["items"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
      }
      #expect(ids(first) + ids(second) == asked.reversed())
      #expect(second["Link"] == nil)
    }
  }
}
