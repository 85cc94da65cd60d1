import Foundation
import FoundationNetworking
import Testing

@Suite struct `Time stamps` {
  @Test func `come from an authority, are kept, and are checked by openssl`() async throws {
    let sandbox = try await Sandbox.founded()
    try await sandbox.withAuthority { url, ca in
      let options = "--timestamp-authority \(url) --timestamp-ca \(ca)"
      let stamped = try await sandbox.done("audit timestamp \(options)")
      #expect(stamped.hasPrefix("STAMPED: "), "\(stamped)")
      let checked = try await sandbox.json("audit timestamp --check --timestamp-ca \(ca)")
      let items = try #require(checked["items"] as? [[String: Any]])
      #expect(items.count == 1 && items[0]["state"] as? String == "stamped")
      let token = try #require(items[0]["token"] as? String)
      let note = try #require(items[0]["checkpoint"] as? String)
      try await sandbox.done("audit verify --against \(note)")
      // Nobody's word is taken but that of those who are named.
      let strange = try await sandbox.run("audit timestamp --timestamp-authority \(url)")
      #expect(strange.status == 8, "\(strange.errors)")
      // Without its certificate a good stamp is not broken: nobody here can tell whose it is.
      let untold = try await sandbox.run("audit timestamp --check")
      #expect(untold.status == 3 && untold.output.hasPrefix("NOT TOLD: "), "\(untold.output)")
      #expect(!untold.output.contains("BROKEN") && untold.output.contains("--timestamp-ca"))
      var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: token)))
      bytes[bytes.count / 3] ^= 1
      try Data(bytes).write(to: URL(fileURLWithPath: token))
      let broken = try await sandbox.run("audit timestamp --check --timestamp-ca \(ca)")
      #expect(broken.status == 8 && broken.output.contains("BROKEN"), "\(broken.output)")
      let alone = try await sandbox.run("audit timestamp --check")
      #expect(alone.status == 8 && alone.output.contains("BROKEN"), "\(alone.output)")
      try FileManager.default.removeItem(atPath: note)
      let lone = try await sandbox.run("audit timestamp --check --timestamp-ca \(ca)")
      #expect(lone.status == 8 && lone.output.contains("BROKEN"), "\(lone.output)")
    }
  }

  @Test func `can be fetched by hand`() async throws {
    let sandbox = try await Sandbox.founded()
    try await sandbox.withAuthority { url, ca in
      try await sandbox.done("audit timestamp --query q.tsq")
      let query = try Data(contentsOf: sandbox.folder.appending(path: "q.tsq"))
      var request = URLRequest(url: try #require(URL(string: url)))
      request.httpMethod = "POST"
      request.setValue("application/timestamp-query", forHTTPHeaderField: "Content-Type")
      request.httpBody = query
      let (reply, _) = try await URLSession.shared.data(for: request)
      try reply.write(to: sandbox.folder.appending(path: "r.tsr"))
      try await sandbox.done("member add bo --name Bo --role asker")
      let taken = try await sandbox.done("audit timestamp --reply r.tsr --timestamp-ca \(ca)")
      #expect(taken.hasPrefix("STAMPED: "))
      try Data("nonsense".utf8).write(to: sandbox.folder.appending(path: "x.tsr"))
      let wrong = try await sandbox.run("audit timestamp --reply x.tsr --timestamp-ca \(ca)")
      #expect(wrong.status == 8)
    }
  }

  @Test func `are made each day while a server runs`() async throws {
    let sandbox = try await Sandbox.founded()
    try await sandbox.withAuthority { url, ca in
      let server = try sandbox.process([
        "serve", "--port", "0", "--timestamp-authority", url, "--timestamp-ca", ca,
      ])
      let errors = Pipe()
      server.standardError = errors
      server.standardOutput = FileHandle.nullDevice
      try server.run()
      var text = ""
      while !text.contains("time stamp") {
        let part = errors.fileHandleForReading.availableData
        try #require(!part.isEmpty, "the server ended: \(text)")
        text += String(decoding: part, as: UTF8.self)
      }
      server.terminate()
      server.waitUntilExit()
      #expect(!text.contains("no time stamp"), "\(text)")
      let checked = try await sandbox.json("audit timestamp --check --timestamp-ca \(ca)")
      #expect((checked["items"] as? [Any])?.count == 1)
    }
  }

  @Test func `need an authority, and one that answers`() async throws {
    let sandbox = try await Sandbox.founded()
    #expect(try await sandbox.run("audit timestamp").status == 65)
    #expect(try await sandbox.run("audit timestamp --query a --check").status == 64)
    let nobody = try await sandbox.run(
      "audit timestamp --timestamp-authority http://127.0.0.1:1/tsr")
    #expect(nobody.status == 69, "\(nobody.errors)")
    let wrong = try await sandbox.run("audit timestamp --timestamp-authority ftp://x")
    #expect(wrong.status == 65)
  }
}
