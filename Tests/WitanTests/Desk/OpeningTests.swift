import Testing
import WitanTesting

@testable import Witan

/// A question that is open to all who qualify: when it is opened, who may come, what is recorded.
@Suite struct OpeningTests {
  /// A community of which all but a few are asked about a question of the hour, in three waves.
  private func opened(_ count: Int = 100) async throws -> (house: House, id: ID<Question>) {
    let house = try await House(experts: count)
    let id = try await house.ask(.today)
    for _ in 0..<3 {
      house.told.advance(seconds: 900)
      _ = try await house.desk.tick()
    }
    return (house, id)
  }

  @Test func `after three waves nobody more is asked, and all who qualify may take it`()
    async throws
  {
    let (house, id) = try await opened()
    #expect(try await house.assignments(id).map(\.wave).max() == 3)
    #expect(try await house.assignments(id).count == 87)
    let opening = try #require(try await house.question(id).opening)
    #expect(opening.qualified == 13 && opening.at == house.told.now)
    let comer = try await house.unasked(id)[0]
    let before = try await house.everything().entryBytes.count
    let queue = try await house.desk.queue(comer)
    #expect(queue.map(\.id) == [id.text] && queue[0].opening == opening && queue[0].mine == nil)
    #expect(queue[0].answers == nil && queue[0].asker == nil, "it is sealed from them")
    #expect(try await house.desk.show(comer, id).id == id.text)
    #expect(try await house.everything().entryBytes.count == before, "looking records nothing")
    let taken = try await house.desk.take(comer)
    #expect(taken.id == id.text && taken.mine?.state == "held")
    let load = try await house.archive.read { try $0.load(comer.member.id) }
    #expect(load.pending == 1 && load.offered == 1)
    _ = try await house.desk.answer(comer, id, NewAnswer(taxon: "Daboia russelii"))
    let rhythm = try await house.archive.read { try $0.rhythm(comer.member.id) }
    #expect(rhythm.answers == 0 && rhythm.hours.isEmpty && rhythm.activeAt == house.told.now)
    #expect(await refusal { _ = try await house.desk.take(comer, id) }?.code == "already-answered")
    for _ in 0..<40 {
      house.told.advance(seconds: 100)
      _ = try await house.desk.tick()
    }
    #expect(try await house.assignments(id).count == 88, "nobody more was brought to it")
    #expect(try await !house.question(id).isOpen)
    #expect(try await house.question(id).openTo == nil)
    #expect(try await house.desk.queue(house.unasked(id)[0]).isEmpty)
    let receipts = try await house.desk.routes(house.auditor, id)
    #expect(receipts.waves.count == 3 && receipts.isDerived)
    let known = try #require(receipts.waves[2].considered.first?.state)
    #expect(known.offeredToday == 0 && known.pending == 0 && known.medianSeconds == 30)
    let receipt = try #require(receipts.opening)
    #expect(receipt.isDerived && receipt.came == [comer.member.handle] && receipt.qualified == 13)
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `an opening that does not follow from the record before is told by the receipts`()
    async throws
  {
    let (house, id) = try await opened()
    var record = try await house.everything()
    let question = try #require(try record.question(id))
    #expect(try RouteReceipts(of: question, on: record).isDerived)
    let place = try #require(
      try record.entryBytes.firstIndex { try Entry(bytes: $0).event.kind == "questionOpened" })
    let entry = try Entry(bytes: record.entryBytes[place])
    guard case .questionOpened(let fact) = entry.event else { return }
    let forged = QuestionOpened(
      question: fact.question, wave: fact.wave, stakes: fact.stakes,
      qualified: fact.qualified + 1, excluded: fact.excluded, endsAt: fact.endsAt)
    record.entryBytes[place] = try Entry(
      index: place, community: entry.community, at: entry.at, by: entry.by,
      event: .questionOpened(forged), salt: entry.salt
    ).bytes()
    record.rebuildTree()
    let receipts = try RouteReceipts(of: question, on: record)
    #expect(receipts.opening?.isDerived == false && !receipts.isDerived)
    #expect(receipts.waves.allSatisfy { $0.isDerived == true })
  }

