import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Refusals over HTTP` {
  private let answerBody = #"{"taxon":"Daboia russelii","confidence":"sure"}"#

  @Test func `an unknown taxon is answered with near names`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask()
      let expert = try #require(try await visitor.asked(id).first)
      let answer = try await visitor.post(
        "/v1/questions/\(id)/answers", as: expert, #"{"taxon":"Daboia russeli"}"#)
      #expect(answer.status == 422 && answer.code == "unknown-taxon")
      #expect(answer.json["field"] as? String == "taxon")
      #expect((answer.json["detail"] as? String)?.contains("Daboia russelii") == true)
      #expect(answer["Content-Type"] == "application/problem+json")
    }
  }

  @Test func `a body that is not what the API knows is refused, and says why`() async throws {
    let bodies = [
      #"{"subject":"snakes","text":"a","text":"b"}"#: "body",
      #"{"subject":"snakes","text":"a","urgncy":"today"}"#: "urgncy",
      #"[]"#: "body", #"{"subject":"snakes","text":7}"#: "text",
      #"{"subject":"snakes"}"#: "text", "\u{FEFF}{}": "body",
      #"{"subject":"snakes","text":"a","urgency":"soon"}"#: "urgency",
    ]
    try await House().open { visitor in
      for (body, field) in bodies {
        let refused = try await visitor.post("/v1/questions", as: "farah", body)
        #expect(refused.status == 422 && refused.code == "invalid", "\(body): \(refused.text)")
        #expect(refused.json["field"] as? String == field, "\(body): \(refused.text)")
        #expect(!refused.text.contains("Dictionary") && !refused.text.contains("String"))
      }
    }
  }

  @Test func `what is unknown is named, and what there is told`() async throws {
    try await House().open { visitor in
      for (path, handle, body, field, words) in [
        (
          "/v1/questions", "farah", #"{"subject":"snakes","text":"a","urgency":"soon"}"#, "urgency",
          "one of emergency, today, whenever"
        ),
        ("/v1/questions", "farah", #"{"subject":"snacks","text":"a"}"#, "subject", "no subject"),
        (
          "/v1/members", "tomas", #"{"handle":"xavi","name":"X","roles":["expret"]}"#, "roles[0]",
          "one of asker, expert, auditor, steward"
        ),
        (
          "/v1/members", "tomas",
          #"{"handle":"xavi","name":"X","roles":["expert"],"subjects":["snacks"]}"#, "subjects",
          "no subject"
        ),
      ] {
        let refused = try await visitor.post(path, as: handle, body)
        #expect([404, 422].contains(refused.status), "\(body)")
        #expect(refused.json["field"] as? String == field, "\(body): \(refused.text)")
        #expect(refused.text.contains(words), "\(body): \(refused.text)")
      }
      for path in ["/v1/questions?before=q-1", "/v1/ledger/questions?before=zzz"] {
        let refused = try await visitor.get(path, as: "ines")
        #expect(refused.status == 422 && refused.json["field"] as? String == "before", "\(path)")
      }
    }
  }

  @Test func `a second answer is refused`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask()
      let expert = try #require(try await visitor.asked(id).first)
      let path = "/v1/questions/\(id)/answers"
      #expect(try await visitor.post(path, as: expert, answerBody).status == 201)
      let again = try await visitor.post(path, as: expert, answerBody)
      #expect(again.status == 409 && again.code == "already-answered")
    }
  }

  @Test func `an answer after the lease is refused, then taken as late`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let id = try await visitor.ask()
      let expert = try #require(try await visitor.asked(id).first)
      let path = "/v1/questions/\(id)/answers"
      #expect(try await visitor.post("/v1/questions/\(id)/take", as: expert).status == 200)
      house.told.advance(seconds: 121)
      let late = try await visitor.post(path, as: expert, answerBody)
      #expect(late.status == 409 && late.code == "lease-lapsed")
      let marked = try await visitor.post(
        path, as: expert, #"{"taxon":"Daboia russelii","late":true}"#)
      #expect(marked.status == 201, "\(marked.text)")
    }
  }

  @Test func `an answer after settling is refused`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let id = try await visitor.ask()
      let path = "/v1/questions/\(id)/answers"
      var isOpen = true
      // A second wave, so that there is somebody left who has not answered when it settles.
      house.told.advance(seconds: 41)
      _ = try await house.desk.tick()
      for _ in 0..<10 where isOpen {
        for expert in try await visitor.asked(id) where isOpen {
          let answer = try await visitor.post(path, as: expert, answerBody)
          isOpen = answer.json["phase"] as? String != "settled"
        }
        guard isOpen else { break }
        house.told.advance(seconds: 41)
        _ = try await house.desk.tick()
      }
      try #require(!isOpen)
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "ines")
      let assignments = try #require(sheet.json["assignments"] as? [[String: Any]])
      let released = assignments.filter { $0["state"] as? String == "released" }
        .compactMap { $0["expert"] as? String }
      let expert = try #require(released.first, "everybody answered: \(assignments)")
      let answer = try await visitor.post(path, as: expert, answerBody)
      #expect(answer.status == 409 && answer.code == "question-closed")
    }
  }

  @Test func `one's own question, and one that was not offered`() async throws {
    try await House().open { visitor in
      let both = try await visitor.post(
        "/v1/members", as: "tomas",
        #"{"handle":"cleo","name":"C","roles":["asker","expert"],"subjects":["snakes"]}"#)
      let cleo = try #require(both.json["token"] as? String)
      let own = try await visitor.ask(as: cleo)
      let answer = try await visitor.post("/v1/questions/\(own)/answers", as: cleo, answerBody)
      #expect(answer.status == 403 && answer.code == "own-question")
      let other = try await visitor.ask()
      let asked = try await visitor.asked(other)
      let outsider = try #require(House.experts.first { !asked.contains($0) })
      let refused = try await visitor.post(
        "/v1/questions/\(other)/answers", as: outsider, answerBody)
      #expect(refused.status == 404 && refused.code == "not-found")
      #expect(try await visitor.get("/v1/questions/\(other)", as: outsider).status == 404)
    }
  }

  @Test(arguments: [
    (#"{"#, "body"), ("[]", "body"), (#"{"subject":"snakes"}"#, "text"),
    (#"{"subject":"snakes","text":7}"#, "text"), (#"{"subject":"snakes","text":null}"#, "text"),
    (#"{"subject":"snakes","text":"?","urgency":"soon"}"#, "urgency"),
    (#"{"subject":"snakes","text":"  "}"#, "text"), ("\u{FEFF}nonsense", "body"),
  ])
  func `broken JSON names its field`(_ body: String, _ field: String) async throws {
    try await House().open { visitor in
      let answer = try await visitor.post("/v1/questions", as: "farah", body)
      #expect(answer.status == 422 && answer.code == "invalid", "\(answer.text)")
      #expect(answer.json["field"] as? String == field, "\(answer.text)")
    }
  }

  @Test func `a place that does not exist, a subject that does not, a text named jpg`()
    async throws
  {
    try await House().open { visitor in
      func ask(_ form: [Field]) async throws -> Visitor.Answer {
        try await visitor.post("/v1/questions", as: "farah", form: form)
      }
      let words = [Field.text("subject", "snakes"), .text("text", "?")]
      let place = try await ask(words + [.text("place", "XQ-77")])
      #expect(place.status == 422 && place.code == "unknown-place")
      let subject = try await ask([.text("subject", "birds"), .text("text", "?")])
      #expect(subject.status == 404 && subject.code == "not-found")
      let text = try await ask(words + [.file("photo", Array("no photo".utf8))])
      #expect(text.status == 422 && text.code == "photo-unreadable")
      let five = try await ask(words + (0..<5).map { _ in .file("photo", tinyPhoto) })
      #expect(five.status == 422 && five.json["field"] as? String == "photo")
      #expect(
        (try await visitor.get("/v1/questions", as: "farah").json["items"] as? [Any])?.isEmpty
          == true)
    }
  }

  @Test func `a known answer is for stewards, and a broken taxonomy names its line`()
    async throws
  {
    try await House().open { visitor in
      let known = try await visitor.post(
        "/v1/questions", as: "farah", #"{"subject":"snakes","text":"?","known":"Naja naja"}"#)
      #expect(known.status == 403)
      let csv = "taxon,rank,parent\nA,x,\nB,x,C\n"
      let subject = try await visitor.post(
        "/v1/subjects", as: "tomas",
        form: [.text("id", "bad"), .text("title", "B"), .file("taxonomy", Array(csv.utf8))])
      #expect(subject.status == 422 && subject.code == "taxonomy-fault")
      #expect((subject.json["detail"] as? String)?.contains("line 3") == true)
    }
  }

  @Test func `an answer needs a taxon or the word that one cannot tell`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask()
      let expert = try #require(try await visitor.asked(id).first)
      let path = "/v1/questions/\(id)/answers"
      #expect(try await visitor.post(path, as: expert, "{}").status == 422)
      #expect(
        try await visitor.post(path, as: expert, #"{"taxon":"Naja","cannotTell":true}"#).status
          == 422)
      #expect(try await visitor.post(path, as: expert, #"{"cannotTell":true}"#).status == 201)
    }
  }
}
