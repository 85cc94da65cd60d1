import Foundation
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Coverage over HTTP` {
  @Test func `is for stewards and auditors`() async throws {
    try await House().open { visitor in
      for handle in ["tomas", "ines"] {
        #expect(try await visitor.get("/v1/coverage", as: handle).status == 200)
        #expect(try await visitor.look("/coverage", as: handle).status == 200)
        #expect(try await visitor.look("/", as: handle).text.contains(#"href="/coverage""#))
      }
      for handle in ["farah", "expert-0"] {
        #expect(try await visitor.get("/v1/coverage", as: handle).code == "not-allowed")
        #expect(try await visitor.look("/coverage", as: handle).status == 403)
        #expect(try await visitor.look("/coverage.svg", as: handle).status == 403)
        #expect(!(try await visitor.look("/", as: handle).text.contains(#"href="/coverage""#)))
      }
      #expect(try await visitor.get("/v1/coverage").status == 401)
      let page = try await visitor.look("/coverage", as: nil)
      #expect(page.status == 401 && page.text.contains(#"name="next" value="/coverage""#))
    }
  }

  @Test(arguments: [
    ("subject=stones", 404, "not-found"), ("least=0", 422, "invalid"),
    ("least=101", 422, "invalid"), ("least=two", 422, "invalid"),
    ("scale=town", 422, "invalid"),
  ])
  func `refuses what it cannot show`(query: String, status: Int, code: String) async throws {
    try await House().open { visitor in
      let answer = try await visitor.get("/v1/coverage?\(query)", as: "tomas")
      #expect(answer.status == status && answer.code == code)
      #expect(try await visitor.look("/coverage?\(query)", as: "tomas").status == status)
    }
  }

  @Test func `tells the holes of what was asked`() async throws {
    let house = try await House()
    try await house.open { visitor in
      _ = try await visitor.ask()
      let answer = try await visitor.get("/v1/coverage?subject=snakes&least=2", as: "ines")
      let map = try JSONDecoder().decode(Coverage.self, from: Data(answer.bytes))
      #expect(map.subject == "snakes" && map.least == 2 && map.experts == 6)
      #expect(map.at == house.told.now && map.awake == [Int](repeating: 6, count: 168))
      #expect(map.rows.allSatisfy { $0.region == "142" && $0.able == map.awake })
      let first = try #require(map.holes.first)
      #expect(first.isGrave && first.hoursPerWeek == 168)
      #expect(first.sentence.hasPrefix("Fewer than 2 people are proved for dangerous "))
      let page = try await visitor.look("/coverage", as: "tomas").text
      #expect(page.contains("No one is proved for dangerous"))
      #expect(page.contains(#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360"#))
      #expect(!page.contains("<style") && !page.contains("style=") && !page.contains("<script"))
      let plain = try await visitor.look("/coverage?subject=workshop", as: "tomas").text
      #expect(plain.contains("Nobody is proved in anything yet"))
    }
  }

  @Test func `by subregion, and with what promises came to, is on the page`() async throws {
    let house = try await House()
    try await house.open { visitor in
      _ = try await visitor.ask()
      let answer = try await visitor.get("/v1/coverage?scale=subregion", as: "ines")
      let map = try JSONDecoder().decode(Coverage.self, from: Data(answer.bytes))
      #expect(map.scale == .subregion && map.rows.allSatisfy { $0.regionName == "Southern Asia" })
      #expect(!map.rows.isEmpty)
      let page = try await visitor.look("/coverage?scale=subregion", as: "tomas").text
      #expect(page.contains("in Southern Asia") && page.contains("scale=region"))
      let early = try await visitor.look("/coverage", as: "tomas").text
      #expect(!early.contains("What askers were promised") && early.contains("scale=subregion"))
      house.told.advance(seconds: 3_700)
      let late = try await visitor.look("/coverage", as: "tomas").text
      #expect(late.contains("What askers were promised") && late.contains("<td>60 minutes</td>"))
    }
  }

  @Test func `is a picture that can be kept`() async throws {
    try await House().open { visitor in
      _ = try await visitor.ask()
      let answer = try await visitor.look("/coverage.svg?subject=snakes", as: "tomas")
      #expect(answer["Content-Type"] == "image/svg+xml; charset=utf-8")
      #expect(
        answer["Content-Disposition"] == "attachment; filename=\"coverage-snakes.svg\"")
      let svg = answer.text
      #expect(svg.contains(#"role="img" aria-labelledby="title-all desc-all""#))
      #expect(svg.contains("<title id=\"title-all\">Snakes: who is proved"))
      #expect(svg.contains("<desc id=\"desc-all\">No one is proved for dangerous"))
      #expect(svg.contains("prefers-color-scheme:dark"))
      for foreign in ["<script", "href", "@import", "<image", "<foreignObject"] {
        #expect(!svg.contains(foreign), "\(foreign)")
      }
    }
  }

  @Test func `hostile names stay text in the picture`() throws {
    let hostile = #"{"id":"odd","title":"<b>&\"\u0301'</title><script>","taxa":0}"#
    let map = try Coverage(
      subject: JSONDecoder().decode(Subject.self, from: Data(hostile.utf8)), taxonomy: nil,
      people: [], demand: Demand(questions: ["": 1], sightings: []), rule: .first, least: 1,
      at: Instant(milliseconds: 0))
    #expect(map.title.contains("<script>"))
    for svg in [CoveragePicture(map).svg] + CoveragePicture(map).parts {
      #expect(!svg.contains("<script") && !svg.contains("<b>"))
      #expect(svg.components(separatedBy: "<svg").count == 2)
    }
  }
}