  @Test func `a pinned expert who is away brings it to nobody else`() async throws {
    let (house, id) = try await opened()
    let unasked = try await house.unasked(id)
    let away = Availability(awayUntil: house.told.now.adding(seconds: 86_400))
    _ = try await house.desk.setAvailability(
      unasked[0], handle: try #require(unasked[0].member.handle), away)
    _ = try await house.desk.steer(
      house.steward, id, .pin, handle: try #require(unasked[0].member.handle), ground: "knows it")
    for _ in 0..<4 {
      house.told.advance(seconds: 900)
      _ = try await house.desk.tick()
    }
    #expect(try await house.assignments(id).count == 87, "nobody in their place")
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `who came unasked is not shown the spot`() async throws {
    let (house, id) = try await opened()
    let comer = try await house.unasked(id)[0]
    _ = try await house.desk.take(comer, id)
    let asked = try await house.asked(id)[0]
    _ = try await house.desk.take(asked, id)
    for (who, isShown) in [(comer, false), (asked, true)] {
      let needs = try await house.archive.read { shelf in
        try View(of: try shelf.existing(id), for: who, on: shelf)?.needsSpot
      }
      #expect(needs == isShown)
    }
  }

  @Test func `so many at once may have it as answers are enough`() async throws {
    let (house, id) = try await opened(103)
    let comers = try await house.unasked(id)
    #expect(comers.count == 16)
    for comer in comers.prefix(12) { _ = try await house.desk.take(comer, id) }
    let refused = await refusal { _ = try await house.desk.take(comers[12], id) }
    #expect(refused?.code == "enough-at-work" && refused?.sentence.contains("at work") == true)
    #expect(await refusal { _ = try await house.desk.take(comers[12]) }?.code == "nothing-waiting")
    _ = try await house.desk.pass(comers[0], id, reason: .notMyRegion)
    #expect(try await house.desk.take(comers[12], id).mine?.state == "held")
    #expect(await refusal { _ = try await house.desk.take(comers[0], id) }?.code == "passed-on")
    let held = try await house.assignments(id).filter { $0.lease != nil }
    #expect(held.count == 12 && Set(held.map(\.expert)).count == 12)
    #expect(try await house.verify().isClean)
  }

  @Test func `who may never be asked about it does not find it`() async throws {
    let house = try await House(experts: 100)
    let new = NewQuestion(
      subject: "snakes", text: "What is it?", place: "IN-KA", urgency: .today, language: "en")
    let id = ID<Question>(try await house.desk.ask(house.asker, new).id)
    for _ in 0..<3 {
      house.told.advance(seconds: 900)
      _ = try await house.desk.tick()
    }
    let comers = try await house.unasked(id)
    let handles = comers.compactMap(\.member.handle)
    let asked = try await house.asked(id)[0].member.handle ?? ""
    _ = try await house.desk.setLanguages(comers[0], handle: handles[0], ["fr"])
    _ = try await house.desk.setGroup(house.steward, handle: handles[1], "house-7")
    _ = try await house.desk.setGroup(house.steward, handle: asked, "house-7")
    _ = try await house.desk.steer(house.steward, id, .bar, handle: handles[2], ground: "his snake")
    _ = try await house.desk.setRoles(house.steward, handle: handles[3], [.asker])
    for comer in comers.prefix(3) {
      #expect(try await house.desk.queue(house.desk.current(comer)).isEmpty)
      let refused = await refusal {
        _ = try await house.desk.take(house.desk.current(comer), id)
      }
      #expect(refused == .notFound(kind: "question", name: id.text))
      #expect(
        await refusal { _ = try await house.desk.show(house.desk.current(comer), id) }?.sort
          == .notFound)
    }
    let leave = Availability(awayUntil: house.told.now.adding(seconds: 86_400))
    _ = try await house.desk.setAvailability(comers[4], handle: handles[4], leave)
    let away = try await house.desk.current(comers[4])
    #expect(try await house.desk.queue(away).isEmpty)
    #expect(
      await refusal { _ = try await house.desk.take(away, id) }?.sentence
        .contains("on leave") == true)
    _ = try await house.desk.setAvailability(
      comers[5], handle: handles[5], Availability(quiet: "00:00-23:59", budgetPerDay: 0))
    let quiet = try await house.desk.current(comers[5])
    #expect(try await house.desk.take(quiet).id == id.text, "quiet hours keep nobody from coming")
    #expect(try await house.verify().isClean)
  }

  @Test func `where all sleep it is open to whoever looks, and asked when one wakes`() async throws
  {
    let house = try await House(experts: 3, availability: Availability(quiet: "11:00-12:05"))
    let id = try await house.ask()
    let question = try await house.question(id)
    #expect(question.opening?.qualified == 3 && question.isOpen)
    #expect(question.opening?.until == Sample.noon.adding(seconds: 3_600))
    #expect(try await house.desk.show(house.asker, id).fallback?.reason == .nobodyReached)
    let comer = house.experts[1]
    #expect(try await house.desk.take(comer).id == id.text)
    _ = try await house.desk.pass(comer, id, reason: .noTime)
    for _ in 0..<30 {
      house.told.advance(seconds: 10)
      _ = try await house.desk.tick()
    }
    #expect(house.told.now == Sample.noon.adding(seconds: 300))
    #expect(try await house.asked(id).count == 2, "both others are awake, and are asked at once")
    #expect(try await house.verify().isClean)
  }

  @Test func `nobody comes in time, and it ends when its hour is over`() async throws {
    let house = try await House(experts: 3, availability: Availability(quiet: "11:00-20:00"))
    let id = try await house.ask()
    house.told.advance(seconds: 3_599)
    _ = try await house.desk.tick()
    #expect(try await house.question(id).isOpen)
    house.told.advance(seconds: 1)
    _ = try await house.desk.tick()
    #expect(try await house.question(id).phase == .unsettled)
    #expect(try await house.question(id).unansweredAt == house.told.now)
    let empty = try await house.archive.read { try $0.trace(of: id) }
      .count { if case .questionDispatched = $0.event { true } else { false } }
    #expect(empty < 40, "\(empty) waves that asked nobody")
    #expect(try await house.verify().isClean)
  }

  @Test func `an opening or a coming that was forged is found`() async throws {
    let (house, id) = try await opened()
    _ = try await house.desk.take(house.unasked(id)[0], id)
    let record = try await house.everything()
    for (index, bytes) in record.entryBytes.enumerated() {
      let entry = try Entry(bytes: bytes)
      let forged: Event
      switch entry.event {
      case .questionOpened(let fact):
        forged = .questionOpened(
          QuestionOpened(
            question: id, wave: fact.wave, stakes: fact.stakes, qualified: fact.qualified + 1,
            excluded: fact.excluded, endsAt: fact.endsAt))
      case .openQuestionTaken(let fact):
        let asked = try await house.assignments(id)[0].expert
        forged = .openQuestionTaken(
          OpenQuestionTaken(
            assignment: fact.assignment, question: id, expert: asked, endsAt: fact.endsAt))
      default: continue
      }
      var changed = record
      changed.entryBytes[index] = try Entry(
        index: index, community: entry.community, at: entry.at, by: entry.by, event: forged,
        salt: entry.salt
      ).bytes()
      changed.rebuildTree()
      #expect(try changed.verify().faults.contains { $0.place == "entry \(index)" })
    }
  }

  @Test func `of more than are shown, the most pressing are seen first`() async throws {
    let busy = Availability(budgetPerDay: 0)
    let house = try await House(experts: 2, availability: busy)
    for _ in 0..<101 { _ = try await house.ask(.whenever) }
    house.told.advance(seconds: 20)
    let urgent = try await house.ask()
    let shown = try await house.desk.queue(house.experts[0])
    #expect(shown.count == 100 && shown.first?.id == urgent.text)
    for _ in 0..<100 {
      let id = ID<Question>(try await house.desk.take(house.experts[0]).id)
      _ = try await house.desk.answer(house.experts[0], id, NewAnswer(taxon: nil))
    }
    #expect(try await house.desk.queue(house.experts[0]).count == 2)
  }
}
