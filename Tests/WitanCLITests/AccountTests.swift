import Foundation
import Testing

@Suite struct `Accounts` {
  @Test func `tokens are made, listed and revoked`() async throws {
    let sandbox = try await Sandbox.founded()
    let run = try await sandbox.run(
      "token new mehta --label phone --scope read --scope ask --days 7")
    #expect(run.status == 0 && run.output.wholeMatch(of: #/wt_[0-9a-z]{32}\n/#) != nil)
    let said = run.errors.firstMatch(of: #/(t-[0-9a-f]{16}): for ask, read until /#)
    let id = try #require(said, "\(run.errors)").output.1
    let list = try await sandbox.done("token list mehta")
    #expect(list.contains("\(id)  phone  ask, read"))
    #expect(try await sandbox.run("token list mehta --as asha").status == 4)
    #expect(try await sandbox.run("token revoke \(id) --as asha").status == 5)
    #expect(try await sandbox.done("token revoke \(id)") == "\(id) (phone, mehta) has ended.\n")
    #expect(try await sandbox.run("token revoke \(id)").status == 6)
    #expect(try await sandbox.done("token list mehta").contains("revoked "))
    #expect(try await sandbox.run("token new mehta --days 0").status == 65)
    #expect(try await sandbox.run("token new mehta --scope all").status == 64)
    #expect(try await sandbox.run("audit verify").status == 0)
  }

  @Test func `roles change, the last steward stays, a program has scopes`() async throws {
    let sandbox = try await Sandbox.founded()
    let last = try await sandbox.run("member roles tomas --role asker")
    #expect(last.status == 6 && last.errors.contains("last steward"))
    #expect(try await sandbox.run("member roles mehta").status == 64)
    #expect(try await sandbox.run("member roles mehta --none --role asker").status == 64)
    let sheet = try await sandbox.json("member roles mehta --role asker --role steward")
    #expect(sheet["roles"] as? [String] == ["asker", "steward"])
    let waiting = try await sandbox.done("member roles tomas --none --as mehta")
    #expect(waiting.contains("no role, by mehta; waits for another steward"), "\(waiting)")
    let out = try await sandbox.json("member roles tomas --none --as tomas")
    #expect(out["roles"] as? [String] == [])
    let add = "member add lab --name Lab --role asker --program --as mehta"
    #expect(try await sandbox.run(add).status == 65)
    try await sandbox.done("\(add) --scope ask")
    #expect(try await sandbox.done("member show lab --as mehta").contains("a program"))
    #expect(try await sandbox.run("audit verify").status == 0)
  }

  @Test func `an invitation is made, used once, listed and withdrawn`() async throws {
    let sandbox = try await Sandbox.founded()
    let environment = ["WITAN_PUBLIC_URL": "https://witan.example/"]
    let run = try await sandbox.run(
      "invite --role expert --subject snakes --days 3", environment: environment)
    let link = run.output.trimmingCharacters(in: .newlines)
    #expect(
      link.wholeMatch(of: #/https://witan\.example/join/wi_[0-9a-z]{32}/#) != nil, "\(run.errors)")
    #expect(run.errors.contains(#/i-[0-9a-f]{16}: once, until /#))
    let joined = try await sandbox.done("join \(link) --handle amina --name Amina --home IN")
    #expect(joined.contains(#/amina joined\..*\nwt_[0-9a-z]{32}\n/#))
    let again = try await sandbox.run("join \(link) --handle eve --name Eve")
    #expect(again.status == 5 && again.errors.hasSuffix("[link-ended]\n"))
    let plain = try await sandbox.run("invite --role asker")
    #expect(plain.output.hasPrefix("/join/wi_") && plain.errors.contains("public-url"))
    let id = try #require(plain.errors.firstMatch(of: #/i-[0-9a-f]{16}/#)).output
    #expect(try await sandbox.done("invite withdraw \(id)") == "\(id) is withdrawn.\n")
    let list = try await sandbox.done("invite list")
    #expect(list.contains("amina came") && list.contains("withdrawn"))
    #expect(try await sandbox.run("invite --role asker --as mehta").status == 4)
    #expect(try await sandbox.run("invite --role asker --days 0").status == 65)
    #expect(try await sandbox.run("audit verify").status == 0)
  }

  @Test func `a link signs in a browser, whose session outlives the server and is ended`()
    async throws
  {
    let sandbox = try await Sandbox.founded()
    let link = try await sandbox.done("sign-in mehta --minutes 5")
      .trimmingCharacters(in: .newlines)
    #expect(link.wholeMatch(of: #//sign-in/wl_[0-9a-z]{32}/#) != nil)
    #expect(try await sandbox.run("sign-in mehta --as asha").status == 4)
    #expect(try await sandbox.run("sign-in mehta --minutes 0").status == 65)
    func curl(_ url: String, _ more: String...) async throws -> String {
      let file = sandbox.folder.appending(path: "\(UUID().uuidString).curl").path
      let jar = sandbox.folder.appending(path: "jar").path
      _ = try await Child.run(
        "/usr/bin/curl",
        ["-s", "-b", jar, "-c", jar, "-H", "Sec-Fetch-Site: same-origin", "-A", "Firefox"] + more
          + [url], environment: [:], in: sandbox.folder.path, output: file, errors: "/dev/null")
      return String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    }
    try await sandbox.serving { url in
      _ = try await curl(url + link, "-F", "x=")
      _ = try await curl(url + link, "-X", "POST")
      #expect(try await curl("\(url)/v1/me").contains(#""handle":"mehta""#))
    }
    try await sandbox.serving { url in
      #expect(try await curl("\(url)/v1/me").contains(#""handle":"mehta""#))
      let list = try await sandbox.done("session list --as mehta")
      let id = try #require(list.firstMatch(of: #/s-[0-9a-z]{13}/#)).output
      #expect(list.contains("Firefox"))
      #expect(try await sandbox.run("session end \(id) --as asha").status == 5)
      #expect(try await sandbox.done("session end \(id) --as mehta") == "Ended: 1 session.\n")
      #expect(try await curl("\(url)/v1/me").contains("not-signed-in"))
    }
    #expect(try await sandbox.run("session end --as mehta").status == 64)
    #expect(try await sandbox.done("session list --as mehta").contains("no browser"))
  }
}
