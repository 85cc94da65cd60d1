import Testing
import WitanTesting

@testable import Witan

/// Who belongs together, as a steward says later: for routes, verdicts and audits.
@Suite struct GroupTests {
  private func group(_ house: House, _ people: [Caller], _ name: String?) async throws {
    for each in people {
      _ = try await house.desk.setGroup(house.steward, handle: each.member.handle ?? "", name)
    }
  }

  @Test func `people of one group are not asked together from then on`() async throws {
    let house = try await House(experts: 4)
    try await group(house, house.experts, "house-7")
    let sheet = try await house.desk.member(house.steward, handle: "expert-0")
    #expect(sheet.group == "house-7")
    let id = try await house.ask()
    #expect(try await house.assignments(id).count == 1)
    try await group(house, Array(house.experts.prefix(2)), nil)
    let later = try await house.ask()
    #expect(try await house.assignments(later).count == 3)
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test(arguments: [false, true])
  func `what the asker's group holds of the question is taken back`(isAskerFirst: Bool)
    async throws
  {
    let house = try await House(experts: 5)
    let id = try await house.ask()
    let asked = try await house.asked(id)
    _ = try await house.desk.take(asked[0], id)
    let kin = [house.asker] + asked.prefix(2)
    try await group(house, isAskerFirst ? kin : kin.reversed(), "household")
    #expect(try await house.asked(id).map(\.member.id) == asked.dropFirst(2).map(\.member.id))
    for expert in asked.prefix(2) {
      let new = NewAnswer(taxon: "Naja naja", confidence: .sure)
      #expect(
        await refusal { _ = try await house.desk.answer(expert, id, new) }?.code == "taken-back")
      #expect(try await house.archive.read { try $0.load(expert.member.id).pending } == 0)
    }
    // Others of a group hold what nobody of it asked.
    let other = try await house.ask()
    let before = try await house.asked(other).map(\.member.id)
    try await group(house, house.experts, "clinic")
    #expect(try await house.asked(other).map(\.member.id) == before)
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `two of one group who answered count as one`() async throws {
    func verdict(isKin: Bool) async throws -> (house: House, id: ID<Question>) {
      let house = try await House(experts: 3)
      let id = try await house.ask()
      let asked = try await house.asked(id)
      if isKin { try await group(house, Array(asked.prefix(2)), "clinic") }
      for expert in asked.prefix(2) {
        _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia russelii"))
      }
      return (house, id)
    }
    let (apart, one) = try await verdict(isKin: false)
    #expect(try await apart.desk.show(apart.asker, one).verdict?.action == "dangerous")
    let (kin, other) = try await verdict(isKin: true)
    let sheet = try #require(try await kin.desk.show(kin.asker, other).verdict)
    #expect(sheet.action == nil && sheet.taxon == nil && sheet.independentAnswers == 1)
    #expect(sheet.reasons.map(\.bits).last == 0)
    let report = try await kin.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test(.enabled(if: SecondVerifier.isRun, "no python3 with cryptography"))
  func `the second verifier counts them as one too`() async throws {
    let house = try await House(experts: 6)
    var made: [Dossier] = []
    for number in 0..<6 {
      let id = try await house.ask()
      let asked = try await house.asked(id)
      if number == 1 { try await group(house, Array(asked.prefix(2)), "clinic") }
      if number == 4 { try await group(house, Array(asked.prefix(1)), nil) }
      for expert in asked {
        guard try await house.question(id).isOpen else { continue }
        let taxon = number.isMultiple(of: 3) ? "Echis carinatus" : "Daboia russelii"
        _ = try await house.desk.answer(expert, id, NewAnswer(taxon: taxon))
      }
      house.told.advance(seconds: 500)
      _ = try await house.desk.tick()
      made.append(try await house.desk.dossier(house.auditor, id, isWhole: number == 5))
    }
    #expect(made.contains { $0.versions.contains { $0.experts.contains { $0.group != nil } } })
    let said = try SecondVerifier.refusals(of: made)
    #expect(said == "", "\(said)")
  }

  @Test func `only a steward says so, and names are names`() async throws {
    let house = try await House(experts: 1)
    let before = try await house.everything()
    for caller in [house.asker, house.auditor, house.experts[0]] {
      #expect(
        await refusal { _ = try await house.desk.setGroup(caller, handle: "expert-0", "x1") }?.sort
          == .notAllowed)
    }
    for name in ["", "x", "A b", "0x"] {
      #expect(
        await refusal {
          _ = try await house.desk.setGroup(house.steward, handle: "expert-0", name)
        }?.field == "group")
    }
    #expect(
      await refusal { _ = try await house.desk.setGroup(house.steward, handle: "no", "x1") }?.sort
        == .notFound)
    _ = try await house.desk.setGroup(house.steward, handle: "expert-0", nil)
    #expect(try await house.everything() == before, "the same again changes nothing")
  }

  @Test func `languages are one's own to set`() async throws {
    let house = try await House(experts: 3)
    let mine = house.experts[0]
    let sheet = try await house.desk.setLanguages(mine, handle: "expert-0", ["kn", "en", "kn"])
    #expect(sheet.languages == ["en", "kn"])
    let wrong = ["no tongue", "", "e"]
    for tag in wrong {
      #expect(
        await refusal { _ = try await house.desk.setLanguages(mine, handle: "expert-0", [tag]) }?
          .field == "languages")
    }
    #expect(
      await refusal { _ = try await house.desk.setLanguages(mine, handle: "expert-1", ["fr"]) }?
        .sort == .notAllowed)
    _ = try await house.desk.setLanguages(house.steward, handle: "expert-1", ["fr"])
    let new = NewQuestion(subject: "snakes", text: "?", urgency: .today, language: "en")
    let id = ID<Question>(try await house.desk.ask(house.asker, new).id)
    #expect(try await house.assignments(id).count == 2)
    #expect(try await house.verify().isClean)
  }
}
