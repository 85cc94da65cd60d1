import Testing
import WitanTesting

@testable import Witan

/// Tokens with scopes and an end, roles that change, programs.
@Suite struct TokenTests {
  @Test func `a token ends with its days, and not a moment before`() async throws {
    let house = try await House()
    let (token, sheet) = try await house.desk.issueToken(
      house.asker, handle: "farah", label: "phone", days: 2)
    #expect(sheet.isGood && sheet.expiresAt == house.told.now.adding(seconds: 2 * 86_400))
    house.told.advance(milliseconds: 2 * 86_400_000 - 1)
    #expect(try await house.desk.caller(token: token).member == house.asker.member)
    house.told.advance(milliseconds: 1)
    #expect(await refusal { _ = try await house.desk.caller(token: token) } == .notSignedIn)
    let kept = try await house.desk.tokens(house.asker, handle: "farah")
    #expect(kept.first { $0.id == sheet.id }?.isGood == false)
    #expect(try await house.verify().isClean)
  }

  @Test func `a revoked token opens nothing more, and only its owner or a steward revokes it`()
    async throws
  {
    let house = try await House()
    let desk = house.desk
    let (token, sheet) = try await desk.issueToken(house.asker, handle: "farah", label: "phone")
    let before = try await house.everything()
    for stranger in [house.experts[0], house.auditor] {
      let refused = await refusal { _ = try await desk.revokeToken(stranger, named: sheet.id) }
      #expect(refused?.sort == .notFound)
    }
    let start = sheet.id.dropLast()
    for name in [
      "", "t-", "nonsense", "\(start)", "\(start)g", "t-0000000000000000", sheet.id + "0",
    ] {
      let refused = await refusal { _ = try await desk.revokeToken(house.steward, named: name) }
      #expect(refused?.sort == .notFound, "\(name)")
    }
    #expect(try await house.everything() == before)
    #expect(try await desk.revokeToken(house.asker, named: sheet.id).isGood == false)
    #expect(await refusal { _ = try await desk.caller(token: token) } == .notSignedIn)
    #expect(
      await refusal { _ = try await desk.revokeToken(house.asker, named: sheet.id) }?.sort
        == .conflict)
    let other = try await desk.issueToken(house.asker, handle: "farah", label: "phone").sheet
    #expect(try await desk.revokeToken(house.steward, named: other.id).revokedAt != nil)
    #expect(try await house.verify().isClean)
  }

  @Test func `a token's scopes are its caller's`() async throws {
    let house = try await House()
    let (token, _) = try await house.desk.issueToken(
      house.steward, handle: "farah", label: "x", scopes: [.read, .ask, .read])
    let caller = try await house.desk.caller(token: token)
    #expect(caller.scopes == [.ask, .read])
    try caller.needs(.ask)
    #expect(refusal { try caller.needs(.audit) }?.code == "out-of-scope")
    #expect(refusal { try caller.needs(Scope?.none) }?.code == "out-of-scope")
    try house.asker.needs(Scope?.none)
  }

  @Test func `malformed wishes for tokens change nothing`() async throws {
    let house = try await House()
    let before = try await house.everything()
    func wish(_ label: String = "x", _ scopes: [Scope]? = nil, _ days: Int = 1) async -> Refusal? {
      await refusal {
        _ = try await house.desk.issueToken(
          house.asker, handle: "farah", label: label, scopes: scopes, days: days)
      }
    }
    #expect(await wish(" \n ")?.field == "label")
    #expect(await wish("x", [])?.field == "scopes")
    for days in [0, -1, 3_651, .max] { #expect(await wish("x", nil, days)?.field == "days") }
    #expect(try await house.everything() == before)
    for _ in 0..<Token.limit - 1 { #expect(await wish() == nil) }
    #expect(await wish()?.sort == .conflict)
    let first = try await house.desk.tokens(house.asker, handle: "farah")[0]
    _ = try await house.desk.revokeToken(house.asker, named: first.id)
    #expect(await wish() == nil)
  }

  @Test func `a program asks and audits, has scopes only, and never answers or steers`()
    async throws
  {
    let house = try await House()
    let (desk, steward) = (house.desk, house.steward)
    func program(_ roles: [Role]) -> NewMember {
      NewMember(
        handle: "lab", name: "Lab", roles: roles,
        subjects: roles == [.expert] ? [ID("snakes")] : [],
        isProgram: true)
    }
    let before = try await house.everything()
    for roles in [[Role.expert], [.steward], [.asker, .steward]] {
      let refused = await refusal {
        _ = try await desk.join(steward, program(roles), scopes: [.ask])
      }
      #expect(refused?.field == "roles")
    }
    #expect(
      await refusal { _ = try await desk.join(steward, program([.asker])) }?.field == "scopes")
    #expect(try await house.everything() == before)
    let (member, token) = try await desk.join(steward, program([.asker]), scopes: [.ask])
    #expect(!member.isPerson)
    let caller = try await desk.caller(token: token)
    _ = try await desk.ask(caller, NewQuestion(subject: "snakes", text: "What?"))
    for roles in [[Role.expert], [.steward]] {
      let refused = await refusal {
        _ = try await desk.setRoles(steward, handle: "lab", roles, subjects: [ID("snakes")])
      }
      #expect(refused?.field == "roles")
    }
    #expect(
      await refusal { _ = try await desk.issueToken(steward, handle: "lab", label: "x") }?.field
        == "scopes")
    #expect(try await house.verify().isClean)
  }
}

