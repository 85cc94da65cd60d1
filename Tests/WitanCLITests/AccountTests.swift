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
    let out = try await sandbox.json("member roles tomas --none --as mehta")
    #expect(out["roles"] as? [String] == [])
    let add = "member add lab --name Lab --role asker --program --as mehta"
    #expect(try await sandbox.run(add).status == 65)
    try await sandbox.done("\(add) --scope ask")
    #expect(try await sandbox.done("member show lab --as mehta").contains("a program"))
    #expect(try await sandbox.run("audit verify").status == 0)
  }
}
