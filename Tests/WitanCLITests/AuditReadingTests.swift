import Foundation
import Testing

@Suite struct `Reading the ledger` {
  @Test func `filters, pages, one entry and a feed`() async throws {
    let (sandbox, id) = try await Sandbox.settled()
    let answers = try await sandbox.json(
      "audit history --kind answerGiven --taxon Vipers --person asha --as ines")
    let items = try #require(answers["items"] as? [[String: Any]])
    #expect(items.count <= 1 && items.allSatisfy { $0["question"] as? String == id })
    let all = try await sandbox.run("audit history --limit 5 --as ines")
    #expect(all.status == 0 && all.errors.contains("--cursor "), "\(all.errors)")
    let verdict = try await sandbox.json("audit history \(id) --kind consensusReached --oldest")
    let first = try #require((verdict["items"] as? [[String: Any]])?.first?["index"] as? Int)
    let entry = try await sandbox.done("audit history --entry \(first) --as ines")
    #expect(entry.contains("Version 1") && entry.contains("leaf "), "\(entry)")
    for line in entry.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    let feed = try await sandbox.done("audit history --atom --limit 3 --as ines")
    #expect(feed.hasPrefix("<?xml") && feed.contains("<entry>"))
    #expect(try await sandbox.run("audit history --entry 3 --oldest").status == 64)
    #expect(try await sandbox.run("audit history --kind nothing").status == 65)
    #expect(try await sandbox.run("audit history --as mehta").status == 4)
  }

  @Test func `questions are found by what was said of them`() async throws {
    let (sandbox, id) = try await Sandbox.settled()
    let other = try await sandbox.ask()
    let found = try await sandbox.done("audit search --taxon Viperidae --place IN --as ines")
    #expect(found.contains(id) && !found.contains(other))
    let both = try await sandbox.json("audit search --person mehta --from 2020-01-01 --limit 1")
    #expect((both["items"] as? [Any])?.count == 1)
    #expect(both["next"] as? String == other, "\(id) \(both["next"] ?? "none")")
    #expect(try await sandbox.run("audit search --taxon Dabia").status == 65)
    #expect(try await sandbox.done("audit search --to 2020-01-01") == "No questions.\n")
  }
}
