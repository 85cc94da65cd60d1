import Testing
import WitanTesting

@testable import Witan

/// Nobody who may answer learns what others said, by whatever way round.
@Suite struct BlindnessTests {
  private func join(
    _ handle: String, _ roles: [Role], _ house: House
  ) async throws -> Caller {
    let subjects: [ID<Subject>] = roles.contains(.expert) ? [ID("snakes")] : []
    let person = NewMember(
      handle: handle, name: handle, roles: roles, subjects: subjects, home: try Place("IN"),
      languages: ["en"])
    return try await house.desk.caller(token: house.desk.join(house.steward, person).token)
  }

  @Test func `the whole ledger is not for who may be asked what is open`() async throws {
    let house = try await House(experts: 5)
    let closed = try await house.ask()
    try await house.close(closed, all: "Daboia russelii")
    let both = try await join("both", [.auditor, .expert], house)
    _ = try await house.desk.dossier(both, closed, isWhole: true)
    let id = try await house.ask(.whenever)
    let expert = try #require(try await house.asked(id).first)
    _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Echis"))
    let refused = await refusal { _ = try await house.desk.dossier(both, closed, isWhole: true) }
    #expect(refused?.sort == .notAllowed)
    let part = try await house.desk.dossier(both, closed)
    let whole = try await house.desk.dossier(house.auditor, closed, isWhole: true)
    func tells(_ dossier: Dossier) -> Bool {
      dossier.evidence.contains { String(decoding: $0.bytes, as: UTF8.self).contains(id.text) }
    }
    #expect(!tells(part) && tells(whole))
  }

  @Test func `what others wrote is neither here nor there to who asks to erase it`() async throws {
    let house = try await House(experts: 3)
    let id = try await house.ask()
    let experts = try await house.asked(id)
    let stranger = try await join("ivy", [.asker], house)
    func words() async -> [Refusal?] {
      var words: [Refusal?] = []
      for (caller, number) in [(experts[2], 1), (stranger, 1), (experts[2], 2), (stranger, 2)] {
        let note = ID<Answer>("r-\(id.text.dropFirst(2))-\(number)")
        words.append(
          await refusal {
            _ = try await house.desk.erase(caller, .note(of: note), ground: "x")
          })
      }
      return words
    }
    let before = await words()
    _ = try await house.desk.answer(experts[0], id, NewAnswer(taxon: "Echis"))
    #expect(await words() == before)
    _ = try await house.desk.answer(
      experts[1], id, NewAnswer(taxon: "Echis", note: "By the scales"))
    #expect(await words() == before && before.allSatisfy { $0?.sort == .notFound })
  }

  @Test func `a picture that others showed is gone as any other, to who erases their own`()
    async throws
  {
    let house = try await House()
    let (same, own): ([UInt8], [UInt8]) = ([0xFF, 0xD8, 0xFF, 1], [0xFF, 0xD8, 0xFF, 2])
    let other = try await house.ask(photos: [same])
    let stranger = try await join("ivy", [.asker], house)
    let sheet = try await house.desk.ask(
      stranger, NewQuestion(subject: "snakes", text: "?", place: nil), photos: [same, own])
    var told: [ErasureSheet] = []
    for name in sheet.photos {
      told.append(
        try await house.desk.erase(stranger, .photo(of: ID(sheet.id), name: name), ground: "x"))
    }
    #expect(told.map(\.photos) == [1, 1] && told.allSatisfy { $0.elsewhere.isEmpty })
    let name = try #require(try await house.desk.show(house.asker, other).photos.first)
    #expect(try await house.desk.photo(house.asker, other, name).bytes == same)
  }

