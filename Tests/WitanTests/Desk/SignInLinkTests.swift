import Testing
import WitanTesting

@testable import Witan

/// A link to sign in with opens nothing that who made it, or whose it is, has lost meanwhile.
@Suite struct SignInLinkTests {
  private func isEnded(_ house: House, _ code: String) async -> Bool {
    await refusal { _ = try await house.desk.signIn(link: code, device: "") } == .linkEnded
  }

  @Test func `links and sessions end with the token that made them, and none besides`()
    async throws
  {
    let house = try await House()
    let desk = house.desk
    let (token, sheet) = try await desk.issueToken(house.asker, handle: "farah", label: "phone")
    let byToken = try await desk.caller(token: token)
    let used = try await desk.signIn(
      link: desk.signInLink(byToken, handle: "farah").code, device: "x")
    let signedIn = try await desk.signIn(token: token, device: "x")
    let thief = try await desk.caller(session: signedIn, renews: false).caller
    let ended = [
      try await desk.signInLink(byToken, handle: "farah").code,
      try await desk.signInLink(thief, handle: "farah").code,
    ]
    let secret = try await desk.beginSession(for: house.asker.member, device: "x")
    let bySession = try await desk.caller(session: secret, renews: false).caller
    #expect(try await desk.sessions(bySession).count == 3)
    let byFolder = try await desk.caller(handle: "farah")
    let open = [
      try await desk.signInLink(bySession, handle: "farah").code,
      try await desk.signInLink(byFolder, handle: "farah").code,
    ]
    _ = try await desk.revokeToken(house.asker, named: sheet.id)
    for code in ended { #expect(await isEnded(house, code)) }
    for secret in [used, signedIn] {
      #expect(
        await refusal { _ = try await desk.caller(session: secret, renews: true) } == .notSignedIn)
    }
    #expect(await refusal { _ = try await desk.current(thief) } == .notSignedIn)
    #expect(try await desk.sessions(bySession).count == 1)
    for code in open { _ = try await desk.signIn(link: code, device: "") }
  }

  @Test func `who ends one session ends every link that would begin one`() async throws {
    let house = try await House()
    let desk = house.desk
    let secret = try await desk.beginSession(for: house.asker.member, device: "x")
    let thief = try await desk.caller(session: secret, renews: false).caller
    let code = try await desk.signInLink(thief, handle: "farah").code
    _ = try await desk.endSessions(house.asker, id: thief.session)
    #expect(await isEnded(house, code))
  }

  @Test func `a link opens nothing once the token that made it has run out`() async throws {
    let house = try await House()
    let desk = house.desk
    let token = try await desk.issueToken(
      house.asker, handle: "farah", label: "phone", days: 1
    ).token
    let code = try await desk.signInLink(
      desk.caller(token: token), handle: "farah", minutes: SignInLink.longestMinutes
    ).code
    house.told.advance(seconds: 86_400)
    #expect(await isEnded(house, code))
  }

  @Test func `who ends all sessions, or all others, ends every link that would begin one`()
    async throws
  {
    let house = try await House()
    let desk = house.desk
    func links() async throws -> [String] {
      let own = try await desk.signInLink(house.asker, handle: "farah").code
      return [own, try await desk.signInLink(house.steward, handle: "farah").code]
    }
    let another = try await desk.signInLink(house.steward, handle: "ines").code
    let secret = try await desk.beginSession(for: house.asker.member, device: "x")
    let farah = try await desk.caller(session: secret, renews: false).caller
    let first = try await links()
    try await desk.endOtherSessions(farah)
    for code in first { #expect(await isEnded(house, code)) }
    #expect(try await desk.sessions(farah).map(\.isCurrent) == [true])
    let second = try await links()
    #expect(try await desk.endSessions(farah, id: nil) == 1)
    for code in second { #expect(await isEnded(house, code)) }
    _ = try await desk.signIn(link: another, device: "")
  }

  @Test func `who was put out and is taken in again finds no link open that is theirs or by them`()
    async throws
  {
    let house = try await House()
    let (desk, tomas) = (house.desk, house.steward)
    _ = try await desk.setRoles(tomas, handle: "ines", [.auditor, .steward])
    let ines = try await desk.caller(handle: "ines")
    let theirs = try await desk.signInLink(ines, handle: "ines").code
    let byThem = try await desk.signInLink(ines, handle: "farah").code
    let another = try await desk.signInLink(tomas, handle: "farah").code
    #expect(try await desk.setRoles(ines, handle: "ines", []).roles.isEmpty)
    let again = try await desk.setRoles(tomas, handle: "ines", [.auditor, .steward])
    #expect(again.roles == [.auditor, .steward])
    for code in [theirs, byThem] { #expect(await isEnded(house, code)) }
    _ = try await desk.signIn(link: another, device: "")
    #expect(try await house.verify().isClean)
  }

  @Test func `a link that a steward made for who has become one since opens nothing`() async throws
  {
    let house = try await House()
    let desk = house.desk
    let made = try await desk.signInLink(house.steward, handle: "farah").code
    let own = try await desk.signInLink(house.asker, handle: "farah").code
    _ = try await desk.setRoles(house.steward, handle: "farah", [.asker, .steward])
    #expect(await isEnded(house, made))
    _ = try await desk.signIn(link: own, device: "")
  }
}
