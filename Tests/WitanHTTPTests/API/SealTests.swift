import Testing
import Witan

@testable import WitanHTTP

@Suite struct `Seals over HTTP` {
  @Test func `an expert who has not answered sees no answer, no verdict and no asker`()
    async throws
  {
    try await House().open { visitor in
      let id = try await visitor.ask()
      let asked = try await visitor.asked(id)
      try #require(asked.count >= 2)
      _ = try await visitor.post(
        "/v1/questions/\(id)/answers", as: asked[0], #"{"taxon":"Daboia russelii"}"#)
      let sealed = try await visitor.get("/v1/questions/\(id)", as: asked[1])
      for key in ["answers", "verdict", "asker", "assignments", "outcome"] {
        #expect(sealed.json[key] == nil, "\(key)")
      }
      #expect(!sealed.text.contains("Daboia") && !sealed.text.contains("farah"))
      #expect(!sealed.text.contains(asked[0]))
      let page = try await visitor.look("/q/\(id)", as: asked[1])
      #expect(page.status == 200)
      #expect(!page.text.contains("Daboia") && !page.text.contains("farah"))
      #expect(!page.text.contains(asked[0]))
      let open = try await visitor.get("/v1/questions/\(id)", as: asked[0])
      #expect((open.json["answers"] as? [Any])?.count == 1)
      #expect(open.json["asker"] == nil)
    }
  }

  @Test func `a question and its photo are only for those whom they concern`() async throws {
    try await House().open { visitor in
      let id = try await visitor.ask(photo: tinyPhoto)
      let sheet = try await visitor.get("/v1/questions/\(id)", as: "farah")
      let name = try #require((sheet.json["photos"] as? [String])?.first)
      let asked = try await visitor.asked(id)
      let outsider = try #require(House.experts.first { !asked.contains($0) })
      for path in ["", "/photos/\(name)", "/events"] {
        for handle in ["bo", outsider] {
          let answer = try await visitor.get("/v1/questions/\(id)\(path)", as: handle)
          #expect(answer.status == 404, "\(path) as \(handle)")
        }
        #expect(try await visitor.get("/v1/questions/\(id)\(path)").status == 401)
      }
      for handle in ["farah", "ines", "tomas", asked[0]] {
        let photo = try await visitor.get("/v1/questions/\(id)/photos/\(name)", as: handle)
        #expect(photo.status == 200 && photo.bytes == tinyPhoto)
        #expect(photo["Content-Type"] == "image/jpeg")
      }
      #expect(
        try await visitor.get("/v1/questions/\(id)/photos/other.jpg", as: "farah").status == 404)
      #expect(try await visitor.look("/q/\(id)", as: "bo").status == 404)
    }
  }

  @Test func `members read themselves, stewards and auditors everybody`() async throws {
    try await House().open { visitor in
      #expect(try await visitor.get("/v1/members/farah", as: "farah").status == 200)
      #expect(try await visitor.get("/v1/members/farah", as: "bo").status == 403)
      #expect(try await visitor.get("/v1/members/farah", as: "ines").status == 200)
      #expect(try await visitor.post("/v1/tokens", as: "bo", #"{"member":"farah"}"#).status == 403)
      let issued = try await visitor.post("/v1/tokens", as: "farah")
      let token = try #require(issued.json["token"] as? String)
      #expect(try await visitor.get("/v1/me", as: token).status == 200)
    }
  }
}
