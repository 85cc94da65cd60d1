import Testing
import WitanTesting

@testable import Witan

/// A steward's wishes, people's times, and what the receipts say of both.
@Suite struct SteeringTests {
  private func offers(_ house: House, _ id: ID<Question>) async throws -> [String] {
    let receipts = try await house.desk.routes(house.steward, id)
    return receipts.waves.flatMap { $0.offers.map(\.expert) }
  }

  @Test func `who is pinned goes next, and who is barred never`() async throws {
    let house = try await House(experts: 12)
    let id = try await house.ask()
    let asked = Set(try await house.assignments(id).map(\.expert))
    let free = house.experts.filter { !asked.contains($0.member.id) }
    let (pinned, barred) = (free[0].member, free[1].member)
    _ = try await house.desk.steer(
      house.steward, id, .pin, handle: pinned.handle ?? "", ground: "She has seen it")
    _ = try await house.desk.steer(
      house.steward, id, .bar, handle: barred.handle ?? "", ground: "He treats the patient")
    house.told.advance(seconds: 40)
    _ = try await house.desk.tick()
    let receipts = try await house.desk.routes(house.steward, id)
    let second = try #require(receipts.waves.last)
    #expect(second.offers.first?.seat == .pinned)
    #expect(second.offers.first?.expert == pinned.handle)
    #expect(second.excluded["barred"] == 1)
    #expect(!(try await offers(house, id)).contains(barred.handle ?? ""))
    #expect(receipts.waves.count == 2 && receipts.waves.allSatisfy { $0.isDerived == true })
    #expect(try await house.verify().isClean)
  }

  @Test func `an offer that awaits an answer is taken back by a bar, and by other roles`()
    async throws
  {
    let house = try await House(experts: 4)
    let id = try await house.ask()
    let asked = try await house.assignments(id).map(\.expert)
    let experts = asked.compactMap { one in house.experts.first { $0.member.id == one } }
    let (barred, gone) = (try #require(experts.first), try #require(experts.last))
    _ = try await house.desk.take(barred, id)
    _ = try await house.desk.steer(
      house.steward, id, .bar, handle: barred.member.handle ?? "", ground: "kin of the patient")
    let new = NewAnswer(taxon: "Naja naja", confidence: .sure)
    let word = await refusal { _ = try await house.desk.answer(barred, id, new) }?.sentence ?? ""
    #expect(word.contains("took this question back"), "\(word)")
    _ = try await house.desk.setRoles(house.steward, handle: gone.member.handle ?? "", [.asker])
    let after = try await house.assignments(id)
    for expert in [barred, gone] {
      let own = try #require(after.first { $0.expert == expert.member.id })
      #expect(!own.isPending, "\(own)")
      #expect(try await house.desk.archive.read { try $0.load(expert.member.id).pending } == 0)
    }
    #expect(try await house.verify().isClean)
  }

  @Test func `wishes that cannot be met are refused and change nothing`() async throws {
    let house = try await House(experts: 3)
    let id = try await house.ask()
    let asked = try #require(try await house.assignments(id).first?.expert)
    let handle = try #require(house.experts.first { $0.member.id == asked }?.member.handle)
    let before = try await house.everything()
    let desk = house.desk
    for (caller, question, name, ground) in [
      (house.steward, id, handle, "asked already"), (house.steward, id, "nobody", "who?"),
      (house.steward, id, house.asker.member.handle ?? "", "no expert"),
      (house.steward, id, handle, " "), (house.steward, ID("q-none"), handle, "no question"),
      (house.asker, id, handle, "no steward"),
    ] {
      #expect(
        await refusal {
          _ = try await desk.steer(caller, question, .pin, handle: name, ground: ground)
        } != nil, "\(ground)")
    }
    #expect(try await house.everything() == before)
  }