  @Test func `who could read answers is not asked afterwards, whatever their roles`()
    async throws
  {
    for steps in [[[Role.auditor, .expert]], [[.asker], [.expert]]] {
      let house = try await House(experts: 3)
      let sam = try await join("sam", [.auditor], house)
      let id = try await house.ask(.whenever)
      let first = try await house.asked(id)
      _ = try await house.desk.answer(first[0], id, NewAnswer(taxon: "Echis carinatus"))
      #expect(try await house.desk.show(sam, id).answers?.count == 1)
      for roles in steps {
        _ = try await house.desk.setRoles(
          house.steward, handle: "sam", roles,
          subjects: roles.contains(.expert) ? [ID("snakes")] : [])
      }
      let pinned = await refusal {
        _ = try await house.desk.steer(house.steward, id, .pin, handle: "sam", ground: "x")
      }
      #expect(pinned?.sort == .conflict)
      for expert in first[1...] {
        _ = try await house.desk.pass(expert, id, reason: .noTime)
      }
      for _ in 0..<20 {
        house.told.advance(seconds: 900)
        _ = try await house.desk.tick()
      }
      #expect(try await !house.assignments(id).contains { $0.expert == sam.member.id })
      // Asked since, they are as any other.
      let next = try await house.ask(.whenever)
      for expert in try await house.asked(next) where expert.member.id != sam.member.id {
        _ = try await house.desk.pass(expert, next, reason: .noTime)
      }
      #expect(try await house.assignments(next).contains { $0.expert == sam.member.id })
      let report = try await house.verify()
      #expect(report.isClean, "\(report.faults)")
    }
  }

  @Test func `who is barred, or no expert any more, does not look on`() async throws {
    let house = try await House(experts: 4)
    let id = try await house.ask(photos: [[0xFF, 0xD8, 0xFF, 1]])
    let name = try #require(try await house.desk.show(house.asker, id).photos.first)
    let asked = try await house.asked(id)
    let (barred, gone, stays) = (asked[0], asked[1], asked[2])
    _ = try await house.desk.take(gone, id)
    _ = try await house.desk.steer(
      house.steward, id, .bar, handle: barred.member.handle ?? "", ground: "knows the patient")
    _ = try await house.desk.setRoles(
      house.steward, handle: gone.member.handle ?? "", [.asker])
    _ = try await house.desk.pass(stays, id, reason: .noTime)
    // Who had it in hand is told for an hour that it was taken back, while it is open.
    let told = try await house.desk.show(house.desk.current(gone), id)
    #expect(told.mine?.releasedAt != nil && told.answers == nil && told.photos.isEmpty)
    let away = try await house.desk.current(gone)
    #expect(await refusal { _ = try await house.desk.photo(away, id, name) } != nil)
    house.told.advance(seconds: 3_600)
    for _ in 0..<2 {
      for caller in [barred, gone] {
        let now = try await house.desk.current(caller)
        #expect(await refusal { _ = try await house.desk.show(now, id) }?.sort == .notFound)
        #expect(await refusal { _ = try await house.desk.photo(now, id, name) } != nil)
      }
      _ = try await house.desk.show(stays, id)
      // And when it is closed.
      for _ in 0..<60 {
        house.told.advance(seconds: 20)
        _ = try await house.desk.tick()
      }
    }
    #expect(try await !house.question(id).isOpen)
    let word = await refusal { _ = try await house.desk.take(barred, id) }
    #expect(word?.sort == .conflict)
  }

  @Test func `an auditor who was asked once is sealed by every door`() async throws {
    let house = try await House(experts: 3)
    let both = try await join("both", [.auditor, .expert], house)
    let id = try await house.ask(.whenever)
    let others = try await house.asked(id)
    _ = try await house.desk.answer(others[0], id, NewAnswer(taxon: "Echis"))
    for expert in others[1...] { _ = try await house.desk.pass(expert, id, reason: .noTime) }
    #expect(try await house.assignments(id).contains { $0.expert == both.member.id })
    _ = try await house.desk.setRoles(house.steward, handle: "both", [.auditor])
    let auditor = try await house.desk.current(both)
    let query = try LedgerQuery(["question": id.text], known: LedgerQuery.entryFields)
    #expect(await refusal { _ = try await house.desk.history(auditor, query) } == .sealed)
    #expect(await refusal { _ = try await house.desk.history(auditor, id) } == .sealed)
    let all = try LedgerQuery(["kind": "answerGiven"], known: LedgerQuery.entryFields)
    let page = try await house.desk.history(auditor, all)
    #expect(page.items.isEmpty && page.sealed)
  }

  @Test func `a question's past is read by who answered it and is an auditor since`()
    async throws
  {
    let house = try await House(experts: 3)
    let id = try await house.ask()
    let expert = try await house.asked(id)[0]
    let before = try await house.archive.read { try $0.ledgerSize() } - 1
    _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Echis"))
    _ = try await house.desk.setRoles(
      house.steward, handle: expert.member.handle ?? "", [.auditor, .expert],
      subjects: [ID("snakes")])
    let reader = try await house.desk.current(expert)
    let past = try await house.desk.show(reader, id, asOf: String(before))
    #expect(past.id == id.text && past.text != nil)
  }

