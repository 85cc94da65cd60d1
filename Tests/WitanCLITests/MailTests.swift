import Foundation
import Testing

@Suite(.enabled(if: Sandbox.python != nil, "PyPI's aiosmtpd is not installed"))
struct `E-mail of a served folder` {
  /// What came to the mailbox once so many came; within half a minute.
  private func messages(_ out: URL, _ count: Int) async throws -> [[String: Any]] {
    for _ in 0..<300 {
      let text = (try? String(contentsOf: out, encoding: .utf8)) ?? ""
      let all = try text.split(separator: "\n").compactMap {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
      if all.count >= count { return all }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw POSIXError(.ETIMEDOUT)
  }

  @Test func `signs in by a link and tells of an offer, through a real mail server`() async throws {
    let sandbox = try await Sandbox.founded()
    let out = sandbox.folder.appending(path: "mailbox")
    let password = sandbox.folder.appending(path: "password")
    try Data("p\"w \\\n".utf8).write(to: password)
    let set = try await sandbox.done(
      "member mail asha asha@example.org --event assignment.offered --as asha")
    #expect(set == "asha: asha@example.org, for links to sign in with, assignment.offered.\n")
    #expect(try await sandbox.run("member mail asha --as devi").status == 4)
    #expect(try await sandbox.run("member mail asha nowhere --as asha").status == 65)
    let token = try #require(try await sandbox.tokens(["mehta"])["mehta"])
    let words = [out.path, "postmaster", "p\"w \\", "--refuse", "1"]
    try await sandbox.running("tools/mailbox.py", words) { port in
      let said = try await sandbox.serving([
        "--mail-url", "smtp://127.0.0.1:\(port)", "--mail-from", "witan@snakes.example",
        "--mail-user", "postmaster", "--mail-password-file", password.path,
        "--public-url", "http://witan.example", "--log-level", "info",
      ]) { url in
        func send(_ address: String) async throws -> String {
          try await sandbox.curl([
            "-H", "Sec-Fetch-Site: same-origin", "-F", "address=\(address)", "\(url)/send-link",
          ]).output
        }
        #expect(try await send("nobody@example.org") == send("ASHA@example.org"))
        let mail = try #require(try await messages(out, 1).last, "it is tried again")
        #expect(mail["to"] as? [String] == ["ASHA@example.org"])
        #expect(mail["from"] as? String == "witan@snakes.example")
        #expect(mail["helo"] as? String == "snakes.example")
        #expect(mail["defects"] as? [String] == [])
        let fields = try #require(mail["fields"] as? [String: String])
        #expect(fields["subject"] == "Sign in to Snakes" && fields["auto-submitted"] != nil)
        let text = try #require(mail["text"] as? String)
        let link = try #require(
          text.firstMatch(of: #/http://witan\.example(/sign-in/wl_[0-9a-z]{32})/#)
        ).output.1
        let signed = try await sandbox.curl([
          "-i", "-H", "Sec-Fetch-Site: same-origin", "-X", "POST", "\(url)\(link)",
        ])
        #expect(signed.output.contains("303") && signed.output.contains("witan=ws_"))
        let id = try await sandbox.json(
          "ask 'Which?' --subject snakes --place IN-KA --server \(url) --token \(token)")["id"]
        let notice = try #require(try await messages(out, 2).last)
        let words = try #require(notice["text"] as? String)
        #expect(notice["to"] as? [String] == ["asha@example.org"])
        #expect(words.contains("http://witan.example/q/\(id as? String ?? "")"), "\(words)")
        #expect(!words.contains("Which?"))
      }
      #expect(said.contains("a sign-in link was not taken"))
      #expect(!said.contains("example.org") && !said.contains("wl_") && !said.contains("p\"w"))
    }
  }

  @Test func `comes to whoever has an address, however many made-up ones were sent before`()
    async throws
  {
    let sandbox = try await Sandbox.founded()
    let out = sandbox.folder.appending(path: "mailbox")
    try await sandbox.done("member mail asha asha@example.org --as asha")
    try await sandbox.running("tools/mailbox.py", [out.path]) { port in
      _ = try await sandbox.serving([
        "--mail-url", "smtp://127.0.0.1:\(port)", "--mail-from", "witan@snakes.example",
        "--public-url", "http://witan.example",
      ]) { url in
        // One run of curl, as from 650 networks.
        let requests = (0..<650).map { number in
          """
          url = "\(url)/send-link"
          form = "address=nobody-\(number)@example.org"
          header = "Sec-Fetch-Site: same-origin"
          header = "X-Forwarded-For: 2001:db8:\(String(number, radix: 16))::1"
          write-out = "%{http_code} "
          output = "/dev/null"
          """
        }.joined(separator: "\nnext\n")
        let config = sandbox.folder.appending(path: "curl.config")
        try Data(requests.utf8).write(to: config)
        let said = try await sandbox.curl(["--config", config.path]).output
        #expect(said.contains("200 ") && !said.contains("429"), "\(said.prefix(200))")
        _ = try await sandbox.curl([
          "-H", "Sec-Fetch-Site: same-origin", "-F", "address=asha@example.org",
          "\(url)/send-link",
        ])
        let mail = try #require(try await messages(out, 1).last)
        #expect(mail["to"] as? [String] == ["asha@example.org"])
        let metrics = try await sandbox.curl(["\(url)/metrics"]).output
        #expect(metrics.contains("\nwitan_sign_in_mails_total{result=\"sent\"} 1\n"))
      }
    }
  }

  @Test func `needs a server, a sender and the address of the house`() async throws {
    let sandbox = try await Sandbox.founded()
    let url = "serve --port 0 --mail-url smtp://127.0.0.1:1"
    #expect(try await sandbox.run(url).status == 64)
    for wrong in ["https://w.example/witan", "ftp://w.example", "w.example"] {
      let refused = try await sandbox.run("serve --port 0 --public-url \(wrong)")
      #expect(refused.status == 65 && refused.errors.contains("public-url"), "\(wrong)")
    }
    #expect(try await sandbox.run("\(url) --mail-from a@b.example").status == 65)
    let all = "\(url) --mail-from a@b.example --public-url http://w.example"
    #expect(try await sandbox.run("\(all) --mail-user u").status == 64)
    #expect(
      try await sandbox.run(
        "serve --port 0 --mail-url ftp://x --mail-from a@b.example --public-url http://w.example"
      ).status == 65)
  }
}
