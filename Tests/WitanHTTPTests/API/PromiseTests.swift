import HTTPTypes
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Promises over HTTP` {
  private let new = #"{"subject":"snakes","text":"What is it?","place":"IN-KA"}"#

  @Test func `a dry run says what would be promised and asks nothing`() async throws {
    try await House().open { visitor in
      let dry = try await visitor.post("/v1/questions?dry-run=true", as: "farah", new)
      #expect(dry.status == 200, "\(dry.text)")
      let promise = try #require(dry.json["promise"] as? [String: Any])
      #expect(promise["experts"] as? Int == 6 && promise["awake"] as? Int == 6)
      let odds = try #require(promise["odds"] as? [[String: Int]])
      #expect(odds.map { $0["withinSeconds"] } == [120, 600, 3_600])
      #expect((dry.json["sentence"] as? String)?.contains("An answer within 2 minutes") == true)
      let list = try await visitor.get("/v1/questions", as: "farah").json["items"] as? [Any]
      #expect(list?.isEmpty == true)
      let asked = try await visitor.post("/v1/questions?dry-run=false", as: "farah", new)
      #expect(asked.status == 201)
      let told = try #require(asked.json["promise"] as? [String: Any])
      #expect(told["sentence"] as? String == dry.json["sentence"] as? String)
    }
  }

  @Test func `a dry run refuses what asking refuses, and an unknown word`() async throws {
    try await House().open { visitor in
      for (body, status) in [
        (#"{"subject":"stones","text":"?"}"#, 404), (#"{"subject":"snakes","text":""}"#, 422),
        (#"{"subject":"snakes","text":"?","place":"XX"}"#, 422), (#"{"subject":"snakes"}"#, 422),
        (#"{"subject":"snakes","text":"?","known":"Daboia"}"#, 403), ("{", 422),
      ] {
        let dry = try await visitor.post("/v1/questions?dry-run=true", as: "farah", body)
        let real = try await visitor.post("/v1/questions", as: "farah", body)
        #expect(dry.status == status && real.status == status, "\(body): \(dry.text)")
        let name = #/"request":"[0-9a-f]+",/#
        #expect(dry.text.replacing(name, with: "") == real.text.replacing(name, with: ""))
      }
      let odd = try await visitor.post("/v1/questions?dry-run=yes", as: "farah", new)
      #expect(odd.status == 422 && odd.text.contains("dry-run"))
      for handle in ["expert-0", "ines"] {
        let refused = try await visitor.post("/v1/questions?dry-run=true", as: handle, new)
        #expect(refused.code == "not-allowed")
      }
      #expect(try await visitor.post("/v1/questions?dry-run=true", new).status == 401)
    }
  }

  @Test func `the score is for stewards and auditors`() async throws {
    let house = try await House()
    try await house.open { visitor in
      _ = try await visitor.ask()
      house.told.advance(seconds: 120)
      for handle in ["tomas", "ines"] {
        let answer = try await visitor.get("/v1/coverage/promises?subject=snakes", as: handle)
        #expect(answer.status == 200 && answer.json["promises"] as? Int == 1, "\(answer.text)")
      }
      for handle in ["farah", "expert-0"] {
        #expect(try await visitor.get("/v1/coverage/promises", as: handle).code == "not-allowed")
      }
      #expect(try await visitor.get("/v1/coverage/promises").status == 401)
      #expect(
        try await visitor.get("/v1/coverage/promises?subject=stones", as: "ines").status == 404)
    }
  }

  @Test func `any member reads the emergency text, a steward writes it`() async throws {
    let path = "/v1/community/emergency-text"
    try await House().open { visitor in
      func put(_ body: String, as handle: String?) async throws -> Visitor.Answer {
        try await visitor.send(
          .put, path, as: handle, header: ["Content-Type": "application/json"],
          body: Array(body.utf8))
      }
      let text = #"{"text":"Call 112."}"#
      for handle in ["farah", "expert-0", "ines"] {
        #expect(try await put(text, as: handle).code == "not-allowed")
        let read = try await visitor.get(path, as: handle)
        #expect(read.json["text"] as? String == Community.emergencyTextAtFirst)
      }
      #expect(try await put(text, as: nil).status == 401)
      for body in ["{}", #"{"text":""}"#, #"{"text":"x","more":1}"#, "[]"] {
        #expect(try await put(body, as: "tomas").status == 422, "\(body)")
      }
      #expect(try await put(text, as: "tomas").json["text"] as? String == "Call 112.")
      #expect(try await visitor.get(path, as: "bo").text == text)
      let wrong = try await visitor.post(path, as: "tomas", text)
      #expect(wrong.status == 405 && wrong["Allow"] == "GET, HEAD, PUT", "\(wrong["Allow"] ?? "")")
    }
  }

  @Test func `the page says who is there and keeps what was written`() async throws {
    try await House().open { visitor in
      let form: [Field] = [
        .text("subject", "workshop"), .text("text", "Which <bolt>?"), .text("place", "IN"),
        .text("urgency", "today"), .text("choices", "M6\r\nM8"), .file("photo", tinyPhoto),
        .text("language", "de-AT"),
      ]
      let page = try await visitor.submit("/ask/who", as: "farah", form)
      #expect(page.status == 200, "\(page.text)")
      #expect(page.text.contains("(Workshop, Asia)") && page.text.contains("expected wait"))
      #expect(page.text.contains("Which &lt;bolt&gt;?</textarea>"))
      #expect(page.text.contains(#"<option value="workshop" selected>"#))
      #expect(page.text.contains(#"value="today" checked>"#))
      #expect(!page.text.contains(#"value="emergency" checked>"#))
      #expect(page.text.contains(#"name="language" value="de-AT""#))
      #expect(page.text.contains(#"name="place" value="IN""#) && page.text.contains("M6\r\nM8<"))
      let blank = try await visitor.submit("/ask/who", as: "farah", [.text("subject", "snakes")])
      #expect(blank.status == 200 && blank.text.contains("An answer within 2 minutes"))
      let list = try await visitor.get("/v1/questions", as: "farah").json["items"] as? [Any]
      #expect(list?.isEmpty == true)
      #expect(try await visitor.submit("/ask/who", as: "expert-0", form).status == 403)
      let bad = try await visitor.submit(
        "/ask/who", as: "farah", [.text("subject", "snakes"), .text("place", "XX")])
      #expect(bad.status == 422)
      let home = try await visitor.look("/", as: "farah").text
      #expect(home.contains(#"formaction="/ask/who""#) && home.contains(#""emergency" checked"#))
    }
  }

  @Test func `the question's page shows the promise, then what to do instead`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let id = try await visitor.ask()
      let open = try await visitor.look("/q/\(id)", as: "farah").text
      #expect(open.contains("An answer within 2 minutes"))
      #expect(!open.contains("Nobody could be reached"))
      for _ in 0..<12 {
        house.told.advance(seconds: 40)
        _ = try await house.desk.tick()
      }
      let closed = try await visitor.look("/q/\(id)", as: "farah").text
      #expect(closed.contains("Nobody could be reached."))
      #expect(closed.contains("poison centre"))
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "farah")
      let fallback = sheet.json["fallback"] as? [String: Any]
      #expect(fallback?["reason"] as? String == "nobody-reached")
    }
  }
}
