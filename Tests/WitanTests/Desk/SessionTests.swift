import Testing
import WitanTesting

@testable import Witan

/// Signing in by browsers: sessions and links, which are no history.
@Suite struct SessionTests {
  @Test func `a session enters as its member and leaves no trace in the record`() async throws {
    let house = try await House()
    let (token, _) = try await house.desk.issueToken(house.asker, handle: "farah", label: "x")
    let before = try await house.everything()
    let secret = try await house.desk.signIn(token: token, device: "Fire\nfox\u{7F}é")
    let (caller, fresh) = try await house.desk.caller(session: secret, renews: true)
    #expect(caller.member == house.asker.member && fresh == nil)
    let sheet = try #require(try await house.desk.sessions(caller).first)
    #expect(sheet.isCurrent && sheet.device == "Firefox" && sheet.id.hasPrefix("s-"))
    house.told.advance(seconds: 3_600)
    let renewed = try #require(try await house.desk.caller(session: secret, renews: true).fresh)
    #expect(renewed.hasPrefix("ws_") && renewed != secret)
    #expect(try await house.desk.caller(session: renewed, renews: true).fresh == nil)
    try await house.desk.signOut(session: renewed)
    for gone in [secret, renewed, "", "ws_", token] {
      #expect(
        await refusal { _ = try await house.desk.caller(session: gone, renews: true) }
          == .notSignedIn)
    }
    #expect(try await house.everything() == before)
  }

  @Test func `a token with scopes and a program begin no session`() async throws {
    let house = try await House()
    let scoped = try await house.desk.issueToken(
      house.asker, handle: "farah", label: "x", scopes: [.read]
    ).token
    let program = NewMember(handle: "lab", name: "Lab", roles: [.asker], isProgram: true)
    let lab = try await house.desk.join(house.steward, program, scopes: Scope.allCases).token
    for token in [scoped, lab] {
      #expect(
        await refusal { _ = try await house.desk.signIn(token: token, device: "") }?.code
          == "out-of-scope")
    }
    #expect(
      await refusal { _ = try await house.desk.signInLink(house.steward, handle: "lab") }?.sort
        == .conflict)
  }

  @Test func `one's own sessions are listed and ended, and nobody else's`() async throws {
    let house = try await House()
    let desk = house.desk
    var secrets: [String] = []
    for caller in [house.asker, house.asker, house.auditor] {
      secrets.append(try await desk.beginSession(for: caller.member, device: "x"))
      house.told.advance(seconds: 1)
    }
    let farah = try await desk.caller(session: secrets[0], renews: false).caller
    let own = try await desk.sessions(farah)
    #expect(own.map(\.isCurrent) == [false, true])
    let ines = try #require(try await desk.sessions(house.auditor).first)
    #expect(
      await refusal { _ = try await desk.endSessions(farah, id: ines.id) }?.sort == .notFound)
    #expect(try await desk.endSessions(farah, id: own[0].id) == 1)
    #expect(await refusal { _ = try await desk.caller(session: secrets[1], renews: false) } != nil)
    #expect(try await desk.endSessions(farah, id: nil) == 1)
    #expect(await refusal { _ = try await desk.caller(session: secrets[0], renews: false) } != nil)
    _ = try await desk.caller(session: secrets[2], renews: false)
  }

  @Test func `who loses their roles, or leaves, is signed out everywhere`() async throws {
    let house = try await House()
    let desk = house.desk
    let one = try await desk.beginSession(for: house.experts[0].member, device: "x")
    let two = try await desk.beginSession(for: house.experts[1].member, device: "x")
    _ = try await desk.setRoles(house.steward, handle: "expert-0", [])
    _ = try await desk.erase(house.steward, .member(handle: "expert-1"), ground: "wants to leave")
    for secret in [one, two] {
      #expect(
        await refusal { _ = try await desk.caller(session: secret, renews: false) } == .notSignedIn)
    }
    for expert in house.experts[0...1] {
      #expect(try await desk.sessionBook.sessions(of: expert.member.id).isEmpty)
    }
  }

  @Test func `a link signs in once, however many come with it`() async throws {
    let house = try await House()
    let (code, end) = try await house.desk.signInLink(house.steward, handle: "farah", minutes: 5)
    #expect(end == house.told.now.adding(seconds: 300))
    let desk = house.desk
    let secrets = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<100 { group.addTask { try? await desk.signIn(link: code, device: "x") } }
      return await group.reduce(into: [String]()) { all, secret in
        if let secret { all.append(secret) }
      }
    }
    try #require(secrets.count == 1)
    let caller = try await desk.caller(session: secrets[0], renews: false).caller
    #expect(caller.member == house.asker.member)
    #expect(await refusal { _ = try await desk.signIn(link: code, device: "x") } == .linkEnded)
    let events = try await house.archive.read { shelf in
      try shelf.entries(0..<shelf.ledgerSize()).map { try Entry(bytes: $0) }
    }
    let made = events.filter { $0.event.kind == "signInLinkMade" }
    #expect(made.count == 1 && made[0].by == house.steward.member.id)
    #expect(try await house.verify().isClean)
  }

  @Test func `a link opens nothing when it is over, or its maker could not make it any more`()
    async throws
  {
    let house = try await House()
    let desk = house.desk
    for code in ["", "wl_", "wt_" + String(repeating: "0", count: 32), "nonsense"] {
      #expect(await refusal { _ = try await desk.signIn(link: code, device: "") } == .linkEnded)
    }
    let late = try await desk.signInLink(house.asker, handle: "farah", minutes: 1).code
    house.told.advance(seconds: 60)
    #expect(await refusal { _ = try await desk.signIn(link: late, device: "") } == .linkEnded)
    _ = try await desk.setRoles(house.steward, handle: "ines", [.auditor, .steward])
    let ines = try await desk.caller(handle: "ines")
    let code = try await desk.signInLink(ines, handle: "farah").code
    let own = try await desk.signInLink(ines, handle: "ines").code
    _ = try await desk.setRoles(ines, handle: "ines", [.auditor])
    #expect(await refusal { _ = try await desk.signIn(link: code, device: "") } == .linkEnded)
    _ = try await desk.signIn(link: own, device: "")
    let before = try await house.everything()
    let others = await refusal { _ = try await desk.signInLink(house.asker, handle: "ines") }
    #expect(others?.sort == .notAllowed)
    for minutes in [0, -1, SignInLink.longestMinutes + 1] {
      let refused = await refusal {
        _ = try await desk.signInLink(house.asker, handle: "farah", minutes: minutes)
      }
      #expect(refused?.field == "minutes")
    }
    #expect(try await house.everything() == before)
  }
}
