import Testing
import WitanTesting

@testable import Witan

/// One steward never passes for two.
@Suite struct StewardTests {
  /// A house with a second steward, whom the first let in alone.
  private func two() async throws -> (house: House, lea: Caller) {
    let house = try await House()
    let person = NewMember(handle: "lea", name: "Lea", roles: [.steward])
    let lea = try await house.desk.caller(token: house.desk.join(house.steward, person).token)
    return (house, lea)
  }

  private func roles(_ house: House, _ handle: String) async throws -> [Role] {
    try await house.desk.member(house.steward, handle: handle).roles
  }

  @Test func `a third one takes two of them, each once`() async throws {
    let (house, lea) = try await two()
    let desk = house.desk
    for _ in 1...2 {
      let sheet = try await desk.setRoles(house.steward, handle: "farah", [.steward, .asker])
      #expect(sheet.roles == [.asker] && sheet.proposal?.by == "tomas")
      #expect(sheet.proposal?.roles == [.asker, .steward])
    }
    let query = try LedgerQuery(["kind": "rolesProposed"], known: ["kind"])
    #expect(try await desk.history(house.auditor, query).items.count == 1)
    // Another wish is another proposal.
    #expect(try await desk.setRoles(lea, handle: "farah", [.steward]).proposal?.by == "lea")
    #expect(try await roles(house, "farah") == [.asker])
    let made = try await desk.setRoles(house.steward, handle: "farah", [.steward])
    #expect(made.roles == [.steward] && made.proposal == nil)
    #expect(try await house.verify().isClean)
  }

  @Test func `a proposal of who is no steward any more counts for nothing`() async throws {
    let (house, lea) = try await two()
    let desk = house.desk
    _ = try await desk.setRoles(lea, handle: "farah", [.steward])
    #expect(try await desk.setRoles(lea, handle: "lea", [.asker]).roles == [.asker])
    // Of one that is left, it takes one.
    #expect(try await desk.setRoles(house.steward, handle: "farah", [.steward]).roles == [.steward])
    #expect(try await house.verify().isClean)
  }

  @Test func `nobody joins as one, is ridden of it, or erased, by one alone`() async throws {
    let (house, lea) = try await two()
    let desk = house.desk
    let before = try await house.everything()
    let person = NewMember(handle: "eve", name: "Eve", roles: [.steward])
    #expect(
      await refusal { _ = try await desk.join(house.steward, person) } == .stewardTakesTwo)
    #expect(
      await refusal {
        _ = try await desk.invite(house.steward, NewInvitation(roles: [.steward]))
      } == .stewardTakesTwo)
    let erasing = await refusal {
      _ = try await desk.erase(house.steward, .member(handle: "lea"), ground: "away with her")
    }
    #expect(erasing?.sort == .conflict)
    #expect(try await house.everything() == before)
    #expect(try await desk.setRoles(house.steward, handle: "lea", []).roles == [.steward])
    // Whom it concerns may be the second: to agree is to give it up.
    #expect(try await desk.setRoles(lea, handle: "lea", []).roles == [])
    #expect(try await house.verify().isClean)
  }

  @Test func `an invitation made by the only one is not open once there are two`() async throws {
    let house = try await House()
    let code = try await house.desk.invite(
      house.steward, NewInvitation(roles: [.steward])
    ).code
    let lea = NewMember(handle: "lea", name: "Lea", roles: [.steward])
    _ = try await house.desk.join(house.steward, lea)
    let eve = NewMember(handle: "eve", name: "Eve", roles: [])
    let refused = await refusal {
      _ = try await house.desk.accept(code: code, eve, withToken: true)
    }
    #expect(refused == .stewardTakesTwo)
  }

  @Test func `none makes a key for another`() async throws {
    let (house, lea) = try await two()
    let desk = house.desk
    let before = try await house.everything()
    #expect(
      await refusal {
        _ = try await desk.issueToken(house.steward, handle: "lea", label: "hers")
      }?.sort == .notAllowed)
    #expect(
      await refusal { _ = try await desk.signInLink(house.steward, handle: "lea") }?.sort
        == .notAllowed)
    #expect(try await house.everything() == before)
    _ = try await desk.issueToken(lea, handle: "lea", label: "mine")
    _ = try await desk.issueToken(house.steward, handle: "farah", label: "hers")
    #expect(try await house.verify().isClean)
  }

  @Test func `what one did all the same is found by an audit`() async throws {
    let (house, lea) = try await two()
    let (one, other) = (house.steward.member.id, lea.member.id)
    let farah = house.asker.member.id
    let forged: [Event] = [
      .rolesSet(
        RolesSet(member: farah, roles: [.steward], subjects: [], by: one, proposedBy: nil)),
      .rolesSet(
        RolesSet(member: farah, roles: [.steward], subjects: [], by: one, proposedBy: other)),
      .rolesSet(RolesSet(member: other, roles: [], subjects: [], by: one, proposedBy: nil)),
      .tokenIssued(
        TokenIssued(member: other, sha256: "ab", label: "x", scopes: nil, expiresAt: nil)),
      .signInLinkMade(
        SignInLinkMade(
          member: other, sha256: "ab", expiresAt: house.told.now.adding(seconds: 60), by: one)),
      .signInWaysSet(
        SignInWaysSet(member: other, way: .openID, added: 1, removed: 0, by: one, door: .folder)),
      .signInWaysSet(
        SignInWaysSet(member: farah, way: .openID, added: 1, removed: 0, by: one, door: .browser)),
      .signInWaysSet(
        SignInWaysSet(member: farah, way: .mail, added: 1, removed: 0, by: one, door: .folder)),
      .signInWaysSet(
        SignInWaysSet(member: one, way: .mail, added: 0, removed: 0, by: one, door: .token)),
      .signInWaysSet(
        SignInWaysSet(member: one, way: .mail, added: 1, removed: 0, by: other, door: .token)),
    ]
    house.told.advance(milliseconds: 1_000)
    for event in forged {
      let house = try await two().house
      house.told.advance(milliseconds: 1_000)
      try await house.desk.record { journal, _ in try journal.record(event, by: one) }
      let report = try await house.verify()
      #expect(
        report.faults.contains { "\($0)".contains("\(event.kind) does not follow") },
        "\(event) \(report)")
    }
  }
}
