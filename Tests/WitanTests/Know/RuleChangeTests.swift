import Testing
import WitanTesting

@testable import Witan

/// A rule comes into force by two people, and only a possible one.
@Suite struct RuleChangeTests {
  private static func rule(_ change: (inout Rule) -> Void = { _ in }) -> Rule {
    var rule = Rule.first
    rule.version = "next"
    change(&rule)
    return rule
  }

  private func second(_ house: House) async throws -> Caller {
    let person = NewMember(handle: "lea", name: "Lea", roles: [.steward])
    return try await house.desk.caller(token: house.desk.join(house.steward, person).token)
  }

  @Test func `two stewards change it, one alone does not, by whatever token`() async throws {
    let house = try await House()
    let lea = try await second(house)
    let wanted = Self.rule { $0.answersForTaxon = 3 }
    let sheet = try await house.desk.propose(house.steward, wanted)
    let proposal = try #require(sheet.proposal)
    #expect(proposal.rule == wanted && proposal.by == "tomas" && sheet.rule == .first)
    let token = try await house.desk.issueToken(house.steward, handle: "tomas", label: "phone")
      .token
    let again = try await house.desk.caller(token: token)
    for one in [house.steward, again] {
      #expect(
        await refusal { _ = try await house.desk.approve(one, ID(proposal.id)) }?.sort
          == .notAllowed)
    }
    for other in [house.auditor, house.asker, house.experts[0]] {
      #expect(await refusal { _ = try await house.desk.approve(other, ID(proposal.id)) } != nil)
      #expect(await refusal { _ = try await house.desk.propose(other, wanted) } != nil)
    }
    #expect(await refusal { _ = try await house.desk.approve(lea, ID("p-other")) } != nil)
    #expect(try await house.archive.read { try $0.rule() } == .first)
    #expect(try await house.desk.approve(lea, ID(proposal.id)).rule == wanted)
    #expect(try await house.desk.rule(house.auditor).proposal == nil)
    #expect(await refusal { _ = try await house.desk.approve(lea, ID(proposal.id)) } != nil)
    for version in [Rule.first.version, "next"] {
      let old = Self.rule { $0.version = version }
      #expect(
        await refusal { _ = try await house.desk.propose(lea, old) }?.field == "version")
    }
    let id = try await house.ask()
    for expert in try await house.asked(id) {
      guard try await house.question(id).isOpen else { break }
      _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia russelii"))
    }
    #expect(try await house.desk.show(house.asker, id).verdict?.rule == "next")
    #expect(try await house.verify().isClean)
  }

  @Test func `a rule in force that nobody approved is found`() async throws {
    let house = try await House()
    let lea = try await second(house)
    let proposal = try await house.desk.propose(house.steward, Self.rule()).proposal
    _ = try await house.desk.approve(lea, ID(proposal?.id ?? ""))
    let record = try await house.everything()
    let last = record.entryBytes.count - 1
    let entry = try Entry(bytes: record.entryBytes[last])
    func faults(_ index: Int, _ event: Event, by: ID<Member>?) throws -> [AuditFault] {
      var forged = record
      forged.entryBytes[index] = try Entry(
        index: index, community: entry.community, at: entry.at, by: by, event: event,
        salt: entry.salt
      ).bytes()
      forged.rebuildTree()
      return try forged.verify().faults
    }
    let other = Event.ruleAdopted(RuleAdopted(rule: Self.rule { $0.answersForTaxon = 1 }))
    #expect(try faults(last, other, by: entry.by).contains { $0.place == "entry \(last)" })
    #expect(try faults(last, entry.event, by: nil).contains { $0.place == "entry \(last)" })
    let alone = Event.ruleApproved(
      RuleApproved(proposal: ID(proposal?.id ?? ""), by: house.steward.member.id))
    #expect(
      try faults(last - 1, alone, by: house.steward.member.id).contains {
        $0.place == "entry \(last - 1)"
      })
  }

  /// A field, and what is wrong with it.
  private struct Fault: Sendable {
    let field: String
    let change: @Sendable (inout Rule) -> Void

    init(_ field: String, _ change: @escaping @Sendable (inout Rule) -> Void) {
      (self.field, self.change) = (field, change)
    }
  }

  private static let faults: [Fault] = [
    Fault("version") { $0.version = "a b" },
    Fault("version") { $0.version = "" },
    Fault("noviceAccuracyPartsPerMillion") { $0.noviceAccuracyPartsPerMillion = [] },
    Fault("noviceAccuracyPartsPerMillion.1") { $0.noviceAccuracyPartsPerMillion[1] = 1_000_000 },
    Fault("taxonNeedsPartsPerMillion") { $0.taxonNeedsPartsPerMillion = 400_000 },
    Fault("actionNeedsPartsPerMillion.harmless") { $0.actionNeedsPartsPerMillion["harmless"] = 1 },
    Fault("actionNeedsPartsPerMillion.otherwise") {
      $0.actionNeedsPartsPerMillion["otherwise"] = nil
    },
    Fault("answersForTaxon") { $0.answersForTaxon = 0 },
    Fault("answersForAction.otherwise") { $0.answersForAction = [:] },
    Fault("waveSizes.0") { $0.waveSizes = [0] },
    Fault("waveSizes") { $0.waveSizes = [] },
    Fault("clocks.today") { $0.clocks["today"] = nil },
    Fault("clocks.soon") { $0.clocks["soon"] = $0.clocks["today"] },
    Fault("clocks.today.leaseSeconds") { $0.clocks["today"]?.leaseSeconds = 0 },
    Fault("errors.echoPartsPerMillion") { $0.errors.echoPartsPerMillion = [] },
    Fault("reach.respondsPartsPerMillion") { $0.reach.respondsPartsPerMillion = 1_000_001 },
    Fault("openSharePartsPerMillion") { $0.openSharePartsPerMillion = -1 },
  ]

  @Test(arguments: faults.indices)
  func `a number out of its bounds is refused by its field`(place: Int) {
    let fault = Self.faults[place]
    let refused = refusal { try Self.rule(fault.change).check() }
    #expect(refused?.field == fault.field, "\(refused?.sentence ?? "allowed")")
  }

  @Test func `a rule is read by the latest field that it has, and has those before it`() throws {
    let read = { (change: (inout Rule) -> Void) throws -> Int? in
      var rule = Rule.first
      rule.arithmetic = nil
      change(&rule)
      return try rule.withArithmetic().arithmetic
    }
    #expect(try read { _ in } == 8)
    #expect(try read { $0.answersAgainstProof = nil } == 7)
    #expect(try read { ($0.answersAgainstProof, $0.newcomers) = (nil, nil) } == 6)
    let none: (inout Rule) -> Void = {
      ($0.answersAgainstProof, $0.newcomers, $0.answersPerGroup) = (nil, nil, nil)
    }
    #expect(try read(none) == 5)
    let gap = refusal { _ = try read { $0.newcomers = nil } }
    #expect(gap?.field == "newcomers")
    #expect(refusal { _ = try read { $0.answersPerGroup = nil } }?.field == "answersPerGroup")
  }

  @Test func `the rule that all begin with may be proposed`() throws {
    try Self.rule().check()
    #expect(Rule.first.fields["clocks.emergency.waveSeconds"] == "40")
    #expect(Rule.first.fields["version"] == Rule.first.version)
  }
}
