import Foundation
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `The ledger over HTTP` {
  /// A question with two answers, and one more.
  private func open(_ body: @Sendable (Visitor, String) async throws -> Void) async throws {
    let house = try await House()
    try await house.open { visitor in
      let id = try await visitor.ask()
      for expert in try await visitor.asked(id).prefix(2) {
        house.told.advance(seconds: 5)
        let answer = #"{"taxon":"Daboia russelii","confidence":"sure"}"#
        _ = try await visitor.post("/v1/questions/\(id)/answers", as: expert, answer)
      }
      house.told.advance(seconds: 5)
      _ = try await visitor.ask(as: "bo")
      try await body(visitor, id)
    }
  }

  @Test func `pages follow each other by their links to the first entry`() async throws {
    try await open { visitor, _ in
      var path = "/v1/ledger/history?limit=7"
      var indexes: [Int] = []
      while true {
        let page = try await visitor.get(path, as: "ines")
        #expect(page.status == 200, "\(page.text)")
        let items = page.json["items"] as? [[String: Any]] ?? []
        indexes += items.compactMap { $0["index"] as? Int }
        guard let link = page["Link"]?.firstMatch(of: /<(.+)>; rel="next"/) else { break }
        path = String(link.output.1)
      }
      #expect(indexes.count > 20 && indexes == (0..<indexes.count).reversed())
    }
  }

  @Test func `filters go together, and what is not known is refused`() async throws {
    try await open { visitor, id in
      let path = "/v1/ledger/history?taxon=Russell%27s%20Viper&place=IN&kind=answerGiven"
      let found = try await visitor.get(path, as: "ines").json["items"] as? [[String: Any]] ?? []
      #expect(found.count == 2 && found.allSatisfy { $0["question"] as? String == id })
      let index = try #require(found.first?["index"] as? Int)
      let one = try await visitor.get("/v1/ledger/entries/\(index)", as: "ines")
      #expect(one.json["kind"] as? String == "answerGiven")
      let search = try await visitor.get(
        "/v1/ledger/questions?person=farah&taxon=Viperidae&rule=\(Rule.first.version)", as: "tomas")
      let items = search.json["items"] as? [[String: Any]] ?? []
      #expect(items.map { $0["id"] as? String } == [id], "\(search.text)")
      for (path, status) in [
        ("history?taxn=x", 422), ("history?person=nobody", 404), ("questions?kind=x", 422),
        ("entries/9999", 404), ("entries/x", 422), ("history?from=now", 422),
        ("history?order=", 422), ("history.atom?limit=", 422), ("questions?limit=", 422),
        ("history?kind=&place=", 200),
      ] {
        #expect(try await visitor.get("/v1/ledger/\(path)", as: "ines").status == status, "\(path)")
      }
      for path in ["history", "history.atom", "entries/1", "questions"] {
        #expect(try await visitor.get("/v1/ledger/\(path)", as: "farah").status == 403)
        #expect(try await visitor.get("/v1/ledger/\(path)").status == 401)
      }
    }
  }

  @Test func `the feed says the same as the page, to a reader that we did not write`() async throws
  {
    try await open { visitor, _ in
      let query = "limit=9&order=oldest&kind="
      let feed = try await visitor.get("/v1/ledger/history.atom?\(query)", as: "ines")
      #expect(feed["Content-Type"] == "application/atom+xml; charset=utf-8")
      let asked = try await visitor.get(
        "/v1/ledger/history?\(query)", as: "ines", header: ["Accept": "application/atom+xml"])
      #expect(asked.bytes == feed.bytes && asked["Vary"]?.hasPrefix("Accept,") == true)
      let page = try await visitor.get("/v1/ledger/history?\(query)", as: "ines")
      let items = page.json["items"] as? [[String: Any]] ?? []
      guard let python = Self.python else { return }
      let read = try Self.parse(feed.bytes, python)
      #expect(read["bozo"] as? Bool == false, "\(read)")
      let entries = try #require(read["entries"] as? [[String: String]])
      #expect(entries.count == 9 && items.count == 9)
      for (entry, item) in zip(entries, items) {
        #expect(entry["title"] == item["summary"] as? String)
        #expect(entry["content"] == item["entry"] as? String)
        #expect(entry["updated"] == item["at"] as? String)
        #expect(entry["link"] == "/ledger/\(item["index"] as? Int ?? -1)")
      }
      #expect(Set(entries.map { $0["id"] }).count == 9)
      #expect((read["next"] as? String)?.contains("cursor=8&limit=9&order=oldest") == true)
    }
  }

  @Test func `text in a feed is text`() {
    #expect(
      AtomFeed.escaped("<a b=\"c\">&'\u{7}\u{1F40D}")
        == "&lt;a b=&quot;c&quot;&gt;&amp;'\u{FFFD}\u{1F40D}")
  }

  @Test func `auditors read it as a page`() async throws {
    try await open { visitor, id in
      let all = try await visitor.look("/ledger", as: "ines")
      #expect(all.status == 200 && all.text.contains("Asked about snakes"), "\(all.text)")
      let query = "/ledger?person=&kind=answerGiven&taxon=Russell%27s+Viper&order=oldest&limit=1"
      let found = try await visitor.look(query, as: "ines").text
      #expect(found.contains(#"<option value="answerGiven" selected>"#))
      #expect(found.contains(#"name="taxon" value="Russell&#39;s Viper""#))
      #expect(found.contains(id) && found.contains(#"rel="next">More"#))
      let link = try #require(found.firstMatch(of: /href="(\/ledger\/[0-9]+)"/)).output.1
      let one = try await visitor.look(String(link), as: "ines").text
      #expect(one.contains("The bytes that are hashed") && one.contains("/v1/ledger/proofs/"))
      #expect(try await visitor.look("/ledger?kind=x", as: "ines").status == 422)
      #expect(try await visitor.look("/ledger", as: "farah").status == 403)
      #expect(try await visitor.look("/", as: "ines").text.contains(#"href="/ledger""#))
      #expect(!(try await visitor.look("/", as: "farah").text.contains(#"href="/ledger""#)))
    }
  }

  /// A Python that has PyPI's feedparser; nil for nowhere.
  private static let python: String? = {
    let venv = ProcessInfo.processInfo.environment["WITAN_VENV"]
    let folders = [venv, House.root.appending(path: ".venv").path].compactMap { $0 }
    let path = folders.map { "\($0)/bin/python" }.first { python in
      FileManager.default.isExecutableFile(atPath: python)
        && (try? run(python, ["-c", "import feedparser"], input: []))?.status == 0
    }
    if path == nil { print("SKIPPED: feedparser is not installed (tools/setup)") }
    return path
  }()

  /// What feedparser reads in a feed.
  private static func parse(_ feed: [UInt8], _ python: String) throws -> [String: Any] {
    let script = """
      import sys, json, feedparser
      feed = feedparser.parse(sys.stdin.buffer.read())
      links = {link.rel: link.href for link in feed.feed.links}
      print(json.dumps({
          "bozo": bool(feed.bozo), "next": links.get("next"), "title": feed.feed.title,
          "entries": [{"id": e.id, "title": e.title, "updated": e.updated, "link": e.link,
                       "content": e.content[0].value} for e in feed.entries]}))
      """
    let (status, output) = try run(python, ["-c", script], input: feed)
    try #require(status == 0)
    let value = try JSONSerialization.jsonObject(with: output)
    return try #require(value as? [String: Any])
  }

  private static func run(
    _ program: String, _ words: [String], input: [UInt8]
  ) throws -> (status: Int32, output: Data) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = words
    let (entry, exit) = (Pipe(), Pipe())
    process.standardInput = entry
    process.standardOutput = exit
    try process.run()
    try entry.fileHandleForWriting.write(contentsOf: Data(input))
    try entry.fileHandleForWriting.close()
    let output = exit.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}
