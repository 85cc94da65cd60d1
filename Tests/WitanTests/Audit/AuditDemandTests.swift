import Ledger
import Testing
import WitanTesting

@testable import Witan

/// Who may not, and what may not be: the audit tells what is kept and what would be allowed.
@Suite struct AuditDemandTests {
  /// A life with an invitation, a hold, roles, languages, a steered route, a rule of two.
  private func house() async throws -> House {
    let house = try await House(experts: 4)
    let desk = house.desk
    let person = NewMember(handle: "lea", name: "Lea", roles: [.steward])
    let lea = try await desk.caller(token: desk.join(house.steward, person).token)
    var rule = Rule.first
    rule.version = "own"
    let proposal = try #require(try await desk.propose(house.steward, rule).proposal)
    _ = try await desk.approve(lea, ID(proposal.id))
    _ = try await desk.setRoles(house.steward, handle: "farah", [.asker, .steward])
    _ = try await desk.setLanguages(house.steward, handle: "expert-0", ["en", "hi"])
    _ = try await desk.setGroup(house.steward, handle: "expert-1", "house-7")
    _ = try await desk.setAvailability(
      house.steward, handle: "expert-2", Availability(budgetPerDay: 7))
    let sheet = try await desk.invite(house.steward, NewInvitation(roles: [.asker])).sheet
    _ = try await desk.withdraw(lea, invitation: sheet.id)
    let id = try await house.ask(.today)
    _ = try await desk.steer(house.steward, id, .pin, handle: "expert-3", ground: "lives near")
    _ = try await desk.hold(house.steward, .question(id), ground: "Court order")
    _ = try await desk.lift(lea, .question(id), ground: "Settled")
    _ = try await desk.setEmergencyText(house.steward, "Call 108.")
    return house
  }

  @Test func `an entry by somebody else tells by whom it might have been`() async throws {
    let house = try await house()
    let record = try await house.everything()
    #expect(try record.verify().isClean)
    let stranger = house.auditor.member.id
    let kinds = [
      "languagesSet", "groupSet", "availabilitySet", "invitationMade", "invitationWithdrawn",
      "routeSteered", "holdPlaced", "holdLifted", "ruleProposed", "ruleApproved", "ruleAdopted",
      "rolesProposed", "emergencyTextSet", "tokenIssued", "memberJoined", "subjectDefined",
      "questionAsked",
    ]
    for kind in kinds {
      let index = try #require(
        try record.entryBytes.lastIndex { try Entry(bytes: $0).event.kind == kind }, "\(kind)")
      let entry = try Entry(bytes: record.entryBytes[index])
      var forged = record
      forged.entryBytes[index] = try Entry(
        index: index, community: entry.community, at: entry.at, by: stranger, event: entry.event,
        salt: entry.salt
      ).bytes()
      forged.rebuildTree()
      let faults = try forged.verify().faults.filter { $0.place == "entry \(index)" }
      let evidence = try #require(faults.compactMap(\.evidence).first, "\(kind): \(faults)")
      let derived = try #require(evidence.derivedWhole, "\(kind): \(faults)")
      #expect(evidence.keptWhole != nil && evidence.keptWhole != derived, "\(kind)")
      #expect(derived.contains("m-") && !derived.contains(stranger.text), "\(kind): \(derived)")
    }
  }

  @Test func `roles that one steward gave alone tell that they waited for another`() async throws {
    let house = try await house()
    var record = try await house.everything()
    let last = try Entry(bytes: try #require(record.entryBytes.last))
    let fact = RolesSet(
      member: house.experts[0].member.id, roles: [.steward], subjects: [],
      by: house.steward.member.id, proposedBy: nil)
    record.entryBytes.append(
      try Entry(
        index: record.entryBytes.count, community: last.community, at: last.at,
        by: house.steward.member.id, event: .rolesSet(fact), salt: last.salt
      ).bytes())
    record.rebuildTree()
    let place = "entry \(record.entryBytes.count - 1)"
    let fault = try #require(try record.verify().faults.first { $0.place == place })
    #expect(fault.evidence?.derived?.contains("proposed") == true, "\(fault)")
    #expect(fault.evidence?.kept == "[\"steward\"]", "\(fault)")
  }
}
