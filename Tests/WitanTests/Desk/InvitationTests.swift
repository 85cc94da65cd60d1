import Testing
import WitanTesting

@testable import Witan

/// Coming by an invitation.
@Suite struct InvitationTests {
  private func person(_ handle: String) -> NewMember {
    NewMember(handle: handle, name: "Name", roles: [])
  }

  @Test func `of many who come by one link at the same time one joins`() async throws {
    let house = try await House()
    let desk = house.desk
    let (code, sheet) = try await desk.invite(
      house.steward, NewInvitation(roles: [.expert, .asker], subjects: [ID("snakes")]))
    #expect(sheet.state == .open && sheet.roles == [.asker, .expert])
    let joined = await withTaskGroup(of: Member?.self) { group in
      for number in 0..<100 {
        let new = person("new-\(number)")
        group.addTask { try? await desk.accept(code: code, new, withToken: true).member }
      }
      return await group.reduce(into: [Member]()) { all, member in
        if let member { all.append(member) }
      }
    }
    try #require(joined.count == 1)
    #expect(joined[0].roles == [.asker, .expert] && joined[0].subjects == [ID("snakes")])
    let kept = try #require(try await desk.invitations(house.auditor).first)
    #expect(kept.state == .accepted && kept.member == joined[0].handle)
    #expect(await refusal { _ = try await desk.invitation(code: code) } == .linkEnded)
    #expect(try await house.verify().isClean)
  }

  @Test func `whoever comes cannot bring roles of their own, and may take a session or a token`()
    async throws
  {
    let house = try await House()
    let desk = house.desk
    let one = try await desk.invite(house.steward, NewInvitation(roles: [.asker])).code
    var greedy = person("greedy")
    (greedy.roles, greedy.isProgram) = ([.steward], true)
    let joined = try await desk.accept(code: one, greedy, withToken: true)
    #expect(joined.member.roles == [.asker] && joined.member.isPerson)
    let token = try #require(joined.token)
    #expect(try await desk.caller(token: token).member == joined.member)
    let two = try await desk.invite(house.steward, NewInvitation(roles: [.asker])).code
    let secret = try await desk.accept(code: two, person("kofi"), device: "x")
    let kofi = try await desk.caller(session: secret, renews: false).caller
    #expect(kofi.member.handle == "kofi")
    #expect(try await desk.tokens(kofi, handle: "kofi").isEmpty)
    #expect(try await house.verify().isClean)
  }

  @Test func `a handle that is taken leaves the invitation open`() async throws {
    let house = try await House()
    let code = try await house.desk.invite(house.steward, NewInvitation(roles: [.asker])).code
    let before = try await house.everything()
    for handle in ["farah", "X", ""] {
      #expect(
        await refusal {
          _ = try await house.desk.accept(code: code, person(handle), withToken: true)
        } != nil)
    }
    #expect(try await house.everything() == before)
    _ = try await house.desk.accept(code: code, person("amina"), withToken: false)
  }

  @Test func `withdrawn, outlived, and an ex-steward's invitations open nothing`() async throws {
    let house = try await House()
    let desk = house.desk
    func isShut(_ code: String) async -> Bool {
      await refusal { _ = try await desk.accept(code: code, person("eve"), withToken: true) }
        == .linkEnded
    }
    let (withdrawn, sheet) = try await desk.invite(
      house.steward, NewInvitation(roles: [.asker]))
    #expect(try await desk.withdraw(house.steward, invitation: sheet.id).state == .withdrawn)
    #expect(await isShut(withdrawn))
    #expect(
      await refusal { _ = try await desk.withdraw(house.steward, invitation: sheet.id) }?.sort
        == .conflict)
    let late = try await desk.invite(house.steward, NewInvitation(roles: [.asker], days: 1)).code
    house.told.advance(seconds: 86_400)
    #expect(await isShut(late))
    _ = try await desk.setRoles(house.steward, handle: "ines", [.steward])
    let ines = try await desk.caller(handle: "ines")
    let backdoor = try await desk.invite(ines, NewInvitation(roles: [.auditor])).code
    _ = try await desk.setRoles(ines, handle: "ines", [.auditor])
    #expect(await isShut(backdoor))
    for code in ["", "wi_", "wi_" + String(repeating: "0", count: 32)] {
      #expect(await isShut(code))
    }
    #expect(try await house.verify().isClean)
  }

  @Test func `only stewards invite, and malformed invitations change nothing`() async throws {
    let house = try await House()
    let before = try await house.everything()
    for caller in [house.asker, house.auditor, house.experts[0]] {
      let refused = await refusal {
        _ = try await house.desk.invite(caller, NewInvitation(roles: [.asker]))
      }
      #expect(refused?.sort == .notAllowed)
    }
    var wishes = [NewInvitation](repeating: NewInvitation(roles: [.asker]), count: 5)
    (wishes[0].roles, wishes[1].roles) = ([], [.expert])
    (wishes[2].days, wishes[3].days) = (0, Invitation.longestDays + 1)
    wishes[4] = NewInvitation(roles: [.expert], subjects: [ID("birds")])
    for wish in wishes {
      #expect(await refusal { _ = try await house.desk.invite(house.steward, wish) } != nil)
    }
    #expect(try await house.everything() == before)
  }

  @Test func `a member who came by an invitation that is not there is found by an audit`()
    async throws
  {
    let house = try await House()
    try await house.desk.record { journal, _ in
      var eve = person("eve")
      eve.roles = [.steward]
      _ = try journal.join(eve, as: ID("m-eve"), by: nil, invitation: "00ff")
    }
    #expect(try await house.verify().faults.contains { "\($0)".contains("memberJoined") })
  }
}
