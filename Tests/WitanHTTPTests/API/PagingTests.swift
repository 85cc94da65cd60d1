import Testing
import Witan

@testable import WitanHTTP

@Suite struct `Lists` {
  /// Reads a list page by page as a client does: by `Link` alone.
  private func walk(
    _ visitor: Visitor, _ path: String, as handle: String, limit: Int
  ) async throws -> [[String]] {
    var pages: [[String]] = []
    var next: String? = "\(path)?limit=\(limit)"
    while let address = next, pages.count < 200 {
      let answer = try await visitor.get(address, as: handle)
      try #require(answer.status == 200, "\(address): \(answer.text)")
      let items = answer.json["items"] as? [[String: Any]] ?? []
      pages.append(items.map { "\($0["id"] ?? $0["index"] ?? $0["fromSize"] ?? "")" })
      next = answer["Link"].flatMap { $0.firstMatch(of: #/^<(.+)>; rel="next"$/#) }
        .map { String($0.output.1) }
      #expect((next == nil) == (answer.json["next"] == nil), "\(address)")
    }
    return pages
  }

  @Test func `come in pages that together are the whole, each item once`() async throws {
    try await House().open { visitor in
      var id = ""
      for _ in 0..<5 { id = try await visitor.ask() }
      let lists = [
        ("/v1/subjects", "tomas"), ("/v1/members", "tomas"), ("/v1/questions", "farah"),
        ("/v1/questions/\(id)/history", "ines"), ("/v1/ledger/history", "ines"),
        ("/v1/ledger/questions", "ines"), ("/v1/ledger/keys", "tomas"), ("/v1/recalls", "farah"),
        ("/v1/queue", "expert-0"),
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
    }
  }
}
