import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Leases over HTTP` {
  private func mine(_ answer: Visitor.Answer) -> [String: Any] {
    answer.json["mine"] as? [String: Any] ?? [:]
  }

  @Test func `more time, another expert, and what is refused`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let id = try await visitor.ask()
      let asked = try await visitor.asked(id)
      let path = "/v1/questions/\(id)"
      let heir = try #require(House.experts.first { !asked.contains($0) })
      let refused = try await visitor.post(
        "\(path)/hand-over", as: asked[2], #"{"to":"\#(asked[1])"}"#)
      #expect(refused.status == 409 && refused.code == "cannot-be-asked")
      #expect(
        try await visitor.post("\(path)/hand-over", as: asked[2], #"{"reason":"no-time"}"#).status
          == 422)
      let given = try await visitor.post(
        "\(path)/hand-over", as: asked[2], #"{"to":"\#(heir)","reason":"knows-the-region"}"#)
      #expect(given.status == 200 && mine(given)["handedTo"] as? String == heir)
      #expect(try await visitor.asked(id).contains(heir))
      #expect(try await visitor.post("\(path)/take", as: heir).status == 200)

      #expect(try await visitor.post("\(path)/extend", as: asked[0]).status == 409)
      _ = try await visitor.post("\(path)/take", as: asked[0])
      house.told.advance(seconds: 60)
      let extended = try await visitor.post("\(path)/extend", as: asked[0])
      #expect(extended.status == 200, "\(extended.text)")
      #expect(mine(extended)["endsAt"] as? String == house.told.now.adding(seconds: 120).text)
      #expect(try await visitor.post("\(path)/extend", as: "farah").status == 403)
      let report = try await visitor.post("/v1/audit/verify", as: "ines")
      #expect(report.json["faultCount"] as? Int == 0, "\(report.text)")
    }
  }

  @Test func `a photo is asked for, added and looked at again`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask(photo: tinyPhoto)
      let asked = try await visitor.asked(id)
      let path = "/v1/questions/\(id)"
      _ = try await visitor.post("\(path)/pass", as: asked[0], #"{"reason":"photo-too-poor"}"#)
      let sheet = try await visitor.get(path, as: "farah")
      #expect((sheet.json["photoWishes"] as? [Any])?.count == 1)
      for (handle, photo, status) in [
        ("bo", tinyPhoto + [1], 404), ("tomas", tinyPhoto + [1], 403), ("farah", [1, 2], 422),
        ("farah", tinyPhoto, 409), ("farah", tinyPhoto + [1], 201),
      ] {
        let answer = try await visitor.post(
          "\(path)/photos", as: handle, form: [.file("photo", photo)])
        #expect(answer.status == status, "\(handle): \(answer.text)")
      }
      #expect(try await visitor.post("\(path)/photos", as: "farah").status == 422)
      let five = (0..<4).map { Field.file("photo", tinyPhoto + [UInt8($0 + 7)]) }
      #expect(try await visitor.post("\(path)/photos", as: "farah", form: five).status == 422)
      let again = try await visitor.post("/v1/queue/take", as: asked[0])
      #expect(again.id == id && mine(again)["againFor"] as? String == "photo-too-poor")
      #expect((again.json["photos"] as? [Any])?.count == 2)
    }
  }

  @Test func `the queue tells what closed while it was held`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let id = try await visitor.ask()
      let holder = try await visitor.asked(id)[0]
      _ = try await visitor.post("/v1/questions/\(id)/take", as: holder)
      house.told.advance(seconds: 41)
      _ = try await house.desk.tick()
      var phase = ""
      for expert in try await visitor.asked(id) where expert != holder && phase != "settled" {
        let answer = try await visitor.post(
          "/v1/questions/\(id)/answers", as: expert,
          #"{"taxon":"Daboia russelii","confidence":"sure"}"#)
        phase = answer.json["phase"] as? String ?? phase
      }
      try #require(phase == "settled")
      let queue = try await visitor.get("/v1/queue", as: holder)
      let released = try #require(queue.json["released"] as? [[String: Any]])
      #expect((queue.json["items"] as? [Any])?.isEmpty == true)
      #expect(released.map { $0["id"] as? String } == [id])
      #expect(try await visitor.look("/", as: holder).text.contains("No longer with you"))
      let page = try await visitor.look("/q/\(id)", as: holder)
      #expect(page.text.contains("while you had it"))
    }
  }

  @Test func `who had a question that a steward took back is told so`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask()
      let holder = try #require(try await visitor.asked(id).first)
      #expect(try await visitor.post("/v1/questions/\(id)/take", as: holder).status == 200)
      let barred = try await visitor.post(
        "/v1/questions/\(id)/route", as: "tomas",
        #"{"wish":"bar","expert":"\#(holder)","ground":"kin of the patient"}"#)
      #expect((200...201).contains(barred.status), "\(barred.text)")
      #expect(try await visitor.look("/", as: holder).text.contains("No longer with you"))
      let page = try await visitor.look("/q/\(id)", as: holder).text
      #expect(page.contains("A steward took this question back from you"), "\(page)")
      #expect(!page.contains("This question closed"))
    }
  }

  @Test func `the same by pages alone`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let id = try await visitor.ask(photo: tinyPhoto)
      let asked = try await visitor.asked(id)
      let heir = try #require(House.experts.first { !asked.contains($0) })
      let given = try await visitor.submit(
        "/q/\(id)/hand-over", as: asked[2], [.text("to", " \(heir) "), .text("reason", "no-time")])
      #expect(given.status == 303 && given["Location"] == "/", "\(given.text)")
      #expect(
        try await visitor.submit("/q/\(id)/hand-over", as: heir, [.text("to", "x")]).status == 422)
      _ = try await visitor.submit("/q/\(id)/take", as: asked[0], [])
      house.told.advance(seconds: 91)
      _ = try await house.desk.tick()
      let page = try await visitor.look("/q/\(id)", as: asked[0])
      #expect(page.text.contains("Your time is nearly over"))
      #expect(page.text.contains("I need more time") && page.text.contains("/answer.js"))
      let more = try await visitor.submit("/q/\(id)/extend", as: asked[0], [])
      #expect(more.status == 303 && more["Location"] == "/q/\(id)")
      let passed = try await visitor.submit(
        "/q/\(id)/pass", as: asked[1], [.text("reason", "needs-another-angle")])
      #expect(passed.status == 303)
      let mine = try await visitor.look("/q/\(id)", as: "farah")
      #expect(mine.text.contains("needs another angle"))
      let form = try await visitor.look("/q/\(id)/photo", as: "farah")
      #expect(form.text.contains("/q/\(id)/photos") && !form.text.contains("http-equiv"))
      #expect(try await !visitor.look("/q/\(id)/photo", as: "tomas").text.contains("/photos\""))
      let added = try await visitor.submit(
        "/q/\(id)/photos", as: "farah", [.file("photo", tinyPhoto + [5])])
      #expect(added.status == 303, "\(added.text)")
      let again = try await visitor.look("/q/\(id)", as: asked[1])
      #expect(again.text.contains("The asker added a photo, as you wished"))
    }
  }

  @Test func `a script stands beside the answer form alone`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask()
      let expert = try await visitor.asked(id)[0]
      let policy = "Content-Security-Policy"
      let form = try await visitor.look("/q/\(id)", as: expert)
      #expect(form[policy]?.contains("script-src 'self'; connect-src 'self'") == true)
      #expect(form[policy]?.contains("unsafe") == false)
      for (path, handle) in [("/", expert), ("/q/\(id)", "farah"), ("/q/\(id)/photo", "farah")] {
        let page = try await visitor.look(path, as: handle)
        #expect(page[policy]?.contains("script-src") == false && !page.text.contains("<script"))
      }
      let script = try await visitor.get("/answer.js")
      #expect(script["Content-Type"] == "text/javascript; charset=utf-8")
    }
  }
}
