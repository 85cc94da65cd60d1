import Foundation
import Testing
import WitanTesting

@testable import Witan

/// What is hidden from whom, until when.
@Suite struct SealTests {
  private func json(_ sheet: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(sheet), as: UTF8.self)
  }

  @Test func `an expert sees no answers before giving one, and all of them after`() async throws {
    let house = try await House(experts: 3)
    let id = try await house.ask()
    let experts = try await house.asked(id)
    _ = try await house.desk.answer(experts[0], id, NewAnswer(taxon: "Daboia russelii"))
    let sealed = try await house.desk.show(experts[1], id)
    #expect(sealed.answers == nil && sealed.verdict == nil && sealed.assignments == nil)
    #expect(sealed.asker == nil && sealed.phase == .gathering)
    let text = try json(sealed) + json(try await house.desk.queue(experts[1]))
    for hidden in ["Daboia", experts[0].member.id.text, "expert-", "farah"] {
      #expect(
        !text.contains(hidden) || experts[1].member.handle?.contains(hidden) == true, "\(hidden)")
    }
    _ = try await house.desk.answer(experts[1], id, NewAnswer(taxon: nil))
    let opened = try await house.desk.show(experts[1], id)
    #expect(opened.answers?.count == 2)
    #expect(opened.verdict != nil)
  }

  @Test func `a hidden known question tells experts nothing until it closes`() async throws {
    let house = try await House(experts: 30)
    let id = try await house.ask(known: "Echis carinatus")
    house.told.advance(seconds: 40)
    _ = try await house.desk.tick()
    let experts = try await house.asked(id)
    for expert in experts {
      guard try await house.question(id).isOpen else { break }
      var sheets = [try await house.desk.show(expert, id)] + (try await house.desk.queue(expert))
      sheets.append(try await house.desk.take(expert, id))
      for text in try sheets.map(json) {
        #expect(!text.contains("Echis") && !text.contains("tomas") && !text.contains("known"))
        #expect(!text.contains(house.steward.member.id.text))
      }
      let after = try await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia russelii"))
      if try await house.question(id).isOpen {
        let text = try json(after)
        #expect(!text.contains("Echis") && !text.contains("tomas"))
        #expect(!text.contains(house.steward.member.id.text))
        #expect(after.outcome == nil && after.asker == nil)
      }
    }
    let closed = try await house.desk.show(experts[0], id)
    #expect(closed.outcome?.taxon == "Echis carinatus")
    #expect(closed.outcome?.source == .known)
    #expect(closed.asker == "tomas")
    let skill = try await house.archive.read { try $0.skill(ID("snakes"), experts[0].member.id) }
    let cell = try #require(skill.cells.first)
    #expect(cell.branch == "Viperidae" && cell.region == "142")
    #expect(cell.right == [1_000_000] && cell.wrong == [0, 1_000_000])
    #expect(try await house.verify().isClean)
  }

  @Test func `a steward who may yet be asked cannot read the answers first`() async throws {
    let house = try await House(experts: 3)
    let id = try await house.ask(.whenever)
    let first = try await house.asked(id)
    #expect(first.count == 3)
    let person = NewMember(
      handle: "sam", name: "Sam", roles: [.steward, .expert], subjects: [ID("snakes")])
    let sam = try await house.desk.caller(token: house.desk.join(house.steward, person).token)
    _ = try await house.desk.answer(first[0], id, NewAnswer(taxon: "Echis carinatus"))
    for sheet in [try await house.desk.show(sam, id)]
      + (try await house.desk.questions(sam, before: nil, limit: 10))
    {
      #expect(sheet.answers == nil && sheet.verdict == nil && sheet.assignments == nil)
      #expect(sheet.asker == nil && sheet.phase == .gathering)
    }
    await #expect(throws: Refusal.self) { try await house.desk.history(sam, id) }
    await #expect(throws: Refusal.self) { try await house.desk.explain(sam, id) }
    for expert in first[1...] { _ = try await house.desk.pass(expert, id, reason: .noTime) }
    let pending = try await house.assignments(id).filter(\.isPending)
    #expect(pending.map(\.expert) == [sam.member.id])
    _ = try await house.desk.answer(sam, id, NewAnswer(taxon: "Daboia russelii"))
    #expect(try await house.desk.show(sam, id).answers?.count == 2)
  }

  @Test func `a steward who is asked as an expert is sealed like any other`() async throws {
    let house = try await House(experts: 0)
    let person = NewMember(
      handle: "both", name: "Both", roles: [.steward, .expert, .auditor], subjects: [ID("snakes")])
    let both = try await house.desk.caller(token: house.desk.join(house.steward, person).token)
    let id = try await house.ask()
    #expect(try await house.assignments(id).map(\.expert) == [both.member.id])
    let sheet = try await house.desk.show(both, id)
    #expect(sheet.answers == nil && sheet.assignments == nil && sheet.asker == nil)
    #expect(await refusal { _ = try await house.desk.history(both, id) }?.sort == .notAllowed)
    #expect(await refusal { _ = try await house.desk.explain(both, id) }?.sort == .notAllowed)
    _ = try await house.desk.answer(both, id, NewAnswer(taxon: "Echis"))
    #expect(try await house.desk.history(both, id).count > 3)
    #expect(try await house.desk.explain(both, id).answers.count == 1)
  }

  @Test func `names and texts stand outside the ledger`() async throws {
    let house = try await House(experts: 5)
    var history = RandomHistory(house, seed: 5)
    try await history.run(60)
    let record = try await house.everything()
    let ledger = record.entryBytes.map { String(decoding: $0, as: UTF8.self) }.joined()
    for personal in [
      "Name of", "farah", "tomas", "expert-1", "Question ", "by the scales",
      "seen by a specialist", "wt_",
    ] {
      #expect(!ledger.contains(personal), "\(personal)")
    }
  }

  @Test func `an auditor is told which photos somebody was given before they answered`()
    async throws
  {
    let house = try await House()
    let id = try await house.ask(photos: ErasureTests.photos)
    let names = try await house.question(id).photos.compactMap { $0 }
    let asked = try await house.asked(id)
    let (looks, blind) = (try #require(asked.first), try #require(asked.last))
    for _ in 0..<2 { _ = try await house.desk.photo(looks, id, names[1]) }
    house.told.advance(seconds: 2)
    _ = try await house.desk.answer(looks, id, NewAnswer(taxon: "Daboia russelii"))
    _ = try await house.desk.answer(blind, id, NewAnswer(taxon: "Daboia russelii"))
    house.told.advance(seconds: 2)
    for name in names { _ = try await house.desk.photo(house.steward, id, name) }
    try await house.desk.recordViews()
    let told = try await house.desk.explain(house.auditor, id).answers
    #expect(told.map(\.photosViewed) == [1, 0])
    #expect(told.map(\.seen.photos) == [names.count, names.count])
  }

  @Test func `the asker sees who said what and an auditor why`() async throws {
    let house = try await House()
    let id = try await house.ask()
    for _ in 0..<6 where try await house.question(id).isOpen {
      let expert = try #require(try await house.asked(id).first)
      _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia russelii"))
    }
    let sheet = try await house.desk.show(house.asker, id)
    #expect(sheet.asker == "farah" && sheet.assignments == nil)
    let explanation = try await house.desk.explain(house.auditor, id)
    #expect(explanation.answers.count == sheet.answers?.count)
    #expect(explanation.answers.allSatisfy { $0.seen.answers == 0 && $0.bits > 0 })
    #expect(explanation.versions.last?.phase == .settled)
    #expect(explanation.waves.first?.offers.count == 3)
    #expect(explanation.because.count >= 3)
    let history = try await house.desk.history(house.auditor, id)
    #expect(history.first?.kind == "questionAsked" && history.last?.kind == "skillsMoved")
    #expect(history.map(\.index) == history.map(\.index).sorted())
  }
}