  @Test func `a search tells nothing of what is sealed, nor by the room that it takes`()
    async throws
  {
    let house = try await House(experts: 5)
    let closed = try await house.ask()
    try await house.close(closed, all: "Daboia russelii")
    let both = try await join("both", [.auditor, .expert], house)
    let id = try await house.ask(.whenever)
    let expert = try #require(try await house.asked(id).first)
    func found() async throws -> [String] {
      var found: [String] = []
      for fields in [
        ["taxon": "Daboia russelii"], ["rule": "8"], ["person": expert.member.handle ?? ""],
      ] {
        let query = try LedgerQuery(
          fields.merging(["limit": "1"]) { $1 }, known: LedgerQuery.questionFields)
        let page = try await house.desk.search(both, query)
        found.append("\(page.items.map(\.id)) \(page.next ?? "-")")
      }
      return found
    }
    let before = try await found()
    #expect(before[0] == "[\"\(closed)\"] -")
    _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia russelii"))
    #expect(try await found() == before)
  }

  /// A question that closed without any answer, and who may answer it late.
  private func silent(_ house: House) async throws -> ID<Question> {
    let id = try await house.ask()
    for _ in 0..<60 where try await house.question(id).isOpen {
      house.told.advance(seconds: 20)
      _ = try await house.desk.tick()
    }
    #expect(try await house.question(id).unansweredAt != nil)
    return id
  }

  @Test func `sums over all answers are not for who may still answer late`() async throws {
    let house = try await House(experts: 3)
    let id = try await silent(house)
    let expert = house.experts[0]
    _ = try await house.desk.setRoles(
      house.steward, handle: expert.member.handle ?? "", [.auditor, .expert],
      subjects: [ID("snakes")])
    let both = try await house.desk.current(expert)
    func sums() async -> [Refusal?] {
      [
        await refusal { _ = try await house.desk.coverage(both, subject: "snakes", least: 1) },
        await refusal { _ = try await house.desk.whatIf(both, rule: Rule.first) },
      ]
    }
    let refused = await sums()
    #expect(refused.allSatisfy { $0?.sentence.contains(id.text) == true })
    // Nor for who may not just now, as they could again.
    for group in ["house-7", nil] {
      for handle in [both.member.handle ?? "", "farah"] {
        _ = try await house.desk.setGroup(house.steward, handle: handle, group)
      }
      #expect(await sums() == refused)
    }
    _ = try await house.desk.answer(both, id, NewAnswer(taxon: nil, acceptsLate: true))
    #expect(await sums().allSatisfy { $0 == nil })
  }

  @Test func `who may not be asked any more answers nothing late`() async throws {
    let house = try await House(experts: 8)
    let id = try await silent(house)
    let handles = house.experts.compactMap(\.member.handle)
    _ = try await house.desk.setRoles(
      house.steward, handle: handles[0], [.expert], subjects: [ID("workshop")])
    _ = try await house.desk.setGroup(house.steward, handle: handles[1], "house-7")
    _ = try await house.desk.setGroup(house.steward, handle: "farah", "house-7")
    let late = NewAnswer(taxon: "Daboia russelii", acceptsLate: true)
    for expert in house.experts[..<2] {
      let now = try await house.desk.current(expert)
      let refused = await refusal { _ = try await house.desk.answer(now, id, late) }
      #expect(refused == .notForYou)
    }
    _ = try await house.desk.answer(house.experts[2], id, late)
    // And while it is open, a bar keeps also who let it lapse.
    let next = try await house.ask(.whenever)
    let slow = try #require(try await house.asked(next).first)
    for _ in 0..<200
    where try await house.assignments(next).contains(where: {
      $0.expert == slow.member.id && !$0.hasLapsed
    }) {
      house.told.advance(seconds: 600)
      _ = try await house.desk.tick()
    }
    #expect(try await house.question(next).isOpen)
    _ = try await house.desk.steer(
      house.steward, next, .bar, handle: slow.member.handle ?? "", ground: "kin")
    #expect(await refusal { _ = try await house.desk.answer(slow, next, late) } == .notForYou)
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }
}
