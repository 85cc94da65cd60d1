import Testing
import WitanTesting

@testable import Witan

/// The way of one question at the desk, by a told clock.
@Suite struct QuestionCourseTests {
  @Test func `from asking to a settled verdict`() async throws {
    let house = try await House()
    let id = try await house.ask()
    var phases: [Phase] = []
    for _ in 0..<6 where try await house.question(id).isOpen {
      let expert = try #require(try await house.asked(id).first)
      _ = try await house.desk.take(expert, id)
      let sheet = try await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia russelii"))
      phases.append(sheet.phase)
    }
    #expect(phases.last == .settled)
    #expect(phases.first == .gathering)
    let sheet = try await house.desk.show(house.asker, id)
    let verdict = try #require(sheet.verdict)
    #expect(verdict.taxon == "Daboia russelii" && verdict.action == "dangerous")
    #expect(verdict.commonName == "Russell's Viper")
    #expect(verdict.advice.contains("DANGEROUS"))
    #expect(verdict.reasons.count == sheet.answers?.count)
    #expect(sheet.outcome == nil)
    #expect(try await house.asked(id).isEmpty)
    #expect(try await house.question(id).wakeAt == nil)
    #expect(try await house.verify().isClean)
  }

  @Test func `waves widen by the clock`() async throws {
    let house = try await House(experts: 100)
    let id = try await house.ask()
    #expect(try await house.assignments(id).count == 3)
    var totals: [Int] = []
    for seconds in [39, 1, 39, 1, 40] {
      house.told.advance(seconds: seconds)
      _ = try await house.desk.tick()
      totals.append(try await house.assignments(id).count)
    }
    // Of people who were never seen one in five responds, so more than twelve are asked in all.
    #expect(totals[0] == 3 && (4...15).contains(totals[1]) && totals[2] == totals[1])
    #expect(totals[3] > totals[2] && totals[4] >= totals[3] && totals[4] < 100)
    #expect(Set(try await house.assignments(id).map(\.expert)).count == totals[4])
  }

  @Test func `a wave that finds nobody is noted once, and is no wave`() async throws {
    let house = try await House(experts: 3)
    let id = try await house.ask()
    for expert in try await house.asked(id) { _ = try await house.desk.take(expert, id) }
    let before = try await house.archive.read { try $0.trace(of: id).count }
    for _ in 0..<10 {
      house.told.advance(seconds: 10)
      _ = try await house.desk.tick()
    }
    let entries = try await house.archive.read { try $0.trace(of: id).dropFirst(before) }
    // The holders are reminded before their leases end.
    #expect(entries.map(\.event.kind) == ["questionDispatched", "leasesReminded"])
    #expect(try await house.question(id).wave == 1)
    let late = NewMember(
      handle: "late", name: "Late", roles: [.expert], subjects: [ID("snakes")])
    let joined = try await house.desk.join(house.steward, late).member
    house.told.advance(seconds: 21)
    _ = try await house.desk.tick()
    let last = try await house.assignments(id).last
    #expect(last?.expert == joined.id && last?.wave == 2)
    #expect(try await house.verify().isClean)
  }

  @Test(arguments: [(Urgency.emergency, 110), (.today, 3_600), (.whenever, 86_400)])
  func `something is said at the deadline`(urgency: Urgency, seconds: Int) async throws {
    let house = try await House(experts: 40)
    let id = try await house.ask(urgency)
    house.told.advance(seconds: seconds - 1)
    _ = try await house.desk.tick()
    #expect(try await house.question(id).consensusVersion == 0)
    house.told.advance(seconds: 1)
    _ = try await house.desk.tick()
    let sheet = try await house.desk.show(house.asker, id)
    #expect(sheet.phase == .provisional)
    #expect(sheet.verdict?.advice.contains("treat as dangerous") == true)
  }

  @Test func `a lease that ends is over, and others are asked`() async throws {
    let house = try await House(experts: 8)
    let id = try await house.ask(.whenever)
    let first = try await house.asked(id)
    _ = try await house.desk.take(first[0], id)
    // Taking again keeps the lease.
    house.told.advance(seconds: 100)
    _ = try await house.desk.take(first[0], id)
    house.told.advance(seconds: 7_099)
    _ = try await house.desk.tick()
    #expect(try await house.asked(id).count == 3)
    house.told.advance(seconds: 1)
    _ = try await house.desk.tick()
    #expect(try await house.asked(id).count == 2)
    let mine = try await house.desk.show(first[0], id).mine
    #expect(mine?.state == "lapsed")
    house.told.advance(seconds: 7_200)
    _ = try await house.desk.tick()
    #expect(try await house.asked(id).count == 2 + 5)
    #expect(try await house.unasked(id).isEmpty)
    let loads = try await house.archive.read { try $0.load(first[0].member.id) }
    #expect(loads.pending == 0)
  }

