import Foundation
import Testing

@Suite(.enabled(if: Sandbox.python != nil, "PyPI's cryptography is not installed"))
struct `OpenID Connect at a served folder` {
  /// A browser between a served folder and an issuer of another program.
  private struct Browser {
    let sandbox: Sandbox
    let url: String
    let issuer: String
    let jar: String

    /// What is at an address: status, where it leads, and the body.
    func look(
      _ address: String, jar: String? = nil, _ more: [String] = []
    ) async throws -> (status: String, location: String, body: String) {
      let jar = sandbox.folder.appending(path: jar ?? self.jar).path
      let words = ["-i", "-b", jar, "-c", jar, "-H", "Sec-Fetch-Site: same-origin"] + more
      let output = try await sandbox.curl(words + [address]).output
      let location = output.firstMatch(of: #/[Ll]ocation: (\S+)/#)?.output.1 ?? ""
      let status = output.split(separator: " ").dropFirst().first ?? ""
      return (String(status), String(location), output)
    }

    /// Tells the issuer how to behave.
    func tell(_ wishes: String) async throws {
      _ = try await sandbox.curl(["-d", wishes, "\(issuer)/control"])
    }

    /// The way to the issuer: where it sends the browser back, at the real address of the server.
    func way(from path: String) async throws -> String {
      let out = try await look(url + path)
      try #require(out.status == "303" && out.location.hasPrefix("\(issuer)/authorize?"), "\(out)")
      for part in ["code_challenge_method=S256", "scope=openid&", "response_type=code", "nonce="] {
        #expect(out.location.contains(part))
      }
      let back = try await look(out.location)
      try #require(back.location.hasPrefix("http://witan.example/oidc/callback?"), "\(back)")
      return back.location.replacing("http://witan.example", with: url)
    }

    /// All of it.
    func signIn() async throws -> (status: String, location: String, body: String) {
      try await look(way(from: "/oidc"))
    }

    /// Who the server says one is; nil for nobody.
    func me() async throws -> String? {
      try await look("\(url)/v1/me").body.firstMatch(of: #/"handle":"([a-z]+)"/#)
        .map { String($0.output.1) }
    }
  }

  /// A founded folder served with an issuer, while the work lasts; accounts there are added before,
  /// by whoever has the folder, as they are recorded.
  private func serving(
    _ sandbox: Sandbox, adding accounts: [(handle: String, subject: String)],
    _ work: (Browser, String) async throws -> Void
  ) async throws {
    let secret = sandbox.folder.appending(path: "secret")
    try Data("s:e/c%r+t\n".utf8).write(to: secret)
    try await sandbox.running("tools/openid_issuer.py", ["wi:tan", "s:e/c%r+t"]) { port in
      let issuer = "http://127.0.0.1:\(port)"
      for account in accounts {
        try await sandbox.done(
          "member identity \(account.handle) --issuer \(issuer) --subject \(account.subject)")
        let other = "member identity devi --issuer \(issuer) --subject \(account.subject)"
        #expect(try await sandbox.run(other).status == 6, "an account is one member's")
      }
      let said = try await sandbox.serving([
        "--openid-issuer", issuer, "--openid-client", "wi:tan", "--openid-secret-file",
        secret.path, "--public-url", "http://witan.example",
      ]) { url in
        try await work(
          Browser(sandbox: sandbox, url: url, issuer: issuer, jar: "jar"), issuer)
      }
      #expect(!said.contains("alice") && !said.contains("s:e/c"), "\(said)")
    }
  }

  @Test func `signs in who was bound by a steward or by themself, and nobody else`() async throws {
    let sandbox = try await Sandbox.founded()
    let tokens = try await sandbox.tokens(["tomas", "asha"])
    try await serving(sandbox, adding: [("asha", "alice")]) { browser, issuer in
      try await browser.tell(#"{"subject":"mallory"}"#)
      let stranger = try await browser.signIn()
      #expect(stranger.status == "403" && stranger.body.contains("Nobody here is known"))
      #expect(try await browser.me() == nil)
      try await browser.tell(#"{"subject":"alice"}"#)
      let add = "member identity asha --issuer \(issuer) --subject alice3"
      for handle in ["asha", "tomas"] {
        let token = try #require(tokens[handle])
        let byToken = "\(add) --server \(browser.url) --token \(token)"
        #expect(try await sandbox.run(byToken).status == 4, "nobody vouches for it: \(handle)")
      }
      #expect(try await sandbox.run(add).status == 69, "who serves has the folder")
      for algorithm in ["RS256", "ES256", "EdDSA"] {
        try await browser.tell(#"{"algorithm":"\#(algorithm)","fault":null}"#)
        let signed = try await browser.signIn()
        #expect(signed.status == "303" && signed.location == "/", "\(algorithm): \(signed)")
        #expect(try await browser.me() == "asha")
      }
      #expect(try await sandbox.done("member identity asha --as asha").contains("alice"))
      // Another account, added by who is signed in.
      try await browser.tell(#"{"subject":"alice2"}"#)
      let bound = try await browser.look(browser.way(from: "/oidc/bind"))
      #expect(bound.status == "303" && bound.location == "/account", "\(bound)")
      #expect(try await sandbox.done("member identity asha").contains("alice2"))
      #expect(try await browser.look("\(browser.url)/account").body.contains("alice2"))
      try await sandbox.done(
        "member roles asha --none --server \(browser.url) --token \(try #require(tokens["tomas"]))")
      let out = try await browser.signIn()
      #expect(out.status == "403", "whoever is out stays out: \(out)")
    }
  }

  @Test func `believes an issuer's word only where all of it is right`() async throws {
    let sandbox = try await Sandbox.founded()
    let accounts = [("asha", "alice"), ("tomas", "mallory")]
    try await serving(sandbox, adding: accounts) { browser, issuer in
      let faults = [
        "signature", "payload", "stranger", "none", "hmac", "embedded", "unknown-key", "other-kind",
        "encryption-key", "critical", "issuer", "audience", "audiences", "party", "expired", "old",
        "future", "no-expiry", "nonce", "no-nonce", "subject",
      ]
      for fault in faults {
        try await browser.tell(#"{"fault":"\#(fault)"}"#)
        let refused = try await browser.signIn()
        #expect(["403", "422"].contains(refused.status), "\(fault): \(refused)")
        #expect(!refused.body.contains("witan=ws_"), "\(fault)")
      }
      #expect(try await browser.me() == nil)
      try await browser.tell(#"{"fault":"party-good"}"#)
      #expect(try await browser.signIn().status == "303")
      // However many words name keys that nobody knows, the issuer is asked once a minute.
      let asked = try await browser.look("\(issuer)/asked").body
      let counts = asked.matches(of: #/"(?:keys|configuration)": (\d+)/#).map {
        String($0.output.1)
      }
      #expect(counts.count == 2 && counts.allSatisfy { ["1", "2"].contains($0) }, "\(asked)")
    }
  }

  @Test func `ends a way once, in the browser in which it began`() async throws {
    let sandbox = try await Sandbox.founded()
    try await serving(sandbox, adding: [("asha", "alice")]) { browser, issuer in
      let way = try await browser.way(from: "/oidc")
      let other = try await browser.look(way, jar: "other")
      #expect(other.status == "403" && !other.body.contains("witan=ws_"))
      let mixed = way.replacing("iss=http", with: "iss=https")
      #expect(try await browser.look(mixed).status == "403", "another issuer's answer")
      let next = try await browser.way(from: "/oidc")
      #expect(try await browser.look(next).status == "303")
      #expect(try await browser.look(next).status == "403", "it has ended")
      let forged = try await browser.way(from: "/oidc").replacing("state=", with: "state=x")
      #expect(try await browser.look(forged).status == "403")
      let denied = try await browser.way(from: "/oidc").replacing("code=", with: "error=")
      #expect(try await browser.look(denied).status == "403")
      let bind = try await sandbox.curl([
        "-i", "-H", "Sec-Fetch-Site: cross-site", "-b", sandbox.folder.appending(path: "jar").path,
        "\(browser.url)/oidc/bind",
      ])
      #expect(bind.output.contains("cross-site") || bind.output.contains(" 403 "))
    }
  }

  @Test func `needs an issuer over https, a client, and the address of the house`() async throws {
    let sandbox = try await Sandbox.founded()
    let serve = "serve --port 0 --openid-issuer"
    #expect(try await sandbox.run("\(serve) https://id.example").status == 64)
    #expect(try await sandbox.run("\(serve) https://id.example --openid-client w").status == 65)
    let site = "--openid-client w --public-url http://w.example"
    #expect(try await sandbox.run("\(serve) http://id.example \(site)").status == 65)
    #expect(try await sandbox.run("\(serve) https://u@id.example \(site)").status == 65)
  }
}