  @Test func `nobody brings themselves a question`() async throws {
    let house = try await House(experts: 6)
    let id = try await house.ask()
    let both = NewMember(
      handle: "both", name: "Both", roles: [.steward, .expert], subjects: [ID("snakes")])
    let caller = try await house.desk.caller(token: house.desk.join(house.steward, both).token)
    func steer(_ steward: Caller, _ wish: RouteWish) async -> Refusal? {
      await refusal {
        _ = try await house.desk.steer(steward, id, wish, handle: "both", ground: "knows it")
      }
    }
    #expect(await steer(caller, .pin)?.field == "expert")
    #expect(await steer(house.steward, .pin) == nil)
    #expect(await steer(caller, .bar) == nil)
    #expect(await steer(house.steward, .pin)?.sort == .conflict)
    // Nor by keeping it from all others.
    let next = try await house.ask()
    for expert in house.experts {
      _ = try await house.desk.steer(
        caller, next, .bar, handle: expert.member.handle ?? "", ground: "x")
    }
    for _ in 0..<20 {
      house.told.advance(seconds: 20)
      _ = try await house.desk.tick()
    }
    #expect(try await !house.assignments(next).contains { $0.expert == caller.member.id })
    // Who has it already keeps it, whatever becomes of their roles.
    let mine = try await house.ask()
    for _ in 0..<6 where try await house.desk.queue(caller).isEmpty {
      for expert in try await house.asked(mine).prefix(1) {
        _ = try await house.desk.pass(expert, mine, reason: .noTime)
      }
    }
    let others = try await house.unasked(mine) + house.asked(mine)
    let free = try #require(others.first)
    _ = try await house.desk.steer(
      caller, mine, .bar, handle: free.member.handle ?? "", ground: "x")
    _ = try await house.desk.setRoles(
      house.steward, handle: "both", [.expert], subjects: [ID("snakes")])
    _ = try await house.desk.setRoles(
      caller, handle: "both", [.expert], subjects: [ID("snakes")])
    let expert = try await house.desk.current(caller)
    #expect(expert.member.roles == [.expert])
    #expect(try await house.desk.take(expert, mine).id == mine.text)
    _ = try await house.desk.answer(expert, mine, NewAnswer(taxon: "Echis"))
    #expect(try await house.verify().isClean)
  }

  @Test func `who is on leave is not asked, and is again afterwards`() async throws {
    let house = try await House(experts: 4)
    let away = house.experts[0]
    let handle = try #require(away.member.handle)
    let until = house.told.now.adding(seconds: 86_400)
    let sheet = try await house.desk.setAvailability(
      away, handle: handle, Availability(awayUntil: until))
    #expect(sheet.availability.awayUntil == until)
    let id = try await house.ask()
    #expect(!(try await offers(house, id)).contains(handle))
    let receipts = try await house.desk.routes(house.steward, id)
    #expect(receipts.waves.first?.excluded["away"] == 1)
    house.told.advance(seconds: 86_400)
    let later = try await house.ask()
    let wave = try #require(try await house.desk.routes(house.steward, later).waves.first)
    #expect(wave.excluded["away"] == nil && wave.eligible == 4)
    #expect(
      await refusal {
        _ = try await house.desk.setAvailability(house.asker, handle: handle, .always)
      } != nil)
    #expect(try await house.verify().isClean)
  }

  @Test func `who is there is recorded once in a while, and asked first`() async throws {
    let house = try await House(experts: 9)
    try await house.desk.recordPresence()
    house.told.advance(seconds: 3_600)
    let here = house.experts[8]
    for _ in 0..<5 {
      house.desk.presence.see(here.member)
      _ = try await house.desk.tick()
      house.told.advance(seconds: 60)
    }
    let seen = try await house.archive.read { shelf in
      try shelf.entries(0..<shelf.ledgerSize()).map { try Entry(bytes: $0).event }
    }.filter {
      if case .membersSeen(let fact) = $0 { fact.members == [here.member.id] } else { false }
    }
    #expect(seen.count == 1)
    let id = try await house.ask()
    #expect((try await offers(house, id)).first == here.member.handle)
    #expect(try await house.verify().isClean)
  }
}