  @Test func `a lapsed offer cannot be taken from the queue`() async throws {
    let house = try await House(experts: 20)
    let id = try await house.ask()
    let expert = try await house.asked(id)[0]
    house.told.advance(seconds: 160)
    // Nobody ticked: the offer is over all the same.
    #expect(await refusal { _ = try await house.desk.take(expert, id) }?.code == "lease-lapsed")
    #expect(await refusal { _ = try await house.desk.take(expert) }?.code == "nothing-waiting")
    #expect(
      await refusal {
        _ = try await house.desk.answer(expert, id, NewAnswer(taxon: nil))
      }?.code == "lease-lapsed")
  }

  @Test func `a late answer is taken when it says so, and marked`() async throws {
    let house = try await House(experts: 20)
    let id = try await house.ask()
    let expert = try await house.asked(id)[0]
    house.told.advance(seconds: 161)
    _ = try await house.desk.tick()
    let answer = NewAnswer(taxon: "Daboia russelii")
    #expect(
      await refusal { _ = try await house.desk.answer(expert, id, answer) }?.code == "lease-lapsed")
    var late = answer
    late.acceptsLate = true
    let sheet = try await house.desk.answer(expert, id, late)
    #expect(sheet.answers?.map(\.isLate) == [true])
    #expect(sheet.mine?.state == "answered")
    #expect(try await house.verify().isClean)
  }

  @Test func `when a question closes the others are released`() async throws {
    let house = try await House(experts: 30)
    let id = try await house.ask()
    house.told.advance(seconds: 40)
    _ = try await house.desk.tick()
    for expert in try await house.asked(id) where try await house.question(id).isOpen {
      _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia russelii"))
    }
    let assignments = try await house.assignments(id)
    #expect((4...15).contains(assignments.count))
    #expect(!assignments.contains { $0.isPending })
    let released = try #require(
      assignments.first { if case .released = $0.state { true } else { false } })
    let expert = try #require(house.experts.first { $0.member.id == released.expert })
    #expect(try await house.desk.queue(expert).isEmpty)
    #expect(
      await refusal { _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Echis")) }
        == .questionClosed(phase: "settled"))
    #expect(await refusal { _ = try await house.desk.take(expert, id) }?.code == "question-closed")
    for caller in house.experts {
      #expect(try await house.archive.read { try $0.load(caller.member.id).pending } == 0)
    }
  }

  @Test func `who passes makes room, and when all have passed the next are asked at once`()
    async throws
  {
    let house = try await House(experts: 9)
    let id = try await house.ask(.whenever)
    for expert in try await house.asked(id) {
      _ = try await house.desk.pass(expert, id, reason: .notMyRegion)
    }
    #expect(try await house.asked(id).count == 6)
  }

  @Test func `when nobody can be asked at all that is said at once`() async throws {
    let house = try await House(experts: 0)
    let id = try await house.ask()
    let sheet = try await house.desk.show(house.asker, id)
    #expect(sheet.phase == .unsettled)
    #expect(sheet.verdict?.advice.contains("treat as dangerous") == true)
    #expect(try await house.verify().isClean)
  }

  @Test func `when all are asleep it says so by the deadline, and asks them when they wake`()
    async throws
  {
    let house = try await House(experts: 5, availability: Availability(quiet: "11:00-13:00"))
    let id = try await house.ask()
    #expect(try await house.question(id).phase == .gathering)
    for _ in 0..<11 {
      house.told.advance(seconds: 10)
      _ = try await house.desk.tick()
    }
    let sheet = try await house.desk.show(house.asker, id)
    #expect(sheet.phase == .provisional && sheet.fallback?.reason == .nobodyReached)
    #expect(try await house.assignments(id).isEmpty)
    for _ in 0..<100 {
      house.told.advance(seconds: 35)
      _ = try await house.desk.tick()
    }
    #expect(try await house.asked(id).count == 3, "at one o'clock")
  }

  @Test func `a tick at the same hour changes nothing more`() async throws {
    let house = try await House(experts: 10)
    var history = RandomHistory(house, seed: 12)
    for _ in 0..<12 {
      try await history.run(8)
      _ = try await house.desk.tick()
      let before = try await house.everything()
      #expect(try await house.desk.tick() == 0)
      #expect(try await house.everything() == before)
    }
  }

  @Test func `options can be added by those who are asked`() async throws {
    let house = try await House()
    let id = try await house.askOptions()
    let asked = try await house.asked(id)
    let sheet = try await house.desk.addOption(asked[0], id, "  sell it ")
    #expect(sheet.options == ["repair", "replace", "sell it"])
    #expect(
      await refusal {
        _ = try await house.desk.addOption(asked[1], id, "SELL  it")
      }?.code == "exists")
    let outsider = try #require(try await house.unasked(id).first)
    #expect(
      await refusal {
        _ = try await house.desk.addOption(outsider, id, "burn it")
      }?.code == "not-found")
    for _ in 0..<6 where try await house.question(id).isOpen {
      let expert = try #require(try await house.asked(id).first)
      _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "sell it"))
    }
    let verdict = try await house.desk.show(house.asker, id).verdict
    #expect(verdict?.taxon == "sell it" && verdict?.phase == .settled)
    #expect(verdict?.actions.isEmpty == true)
    let snake = try await house.ask()
    let expert = try await house.asked(snake)[0]
    #expect(
      await refusal { _ = try await house.desk.addOption(expert, snake, "x") }?.code
        == "other-subject")
    #expect(try await house.verify().isClean)
  }
}
