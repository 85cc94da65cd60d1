import Foundation
import Testing

@Suite struct `Verifying a folder` {
  @Test func `the ledger is exported as files, into a new folder alone`() async throws {
    let (sandbox, _) = try await Sandbox.settled()
    try await sandbox.done("audit verify --export out --as ines")
    let out = sandbox.folder.appending(path: "out")
    func file(_ path: String) throws -> Data { try Data(contentsOf: out.appending(path: path)) }
    let note = try await sandbox.done("audit checkpoint")
    #expect(try file("checkpoint") == Data(note.utf8))
    let size = try #require(Int(note.split(separator: "\n")[1]))
    let tile = try file("tile/0/000.p/\(size)")
    #expect(tile.count == 32 * size)
    // Each entry with its length before it, as many as there are hashes.
    var (rest, count) = ([UInt8](try file("tile/entries/000.p/\(size)"))[...], 0)
    while rest.count > 2 {
      rest = rest.dropFirst(2 + Int(rest[rest.startIndex]) << 8 + Int(rest[rest.startIndex + 1]))
      count += 1
    }
    #expect(count == size && rest.isEmpty)
    let report = try JSONSerialization.jsonObject(with: file("report.json")) as? [String: Any]
    #expect(report?["entries"] as? Int == size && report?["faultCount"] as? Int == 0)
    #expect(try String(decoding: file("keys.json"), as: UTF8.self).contains("cli.test+"))
    let again = try await sandbox.run("audit verify --export out --as ines")
    #expect(again.status == 6, "\(again.errors)")
  }

  @Test func `beside a server that writes, what was verified is exported`() async throws {
    let (sandbox, _) = try await Sandbox.settled()
    let tokens = try await sandbox.tokens(["mehta"])
    try await sandbox.serving { address in
      let words = [
        "-s", "-X", "POST", "\(address)/v1/questions", "-H", "content-type: application/json", "-H",
        "authorization: Bearer \(tokens["mehta"] ?? "")", "-d",
        #"{"subject":"snakes","text":"Which?"}"#,
      ]
      let writing = Task {
        for _ in 0..<200 where !Task.isCancelled { _ = try await sandbox.curl(words) }
      }
      for number in 0..<4 {
        try await sandbox.done("audit verify --export out-\(number) --as ines")
        let out = sandbox.folder.appending(path: "out-\(number)")
        let report =
          try JSONSerialization.jsonObject(
            with: Data(contentsOf: out.appending(path: "report.json"))) as? [String: Any]
        let note = try String(contentsOf: out.appending(path: "checkpoint"), encoding: .utf8)
        #expect(report?["checkpoint"] as? String == note)
        let size = try #require(Int(note.split(separator: "\n")[1]))
        #expect(report?["entries"] as? Int == size)
      }
      writing.cancel()
      _ = try? await writing.value
    }
  }

  @Test func `of a broken ledger the evidence is exported`() async throws {
    let (sandbox, _) = try await Sandbox.settled()
    guard
      let sqlite3 = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"].first(
        where: FileManager.default.isExecutableFile)
    else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: sqlite3)
    process.arguments = [
      "\(sandbox.data)/community.sqlite",
      "UPDATE skill SET body = replace(body, '\"subject\":\"snakes\"', '\"subject\":\"fish\"');"
        + "UPDATE member SET body = replace(body, '\"expert\"', '\"steward\"')",
    ]
    try await process.runToEnd()
    let run = try await sandbox.run("audit verify --export out --as ines")
    #expect(run.status == 8, "\(run.errors)")
    let words = run.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(words.contains("roles.0 is \"steward\", derived \"expert\""), "\(run.output)")
    let out = sandbox.folder.appending(path: "out")
    let lines = try String(contentsOf: out.appending(path: "faults.jsonl"), encoding: .utf8)
      .split(separator: "\n")
    let faults = try lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    let report =
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: out.appending(path: "report.json"))) as? [String: Any]
    #expect(faults.count == report?["faultCount"] as? Int && faults.count > 2)
    let skill = try #require(
      faults.first { ($0["place"] as? String)?.hasPrefix("skill ") == true })
    let evidence = try #require(skill["evidence"] as? [String: Any])
    #expect(evidence["field"] as? String == "subject" && evidence["kept"] as? String == "\"fish\"")
    #expect((evidence["derivedWhole"] as? String)?.contains("\"subject\":\"snakes\"") == true)
    #expect(!FileManager.default.fileExists(atPath: out.appending(path: "checkpoint").path))
  }

  @Test func `a folder without stewards, or with a damaged file, is broken`() async throws {
    let (sandbox, _) = try await Sandbox.settled()
    guard
      let sqlite3 = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"].first(
        where: FileManager.default.isExecutableFile)
    else { return }
    let base = "\(sandbox.data)/community.sqlite"
    for (change, status) in [
      ("DELETE FROM member", 8), ("UPDATE member SET body = 'x'", 8),
      ("UPDATE archive SET community = 'other'", 8), ("DROP TABLE answer", 8),
      ("PRAGMA user_version = 0", 8), ("PRAGMA application_id = 1", 8),
      ("PRAGMA user_version = 9", 69),
    ] as [(String, Int32)] {
      let kept = base + ".kept"
      try FileManager.default.copyItem(atPath: base, toPath: kept)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: sqlite3)
      process.arguments = [base, change]
      try await process.runToEnd()
      for line in ["audit verify", "audit verify --as ines"] {
        let run = try await sandbox.run(line)
        #expect(run.status == status, "\(change): \(line): \(run.status) \(run.errors)")
      }
      try FileManager.default.removeItem(atPath: base)
      try FileManager.default.moveItem(atPath: kept, toPath: base)
    }
    #expect(try await sandbox.run("audit verify --as nobody").status == 5)
    #expect(try await sandbox.run("audit verify --as asha").status == 4)
    try await sandbox.done("audit verify --as ines")
  }
}