/// Which entries name somebody is not told of what is sealed.
@Suite struct SealedHistoryTests {
  @Test func `what is left out does not depend on what is asked for`() async throws {
    let house = try await House(experts: 4)
    // An auditor who may be asked as well.
    let both = try await house.desk.caller(
      token: house.desk.join(
        house.steward,
        NewMember(
          handle: "both", name: "Both", roles: [.auditor, .expert], subjects: [ID("snakes")],
          home: try Place("IN"), languages: ["en"])
      ).token)
    let id = try await house.ask()
    let experts = try await house.asked(id).filter { $0.member.id != both.member.id }
    _ = try await house.desk.answer(experts[0], id, NewAnswer(taxon: "Daboia russelii"))
    house.told.advance(seconds: 500)
    _ = try await house.desk.tick()
    func page(_ fields: [String: String]) async throws -> LedgerHistory {
      let query = try LedgerQuery(fields, known: LedgerQuery.entryFields)
      return try await house.desk.history(both, query)
    }
    let all = try await page(["limit": "500"])
    #expect(all.sealed)
    for expert in house.experts {
      let handle = expert.member.handle ?? ""
      let own = try await page(["person": handle, "limit": "500"])
      #expect(own.sealed, "\(handle)")
      #expect(own.items.allSatisfy { $0.question == nil })
    }
    let answers = try await page(["kind": "answerGiven", "limit": "500"])
    #expect(answers.items.isEmpty && answers.sealed)
  }

  @Test func `an auditor finds all that concerns somebody`() async throws {
    let house = try await House(experts: 3)
    let id = try await house.ask()
    let expert = try await house.asked(id)[0]
    house.told.advance(seconds: 100_000)
    _ = try await house.desk.tick()
    let query = try LedgerQuery(
      ["person": expert.member.handle ?? "", "kind": "assignmentsLapsed"],
      known: LedgerQuery.entryFields)
    let found = try await house.desk.history(house.auditor, query)
    #expect(found.items.count == 1 && found.items[0].question == id.text)
  }
}
