import Foundation
import Logging
import Testing
import Witan

@testable import WitanCLI

@Suite struct `The server's log` {
  /// What nobody may find in a log: tokens, names, texts, queries, photos, made-up words.
  private static let inventions = [
    "wt_thisisnotatokenofanybody", "Ramesh", "secret-query", "secret-path", "SECRETMETHOD",
    "secret-field", "secret-note", "secret-key-12345", "secret-agent", "secret-cookie",
    "secret-file.jpg", "secret.example",
  ]

  /// Requests of every kind, good and bad.
  private func visit(_ url: String, _ tokens: [String: String], _ sandbox: Sandbox) async throws {
    func send(_ words: [String], as handle: String? = nil) async throws -> Sandbox.Run {
      let token = handle.flatMap { tokens[$0] }.map { ["-H", "Authorization: Bearer \($0)"] }
      return try await sandbox.curl((token ?? []) + words)
    }
    let photo = Sandbox.root.appending(path: "fixtures/demo/photo.jpg").path
    let asked = try await send(
      [
        "-F", "subject=snakes", "-F", "text=Which snake bit Ramesh?", "-F", "place=IN-KA",
        "-F", "photo=@\(photo);filename=secret-file.jpg", "-H", "Idempotency-Key: secret-key-12345",
        "-A", "secret-agent", "\(url)/v1/questions",
      ], as: "mehta")
    let id = try #require(asked.output.firstMatch(of: /"id":"(q-[0-9a-z]+)"/)).output.1
    let json = ["-H", "Content-Type: application/json"]
    for (words, handle) in [
      (["\(url)/v1/questions/\(id)?x=secret-query"], "mehta"),
      (["\(url)/v1/questions/\(id)"], nil), (["\(url)/secret-path?q=secret-query"], "mehta"),
      (["\(url)/v1/me", "-H", "Authorization: Bearer wt_thisisnotatokenofanybody"], nil),
      (["\(url)/", "-H", "Cookie: witan=secret-cookie", "-H", "Accept: text/html"], nil),
      (["\(url)/v1/me", "-X", "SECRETMETHOD", "-H", "Host: secret.example"], "mehta"),
      (json + ["\(url)/v1/questions", "-d", #"{"secret-field":"Ramesh"}"#], "mehta"),
      (json + ["\(url)/v1/questions", "-d", #"{"subject":"Ramesh","text":7}"#], "mehta"),
      (json + ["\(url)/v1/questions", "-d", "{\"Ramesh"], "mehta"),
      (["\(url)/v1/questions", "-F", "secret-field=Ramesh"], "mehta"),
      (["\(url)/v1/questions/secret-path/take", "-X", "POST"], "asha"),
      (
        json + [
          "\(url)/v1/questions/\(id)/answers", "-d",
          #"{"taxon":"Daboia","confidence":"sure","note":"secret-note"}"#,
        ], "asha"
      ),
      (["\(url)/v1/members/mehta"], "tomas"),
      (["\(url)/v1/me", "-H", "X-Request-ID: Ramesh!"], nil),
      (["\(url)/v1/me", "-H", "X-Request-ID: wt_thisisnotatokenofanybody"], nil),
    ] as [([String], String?)] { _ = try await send(words, as: handle) }
  }

  @Test(arguments: ["json", "text"])
  func `of a busy server tells nothing of anybody`(form: String) async throws {
    let sandbox = try await Sandbox.founded()
    let tokens = try await sandbox.tokens(["tomas", "mehta", "asha"])
    let log = try await sandbox.serving(["--log", form, "--log-level", "trace"]) { url in
      try await visit(url, tokens, sandbox)
    }
    let lines = log.split(separator: "\n").filter { !$0.hasPrefix("Serving ") }
    #expect(lines.count { $0.contains("/v1/questions/{id}") } >= 3, "\(log)")
    for word in Self.inventions + tokens.values + ["mehta", "asha", "Somchai", "Daboia"] {
      #expect(!lines.contains { $0.localizedCaseInsensitiveContains(word) }, "\(word)")
    }
    let kept = try await sandbox.done("list --as tomas --json")
    for name in kept.matches(of: /[0-9a-f]{64}/) { #expect(!log.contains(String(name.output))) }
    guard form == "json" else { return }
    var requests = 0
    for line in lines {
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      let fields = try #require(value as? [String: Any])
      #expect(["at", "level", "message"].allSatisfy { fields[$0] is String })
      guard fields["message"] as? String == "request" else { continue }
      requests += 1
      #expect(
        Set(fields.keys) == [
          "at", "level", "message", "request", "method", "route", "status", "milliseconds",
        ])
      #expect(fields["status"] is Int && fields["milliseconds"] is Int)
    }
    // All but the method that nobody knows, which the parser refuses.
    #expect(requests == 15)
  }

  @Test func `stands beside numbers, the writer's too, for programs on this machine`() async throws
  {
    let sandbox = try await Sandbox.founded()
    let token = try #require(try await sandbox.tokens(["mehta"])["mehta"])
    try await sandbox.serving { url in
      let asked = try await sandbox.curl(
        [
          "-H", "Authorization: Bearer \(token)", "-F", "subject=snakes", "-F", "text=?",
          "\(url)/v1/questions",
        ])
      #expect(asked.output.contains(#""phase":"gathering""#), "\(asked)")
      let told = try await sandbox.curl(["\(url)/metrics"]).output
      let count = try #require(told.firstMatch(of: /witan_writer_batch_size_count ([0-9]+)/))
      #expect(Int(count.output.1) ?? 0 >= 1)
      #expect(told.contains("witan_questions_open{phase=\"gathering\"} 1\n"))
      #expect(told.contains("witan_ledger_lag_entries 0\n"))
      let proxied = ["-H", "X-Forwarded-For: 203.0.113.7", "-o", "/dev/null", "-w", "%{http_code}"]
      #expect(try await sandbox.curl(proxied + ["\(url)/metrics"]).output == "401")
    }
  }

  @Test func `has a line a request where that is asked for, and none else`() async throws {
    let sandbox = try await Sandbox.founded()
    let quiet = try await sandbox.serving { url in _ = try await sandbox.curl(["\(url)/healthz"]) }
    #expect(!quiet.contains("request"))
    let told = try await sandbox.serving(["--log-level", "info"]) { url in
      let answer = try await sandbox.curl(
        ["-i", "-H", "X-Request-ID: my-own-request-7", "\(url)/v1/me"])
      #expect(answer.output.lowercased().contains("x-request-id: my-own-request-7"))
      #expect(answer.output.contains(#""request":"my-own-request-7""#))
    }
    #expect(told.contains("request=my-own-request-7") && told.contains("route=/v1/me"))
  }

  @Test func `is JSON whatever a line holds`() throws {
    var log = JSONLog(world: .real)
    log[metadataKey: "request"] = "a"
    let line = log.line(
      LogEvent(
        level: .error, message: "a \"fault\"\n", error: nil,
        metadata: ["status": .stringConvertible(7), "at": "forged", "x": "\u{0}\u{2028}\n"],
        source: nil, file: #fileID, function: #function, line: #line))
    #expect(line.split(separator: "\n").count == 1 && line.hasSuffix("}\n"))
    let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
    let fields = try #require(value as? [String: Any])
    #expect(fields["message"] as? String == "a \"fault\"\n" && fields["status"] as? Int == 7)
    #expect(fields["at"] as? String != "forged" && fields["request"] as? String == "a")
  }
}
