import Testing
import WitanTesting

@testable import Witan

/// Promises at the desk: recorded, derived anew, shown, scored; and what is said where nobody is.
@Suite struct PromiseCourseTests {
  private let asleep = Availability(quiet: "11:00-17:00")
  private let new = NewQuestion(subject: "snakes", text: "What is it?", place: "IN-KA")

  @Test func `a promise is recorded before the first wave, and an audit derives it`() async throws {
    let house = try await House(experts: 6)
    let id = try await house.ask()
    let trace = try await house.archive.read { try $0.trace(of: id) }
    #expect(
      trace.map(\.event.kind) == ["questionAsked", "promised", "questionDispatched"])
    let sheet = try await house.desk.show(house.asker, id)
    let promise = try #require(sheet.promise)
    #expect(promise.promise.experts == 6 && promise.promise.awake == 6)
    #expect(promise.promise.odds[0].partsPerMillion > 0 && promise.emergencyText == nil)
    #expect(promise.sentence.hasPrefix("Nobody who has proved themselves (Snakes, Asia) is awake"))
    #expect(sheet.fallback == nil)
    #expect(try await house.desk.show(house.auditor, id).promise == promise)
    let expert = try await house.asked(id)[0]
    #expect(try await house.desk.show(expert, id).promise == nil)
    #expect(try await house.verify().isClean)
  }

  @Test func `what would be promised is what is promised, and nothing is recorded`() async throws {
    let house = try await House(experts: 6)
    let before = try await house.everything()
    let dry = try await house.desk.promise(house.asker, new)
    #expect(try await house.everything() == before)
    let id = try await house.ask()
    #expect(try await house.desk.show(house.asker, id).promise == dry)
  }

  @Test func `a dry run refuses what asking refuses`() async throws {
    let house = try await House(experts: 2)
    let long = String(repeating: "x", count: 4_001)
    let cases = [
      NewQuestion(subject: "stones", text: "?"), NewQuestion(subject: "snakes", text: " "),
      NewQuestion(subject: "snakes", text: long),
      NewQuestion(subject: "snakes", text: "?", place: "XX"),
      NewQuestion(subject: "snakes", text: "?", options: ["a", "b"]),
      NewQuestion(subject: "workshop", text: "?", options: ["a"]),
      NewQuestion(subject: "snakes", text: "?", known: "Daboia"),
      NewQuestion(subject: "snakes", text: "?", language: "no tongue"),
    ]
    for each in cases {
      let dry = await refusal { _ = try await house.desk.promise(house.asker, each) }
      let real = await refusal { _ = try await house.desk.ask(house.asker, each) }
      #expect(dry != nil && dry == real, "\(each)")
    }
    let unknown = NewQuestion(subject: "snakes", text: "?", known: "Unicornus")
    let dry = await refusal { _ = try await house.desk.promise(house.steward, unknown) }
    #expect(
      await refusal { _ = try await house.desk.ask(house.steward, unknown) } == dry && dry != nil)
    let photos = [Upload](repeating: Upload([0xFF, 0xD8, 0xFF]), count: 5)
    #expect(
      await refusal { _ = try await house.desk.promise(house.asker, new, photos: photos) } != nil)
    let options = NewQuestion(subject: "workshop", text: "?", options: ["a", "b"])
    #expect(try await house.desk.promise(house.asker, options).promise.awake == 2)
  }

  @Test func `a forged promise is found`() async throws {
    let house = try await House(experts: 4)
    let id = try await house.ask()
    let record = try await house.everything()
    let index = try #require(
      record.entryBytes.firstIndex { (try? Entry(bytes: $0))?.event.kind == "promised" })
    let entry = try Entry(bytes: record.entryBytes[index])
    guard case .promised(let fact) = entry.event else { return }
    let promise = fact.promise
    let better = Promise(
      experts: promise.experts, awake: promise.awake, here: promise.here, proved: promise.proved,
      provedAwake: promise.provedAwake, provedHere: promise.provedHere,
      odds: promise.odds.map { .init(withinSeconds: $0.withinSeconds, partsPerMillion: 990_000) },
      expectedWaitSeconds: promise.expectedWaitSeconds)
    var forged = record
    forged.entryBytes[index] = try Entry(
      index: index, community: entry.community, at: entry.at, by: entry.by,
      event: .promised(Promised(question: id, promise: better)), salt: entry.salt
    ).bytes()
    forged.rebuildTree()
    let faults = try forged.verify().faults
    #expect(
      faults.contains {
        $0.place == "entry \(index)"
          && $0.reason == "its promised does not follow from the record before it"
      }, "\(faults)")
    #expect(faults.contains { $0.place == "promise \(id)" })
  }

  @Test func `what came of promises is scored`() async throws {
    let house = try await House(experts: 6)
    let (one, other) = (try await house.ask(), try await house.ask(.today))
    house.told.advance(seconds: 30)
    let expert = try await house.asked(one)[0]
    _ = try await house.desk.answer(expert, one, NewAnswer(taxon: "Daboia russelii"))
    house.told.advance(seconds: 90)
    let score = try await house.desk.promiseScore(house.auditor, subject: "snakes")
    #expect(score.promises == 2 && score.horizons[0].count == 2)
    #expect(score.horizons[0].keptPartsPerMillion == 500_000)
    #expect(score.horizons[0].tenths.reduce(0) { $0 + $1.count } == 2)
    let trial = try await house.archive.read { try $0.promise(one) }
    #expect(trial?.answeredAt == Sample.noon.adding(seconds: 30))
    #expect(try await house.archive.read { try $0.promise(other) }?.answeredAt == nil)
    #expect(
      try await house.desk.promiseScore(house.steward, subject: "workshop").promises == 0)
    #expect(
      await refusal {
        _ = try await house.desk.promiseScore(house.steward, subject: "stones")
      }?.sort == .notFound)
    #expect(try await house.verify().isClean)
  }

  @Test func `where nobody is there, it is said at once with what to do instead`() async throws {
    for (count, availability) in [(0, Availability.always), (3, asleep)] {
      let house = try await House(experts: count, availability: availability)
      let dry = try await house.desk.promise(house.asker, new)
      #expect(dry.promise.isEmpty && dry.emergencyText == Community.emergencyTextAtFirst)
      let sheet = try await house.desk.ask(house.asker, new)
      #expect(
        sheet.fallback
          == Fallback(reason: .nobodyReached, text: Community.emergencyTextAtFirst), "\(count)")
      #expect(try await house.verify().isClean)
    }
  }

  @Test func `where nobody answers, it is said when all have had their time`() async throws {
    let house = try await House(experts: 2)
    let id = try await house.ask()
    #expect(try await house.desk.show(house.asker, id).fallback == nil)
    for _ in 0..<12 {
      house.told.advance(seconds: 40)
      _ = try await house.desk.tick()
    }
    #expect(try await house.desk.show(house.asker, id).fallback?.reason == .nobodyReached)
  }

  @Test(arguments: [Urgency.today, .whenever])
  func `where all had their time long before the deadline, it is said then`(urgency: Urgency)
    async throws
  {
    let house = try await House(experts: 2)
    let id = try await house.ask(urgency)
    let ends = try await house.assignments(id).compactMap(\.endsAt)
    let last = try #require(ends.max())
    let deadline = try await house.question(id).deadline
    #expect(ends.count == 2 && last < deadline)
    house.told.advance(seconds: house.told.now.seconds(until: last) - 1)
    _ = try await house.desk.tick()
    #expect(try await house.desk.show(house.asker, id).fallback == nil)
    house.told.advance(seconds: 1)
    _ = try await house.desk.tick()
    #expect(try await house.desk.show(house.asker, id).fallback?.reason == .nobodyReached)
  }

  @Test func `when the deadline passes without anything known, it is said too`() async throws {
    let house = try await House(experts: 3)
    let id = try await house.ask()
    house.told.advance(seconds: 110)
    _ = try await house.desk.tick()
    let sheet = try await house.desk.show(house.asker, id)
    #expect(sheet.phase == .provisional && sheet.verdict?.taxon == nil)
    #expect(sheet.fallback?.reason == .nothingKnown)
    for expert in try await house.asked(id).prefix(2) {
      #expect(try await house.desk.show(expert, id).fallback == nil)
      _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia russelii"))
    }
    #expect(try await house.desk.show(house.asker, id).fallback == nil)
  }

  @Test func `a steward writes the emergency text, and every bad one is refused`() async throws {
    let house = try await House(experts: 0)
    #expect(try await house.desk.emergencyText(house.asker) == Community.emergencyTextAtFirst)
    #expect(
      try await house.desk.setEmergencyText(house.steward, "  Call 112.\n") == "Call 112.")
    #expect(try await house.desk.emergencyText(house.asker) == "Call 112.")
    let before = try await house.everything()
    #expect(try await house.desk.setEmergencyText(house.steward, "Call 112.") == "Call 112.")
    for text in ["", " \n", "\u{1B}[2J", String(repeating: "x", count: 1_001)] {
      #expect(
        await refusal { _ = try await house.desk.setEmergencyText(house.steward, text) } != nil)
    }
    #expect(try await house.everything() == before)
    let id = try await house.ask()
    #expect(try await house.desk.show(house.asker, id).fallback?.text == "Call 112.")
    #expect(try await house.verify().isClean)
  }
}