@Suite struct RoleTests {
  @Test func `the last steward cannot be demoted, removed or erased`() async throws {
    let house = try await House()
    let (desk, steward) = (house.desk, house.steward)
    let before = try await house.everything()
    for roles in [[], [Role.asker]] {
      #expect(
        await refusal { _ = try await desk.setRoles(steward, handle: "tomas", roles) }
          == .lastSteward)
    }
    #expect(
      await refusal {
        _ = try await desk.erase(steward, .member(handle: "tomas"), ground: "leaves")
      } == .lastSteward)
    #expect(try await house.everything() == before)
    _ = try await desk.setRoles(steward, handle: "ines", [.auditor, .steward])
    _ = try await desk.setRoles(steward, handle: "tomas", [.asker])
    // Whoever lost the role has lost it at once, whatever they came with.
    let refused = await refusal {
      _ = try await desk.setRoles(
        desk.caller(handle: "tomas"), handle: "ines", [.auditor])
    }
    #expect(refused?.sort == .notAllowed)
    let ines = try await desk.caller(handle: "ines")
    #expect(
      await refusal { _ = try await desk.setRoles(ines, handle: "ines", [.auditor]) }
        == .lastSteward)
    #expect(try await house.verify().isClean)
  }

  @Test func `who loses all roles is out, and comes back with a new token alone`() async throws {
    let house = try await House()
    let (desk, steward) = (house.desk, house.steward)
    let token = try await desk.issueToken(steward, handle: "expert-1", label: "phone").token
    let out = try await desk.setRoles(steward, handle: "expert-1", [])
    #expect(out.roles.isEmpty && out.subjects.isEmpty)
    #expect(await refusal { _ = try await desk.caller(token: token) } == .notSignedIn)
    #expect(
      await refusal { _ = try await desk.issueToken(steward, handle: "expert-1", label: "x") }?.sort
        == .conflict)
    for _ in 0..<3 {
      let id = try await house.ask()
      #expect(try await !house.asked(id).contains { $0.member.handle == "expert-1" })
    }
    #expect(
      await refusal { _ = try await desk.setRoles(steward, handle: "expert-1", [.expert]) }?.field
        == "subjects")
    _ = try await desk.setRoles(
      steward, handle: "expert-1", [.expert], subjects: [ID("snakes")])
    #expect(await refusal { _ = try await desk.caller(token: token) } == .notSignedIn)
    let new = try await desk.issueToken(steward, handle: "expert-1", label: "x").token
    #expect(try await desk.caller(token: new).member.roles == [.expert])
    #expect(try await house.verify().isClean)
  }

  @Test func `the same roles again are no event, and unknown names are refused`() async throws {
    let house = try await House()
    let before = try await house.everything()
    _ = try await house.desk.setRoles(house.steward, handle: "farah", [.asker, .asker])
    let refused = await refusal {
      _ = try await house.desk.setRoles(house.steward, handle: "nobody", [.asker])
    }
    #expect(refused?.sort == .notFound)
    for caller in [house.asker, house.auditor, house.experts[0]] {
      #expect(
        await refusal { _ = try await house.desk.setRoles(caller, handle: "farah", [.steward]) }?
          .sort == .notAllowed)
    }
    #expect(try await house.everything() == before)
  }

  @Test func `a change of roles that nobody may make is found by an audit`() async throws {
    let house = try await House()
    let fact = RolesSet(
      member: house.asker.member.id, roles: [.steward], subjects: [], by: house.asker.member.id,
      proposedBy: nil)
    try await house.desk.record { journal, _ in
      try journal.record(.rolesSet(fact), by: house.asker.member.id)
    }
    let report = try await house.verify()
    #expect(report.faults.contains { "\($0)".contains("rolesSet does not follow") }, "\(report)")
  }
}
