import Foundation
import Testing

@Suite(.enabled(if: Sandbox.python != nil, "PyPI's standardwebhooks is not installed"))
struct `Webhooks of a served folder` {
  @Test func `are told of an offer, signed, and a refused one again`() async throws {
    let sandbox = try await Sandbox.founded()
    try await sandbox.receiving(answers: ["302"]) { receiver in
      let tokens = try await sandbox.tokens(["asha", "mehta"])
      let said = try await sandbox.serving(["--private-webhooks", "--log-level", "info"]) { url in
        func on(_ handle: String) throws -> String {
          "--server \(url) --token \(try #require(tokens[handle]))"
        }
        let made = try await sandbox.json(
          "webhook add \(receiver.url)/asha --event assignment.offered \(try on("asha"))")
        let id = try #require((made["webhook"] as? [String: Any])?["id"] as? String)
        try receiver.tell(secret: try #require(made["secret"] as? String))
        // The server looks once a second; what was before the webhook is not told.
        let question = try await sandbox.json(
          "ask 'Which snake?' --subject snakes --place IN-KA \(try on("mehta"))")
        let posts = try await receiver.posts(2)
        #expect(posts.map { $0["answered"] as? Int } == [302, 204])
        #expect(Set(posts.map { $0["path"] as? String }) == ["/asha"], "a redirection is followed")
        let ids = posts.compactMap { ($0["fields"] as? [String: String])?["webhook-id"] }
        #expect(ids.count == 2 && Set(ids).count == 1 && ids[0].hasSuffix(id))
        for post in posts {
          #expect(post["good"] as? Bool == true && post["forged"] as? Bool == false, "\(post)")
          let body = try #require(post["body"] as? [String: Any])
          #expect(body["type"] as? String == "assignment.offered")
          let data = try #require(body["data"] as? [String: Any])
          #expect(data["question"] as? String == question["id"] as? String)
          #expect(Set(data.keys) == ["assignment", "endsAt", "question"])
        }
        let list = try await sandbox.done("webhook list \(try on("asha"))")
        #expect(list.contains(id) && list.contains("  on  "), "\(list)")
      }
      #expect(said.contains("a notice was not taken") && said.contains("reason=refused"))
      #expect(!said.contains(receiver.url), "no address is logged")
      // What waits outlives the server.
      let id = try #require(
        try await sandbox.done("webhook list --as asha").firstMatch(of: #/w-[0-9a-z]{13}/#)
      ).output
      try await sandbox.done("webhook test \(id) --as asha")
      _ = try await sandbox.serving(["--private-webhooks"]) { _ in
        let test = try #require(try await receiver.posts(3).last)
        #expect((test["body"] as? [String: Any])?["type"] as? String == "webhook.test")
        #expect(test["good"] as? Bool == true)
      }
      #expect(try await sandbox.done("webhook remove \(id) --as asha") == "\(id) is removed.\n")
      #expect(try await sandbox.done("webhook list --all") == "There are no webhooks.\n")
    }
  }

  @Test func `reach nobody on this machine where the operator did not say so`() async throws {
    let sandbox = try await Sandbox.founded()
    try await sandbox.receiving { receiver in
      let tokens = try await sandbox.tokens(["asha"])
      let address = "webhook add \(receiver.url)/a --event checkpoint.signed"
      #expect(try await sandbox.run("\(address) --as asha").status == 65)
      var id = ""
      try await sandbox.serving(["--private-webhooks"]) { url in
        let made = try await sandbox.json(
          "\(address) --server \(url) --token \(try #require(tokens["asha"]))")
        id = try #require((made["webhook"] as? [String: Any])?["id"] as? String)
      }
      try await sandbox.done("webhook test \(id) --as asha")
      try await sandbox.serving { url in
        let on = "--server \(url) --token \(try #require(tokens["asha"]))"
        #expect(try await sandbox.run("\(address) \(on)").status == 65)
        var list = ""
        for _ in 0..<200 where !list.contains("not-public") {
          list = try await sandbox.done("webhook list \(on)")
        }
        #expect(list.contains("not-public"), "\(list)")
      }
      #expect(try receiver.all().isEmpty)
    }
  }
}

/// A receiver in another program, by a library that is not ours.
struct WebhookReceiver {
  let url: String
  /// The file of what came.
  let out: URL

  /// Tells it the secret.
  func tell(secret: String) throws {
    try Data(secret.utf8).write(to: URL(filePath: out.path + ".secret"))
  }

  /// What came so far.
  func all() throws -> [[String: Any]] {
    guard let text = try? String(contentsOf: out, encoding: .utf8) else { return [] }
    return try text.split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  /// The posts once so many came; within a minute and a half.
  func posts(_ count: Int) async throws -> [[String: Any]] {
    for _ in 0..<900 {
      let posts = try all()
      if posts.count >= count { return posts }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw POSIXError(.ETIMEDOUT)
  }
}

extension Sandbox {
  /// Python with the libraries that tools/setup installs; nil where they are not.
  static let python: String? = {
    let own = ProcessInfo.processInfo.environment["WITAN_VENV"]
    let folders = [own, root.appending(path: ".venv").path].compactMap { $0 }
    let path = folders.map { "\($0)/bin/python" }.first { python in
      let process = Process()
      process.executableURL = URL(filePath: python)
      process.arguments = ["-c", "import standardwebhooks"]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
    if path == nil { print("SKIPPED: PyPI's standardwebhooks is not installed (tools/setup)") }
    return path
  }()

  /// A receiver on this machine while the work lasts, which gives these answers first.
  func receiving(
    answers: [String] = [], _ work: (WebhookReceiver) async throws -> Void
  ) async throws {
    let out = folder.appending(path: "posts-\(UUID().uuidString)")
    try await running("tools/webhook_receiver.py", [out.path] + answers) { port in
      try await work(WebhookReceiver(url: "http://127.0.0.1:\(port)", out: out))
    }
  }

  /// A Python program of the project while the work lasts, which prints the port it listens on.
  func running(
    _ script: String, _ words: [String], _ work: (Int) async throws -> Void
  ) async throws {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.python))
    process.arguments = [Self.root.appending(path: script).path] + words
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // A child of a thread that holds signals back holds them back too, but for this one.
    defer { kill(process.processIdentifier, SIGKILL) }
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    try await work(try #require(Int(line.trimmingCharacters(in: .newlines)), "\(script): \(line)"))
  }
}
