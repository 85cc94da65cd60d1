import Foundation
import HTTPTypes
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Originals over HTTP` {
  /// Something that is a photo to the lab, and a page to whoever would guess.
  private static let sent = tinyPhoto + Array("<!doctype html><script>alert(1)</script>".utf8)

  /// A lab that keeps the photo and nothing behind it.
  private struct Cleaning: PhotoLab {
    func clean(_ photo: Upload) async throws -> CleanPhoto {
      let bytes = try photo.bytes()
      guard let kind = PhotoKind(content: bytes) else {
        throw Refusal.photoUnreadable(reason: "it is no JPEG, PNG, WebP or HEIC")
      }
      return CleanPhoto(bytes: Array(bytes.prefix(tinyPhoto.count)), kind: kind)
    }

    func scaled(_ photo: CleanPhoto, to width: PhotoWidth) async throws -> CleanPhoto { photo }
  }

  /// A form to ask with.
  private func form(_ more: [Field]) -> [Field] {
    [
      .text("subject", "snakes"), .text("text", "What snake is this?"), .text("place", "IN-KA"),
      .file("photo", Self.sent),
    ] + more
  }

  /// A question whose original is kept; its name and its photo's.
  private func ask(_ visitor: Visitor) async throws -> (id: String, photo: String) {
    let asked = try await visitor.post(
      "/v1/questions", as: "farah", form: form([.text("keepOriginal", "true")]))
    try #require(asked.status == 201, "\(asked.text)")
    let photo = try #require((asked.json["photos"] as? [String])?.first)
    #expect(asked.json["originals"] as? [String] == [photo])
    return (asked.id, photo)
  }

  @Test func `goes out as a file that nobody is to look into`() async throws {
    let house = try await House(lab: Cleaning())
    try await house.open { visitor in
      let (id, photo) = try await ask(visitor)
      let path = "/v1/questions/\(id)/photos/\(photo)/original"
      let own = try await visitor.post(path, as: "farah")
      #expect(own.status == 200 && own.bytes == Self.sent)
      #expect(own["Content-Type"] == "application/octet-stream")
      #expect(own["X-Content-Type-Options"] == "nosniff" && own["Cache-Control"] == "no-store")
      let name = "original-\(photo.prefix(12)).bin"
      #expect(own["Content-Disposition"] == "attachment; filename=\"\(name)\"")
      #expect(try await visitor.get(path, as: "farah").status == 405)
      let shown = try await visitor.get("/v1/questions/\(id)/photos/\(photo)", as: "farah")
      #expect(shown.bytes == tinyPhoto)
    }
  }

  @Test func `is for its asker, and with a reason for auditors`() async throws {
    let house = try await House(lab: Cleaning())
    try await house.open { visitor in
      let (id, photo) = try await ask(visitor)
      let path = "/v1/questions/\(id)/photos/\(photo)/original"
      let ground = #"{"ground":"Court order 12"}"#
      let offered = try await visitor.asked(id)
      try #require(!offered.isEmpty)
      for (person, status) in [(nil, 401), ("bo", 404)] + offered.map({ ($0, 403) }) {
        let refused = try await visitor.post(path, as: person, ground)
        #expect(refused.status == status, "\(person ?? "-")")
        guard let person else { continue }
        let sheet = try await visitor.get("/v1/questions/\(id)", as: person)
        #expect(sheet.json["originals"] == nil)
      }
      for bad in [nil, "{}", #"{"ground":null}"#, #"{"ground":" "}"#] {
        let refused = try await visitor.post(path, as: "ines", bad)
        #expect(refused.status == 422 && refused.json["field"] as? String == "ground")
      }
      // It says where exactly it was, which stewards are told of no question.
      for words in [nil, ground] {
        let refused = try await visitor.post(path, as: "tomas", words)
        #expect(refused.status == 403 && refused.code == "not-allowed")
      }
      let none = "/v1/questions/\(id)/photos/none.jpg/original"
      #expect(try await visitor.post(none, as: "ines", ground).status == 404)
      let plain = try await visitor.ask(photo: tinyPhoto)
      let other = "/v1/questions/\(plain)/photos/\(photo)/original"
      #expect(try await visitor.post(other, as: "farah").status == 404)
      #expect(try await visitor.post(other, as: "ines", ground).status == 404)
      func views() async throws -> Int {
        let history = try await visitor.get("/v1/questions/\(id)/history", as: "tomas").text
        #expect(!history.contains("Court order"))
        return history.components(separatedBy: #""kind":"originalViewed""#).count - 1
      }
      #expect(try await views() == 0)
      for _ in 0..<2 {
        let given = try await visitor.post(path, as: "ines", ground)
        #expect(given.status == 200 && given.bytes == Self.sent)
      }
      #expect(try await views() == 2)
      // Under a key it is given again, seen again, and kept nowhere else.
      for _ in 0..<2 {
        let given = try await visitor.send(
          .post, path, as: "ines",
          header: ["Content-Type": "application/json", "Idempotency-Key": "k"],
          body: Array(ground.utf8))
        #expect(given.status == 200 && given.bytes == Self.sent)
      }
      #expect(try await views() == 4)
      #expect(house.replies.sealed.isEmpty)
      let audit = try await visitor.post("/v1/audit/verify", as: "ines", "{}")
      #expect(audit.json["faultCount"] as? Int == 0, "\(audit.text)")
    }
  }

  @Test func `is kept where the form says true, and nowhere else`() async throws {
    let house = try await House(lab: Cleaning())
    try await house.open { visitor in
      let before = try await house.fingerprint()
      for fields in [
        [Field.text("keepOriginal", "maybe")], [.text("keepOriginal", "1")],
        [.text("keepOriginal", "true"), .text("keepOriginal", "true")],
      ] {
        let refused = try await visitor.post("/v1/questions", as: "farah", form: form(fields))
        #expect(refused.status == 422 && refused.json["field"] as? String == "keepOriginal")
      }
      #expect(try await house.fingerprint() == before)
      for fields in [[], [Field.text("keepOriginal", "false")], [.text("keepOriginal", "")]] {
        let asked = try await visitor.post("/v1/questions", as: "farah", form: form(fields))
        #expect(asked.status == 201 && asked.json["originals"] == nil)
      }
      let json = #"{"subject":"snakes","text":"Which?","keepOriginal":true}"#
      #expect(try await visitor.post("/v1/questions", as: "farah", json).status == 201)
      let id = try await visitor.ask()
      let added = try await visitor.post(
        "/v1/questions/\(id)/photos", as: "farah",
        form: [.file("photo", Self.sent), .text("keepOriginal", "true")])
      #expect(added.status == 201, "\(added.text)")
      let photo = try #require((added.json["originals"] as? [String])?.first)
      let own = try await visitor.post(
        "/v1/questions/\(id)/photos/\(photo)/original", as: "farah")
      #expect(own.bytes == Self.sent)
      let erased = try await visitor.post(
        "/v1/erasures", as: "farah",
        #"{"what":"original","id":"\#(id)","photo":"\#(photo)","ground":"mine"}"#)
      #expect(erased.status == 200 && erased.json["originals"] as? Int == 1, "\(erased.text)")
      #expect(erased.json["photos"] as? Int == 0)
      let gone = try await visitor.post(
        "/v1/questions/\(id)/photos/\(photo)/original", as: "farah")
      #expect(gone.status == 404)
      let audit = try await visitor.post("/v1/audit/verify", as: "ines", "{}")
      #expect(audit.json["faultCount"] as? Int == 0 && audit.json["erased"] as? Int == 1)
    }
  }

  @Test func `is offered by the pages in words, and not ticked before`() async throws {
    let house = try await House(lab: Cleaning())
    try await house.open { visitor in
      let box = #"type="checkbox" name="keepOriginal" value="true" aria-describedby="keep""#
      for path in ["/", "/q/\(try await visitor.ask())/photo"] {
        let page = try await visitor.look(path, as: "farah").text
        #expect(page.contains("\(box)>") && page.contains("by which device"), "\(path)")
      }
      let ticked = form([.text("keepOriginal", "true")])
      let who = try await visitor.submit("/ask/who", as: "farah", ticked)
      #expect(who.text.contains("\(box) checked>"))
      let sent = try await visitor.submit("/ask", as: "farah", ticked)
      let page = try #require(sent["Location"])
      #expect(sent.status == 303)
      let path = page.replacing("/q/", with: "/v1/questions/")
      let sheet = try await visitor.get(path, as: "ines")
      let photo = try #require((sheet.json["originals"] as? [String])?.first)
      let action = #"action="\#(page)/original""#
      let own = try await visitor.look(page, as: "farah").text
      #expect(own.contains(action) && own.contains(#"value="\#(photo)""#))
      #expect(!own.contains(#"name="ground""#))
      let auditors = try await visitor.look(page, as: "ines").text
      #expect(auditors.contains(action) && auditors.contains(#"name="ground" required"#))
      // A steward may erase it, and is not offered it.
      #expect(!(try await visitor.look(page, as: "tomas").text.contains(action)))
      let erasing = try await visitor.look("\(page)/erase", as: "tomas").text
      #expect(erasing.contains("The original file of photo 1 alone"))
      let offered = try await visitor.asked(sheet.id)
      #expect(!(try await visitor.look(page, as: offered[0]).text.contains(action)))
      let given = try await visitor.submit(
        "\(page)/original", as: "farah", [.text("photo", photo)])
      #expect(given.status == 200 && given.bytes == Self.sent)
      let without = try await visitor.submit(
        "\(page)/original", as: "ines", [.text("photo", photo)])
      #expect(without.status == 422)
      let with = try await visitor.submit(
        "\(page)/original", as: "ines", [.text("photo", photo), .text("ground", "Inquiry 3")])
      #expect(with.status == 200 && with["Content-Disposition"]?.hasPrefix("attachment") == true)
      let form = try await visitor.look("\(page)/erase", as: "farah").text
      #expect(form.contains("The original file of photo 1 alone"))
      let erased = try await visitor.submit(
        "\(page)/erase", as: "farah", [.text("what", "original:\(photo)"), .text("ground", "mine")])
      #expect(erased.status == 303, "\(erased.text)")
      let after = try await visitor.look(page, as: "farah").text
      #expect(!after.contains(action) && after.contains("/photos/\(photo)"))
    }
  }
}
