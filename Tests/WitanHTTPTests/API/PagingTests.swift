import Foundation
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `Lists` {
  /// Reads a list page by page as a client does: by `Link` alone.
  private func walk(
    _ visitor: Visitor, _ path: String, as handle: String, limit: Int, _ filters: String = ""
  ) async throws -> [[String]] {
    var pages: [[String]] = []
    var next: String? = "\(path)?limit=\(limit)\(filters)"
    while let address = next, pages.count < 200 {
      let answer = try await visitor.get(address, as: handle)
      try #require(answer.status == 200, "\(address): \(answer.text)")
      let items = answer.json["items"] as? [[String: Any]] ?? []
      pages.append(
        try items.map {
          let data = try JSONSerialization.data(withJSONObject: $0, options: .sortedKeys)
          return String(decoding: data, as: UTF8.self)
        })
      next = answer["Link"].flatMap { $0.firstMatch(of: #/^<(.+)>; rel="next"$/#) }
        .map { String($0.output.1) }
      #expect((next == nil) == (answer.json["next"] == nil), "\(address)")
    }
    return pages
  }

  @Test func `come in pages that together are the whole, each item once`() async throws {
    try await House().open { visitor in
      var id = ""
      for number in 0..<5 {
        id = try await visitor.ask()
        for (path, handle, body) in [
          ("/v1/tokens", "farah", #"{"label":"l\#(number)"}"#),
          ("/v1/invitations", "tomas", #"{"roles":["asker"]}"#),
          (
            "/v1/webhooks", "farah",
            #"{"url":"https://example.com/\#(number)","events":["verdict.changed"]}"#
          ),
          ("/v1/holds", "tomas", #"{"question":"\#(id)","ground":"Case"}"#),
        ] {
          let made = try await visitor.post(path, as: handle, body)
          #expect(made.status == 201, "\(path): \(made.text)")
        }
      }
      let lists = [
        ("/v1/tokens", "farah"), ("/v1/invitations", "tomas"), ("/v1/webhooks", "farah"),
        ("/v1/holds", "ines"), ("/v1/sessions", "farah"),
        ("/v1/subjects", "tomas"), ("/v1/members", "tomas"), ("/v1/questions", "farah"),
        ("/v1/questions/\(id)/history", "ines"), ("/v1/ledger/history", "ines"),
        ("/v1/ledger/questions", "ines"), ("/v1/ledger/keys", "tomas"), ("/v1/recalls", "farah"),
        ("/v1/queue", "expert-0"), ("/v1/members/expert-0/badges", "expert-0"),
        ("/v1/ledger/stamps", "ines"),
      ]
      for (path, handle) in lists {
        let whole = try await walk(visitor, path, as: handle, limit: 100).flatMap { $0 }
        for limit in [1, 2, 3] {
          let pages = try await walk(visitor, path, as: handle, limit: limit)
          #expect(pages.flatMap { $0 } == whole, "\(path)")
          #expect(pages.allSatisfy { $0.count <= limit })
        }
        for query in ["limit=0", "limit=501", "limit=x", "limit=-1"] {
          let answer = try await visitor.get("\(path)?\(query)", as: handle)
          #expect(answer.status == 422, "\(path)?\(query)")
          #expect(answer.json["field"] as? String == "limit")
        }
      }
      #expect(try await visitor.get("/v1/members?cursor=none", as: "tomas").status == 422)
      // The feed is the history in another form.
      let paths = lists.map {
        $0.0.replacing(id, with: "{id}").replacing("expert-0", with: "{handle}")
      }
      let tried = Set(paths + ["/v1/ledger/history.atom"])
      #expect(try Set(Self.described()) == tried)
    }
  }

  /// The paths of all lists that come in pages, by the description.
  private static func described() throws -> [String] {
    let document = try JSONSerialization.jsonObject(with: Data(PackageResources.openapi_json))
    let paths = (document as? [String: Any])?["paths"] as? [String: [String: [String: Any]]] ?? [:]
    return paths.filter { _, methods in
      let parameters = methods["get"]?["parameters"] as? [[String: Any]] ?? []
      return parameters.contains {
        $0["name"] as? String == "limit" || ($0["$ref"] as? String)?.hasSuffix("/Limit") == true
      }
    }.keys.sorted()
  }

  @Test func `of questions are filtered by what their reader sees, page by page`() async throws {
    let community = try await House()
    try await community.open { visitor in
      func ask(_ text: String, _ place: String, _ urgency: String) async throws -> String {
        let body =
          #"{"subject":"snakes","text":"\#(text)","place":"\#(place)","urgency":"\#(urgency)"}"#
        let made = try await visitor.post("/v1/questions", as: "farah", body)
        community.told.advance(seconds: 1)
        try #require(made.status == 201, "\(made.text)")
        return made.id
      }
      let paddy = try await ask("In the Paddy field", "IN-KA", "emergency")
      let house = try await ask("In the house", "IN", "today")
      let wood = try await ask("In the wood", "DE", "today")
      let own = try await visitor.post(
        "/v1/questions", as: "bo", #"{"subject":"snakes","text":"?"}"#
      ).id
      func found(_ query: String, as handle: String = "farah") async throws -> [String] {
        let answer = try await visitor.get("/v1/questions?\(query)", as: handle)
        try #require(answer.status == 200, "\(query): \(answer.text)")
        return (answer.json["items"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
      }
      #expect(try await found("") == [wood, house, paddy])
      #expect(try await found("text=paddy") == [paddy])
      #expect(try await found("place=IN") == [house, paddy])
      #expect(try await found("place=142&urgency=today") == [house])
      #expect(try await found("subject=workshop").isEmpty)
      #expect(try await found("phase=settled").isEmpty)
      #expect(try await found("phase=gathering&from=2000-01-01&to=2000-01-02").isEmpty)
      #expect(try await found("phase=gathering&from=2000-01-01&phase=&text=").count == 3)
      #expect(try await found("place=IN", as: "ines") == [house, paddy])
      #expect(try await found("", as: "ines") == [own, wood, house, paddy])
      #expect(try await found("text=%3F", as: "bo") == [own])
      let pages = try await walk(visitor, "/v1/questions", as: "farah", limit: 1, "&urgency=today")
      #expect(pages.flatMap { $0 }.count == 2 && pages.allSatisfy { $0.count <= 1 })
      for wrong in [
        "phase=open", "urgency=soon", "place=XX", "from=yesterday", "to=2026-13-01", "limit=0",
        "limit=101", "limit=", "txt=paddy",
      ] {
        let answer = try await visitor.get("/v1/questions?\(wrong)", as: "farah")
        #expect(answer.status == 422, "\(wrong)")
        #expect(
          answer.json["field"] as? String == wrong.split(separator: "=").first.map(String.init))
      }
    }
  }
}
