import Testing
import WitanTesting

@testable import Witan

/// What a question was is what replaying everything up to then shows.
@Suite struct AsOfTests {
  @Test(arguments: 1...3) func `the past is what a whole replay shows`(seed: UInt64) async throws {
    let house = try await House(seed: seed, experts: 6)
    var history = RandomHistory(house, seed: seed)
    try await history.run(110)
    let record = try await house.everything()
    let questions = try await house.archive.read { try $0.questions(RecordFilter()).map(\.id) }
    let (library, replay) = (Library(), ReplayPen(base: record))
    var chance = Chance(seed: seed)
    var compared = 0
    for index in record.entryBytes.indices {
      try replay.append(record.entryBytes[index])
      try Projector.apply(try Entry(bytes: record.entryBytes[index]), to: replay)
      guard chance.below(8) == 0 else { continue }
      let id = questions[chance.below(questions.count)]
      for caller in [house.auditor, house.steward] {
        let whole = try replay.question(id).flatMap {
          try View(of: $0, for: caller, on: replay)?.sheet(library)
        }
        do {
          let then = try await house.desk.show(caller, id, asOf: String(index))
          #expect(then == whole, "seed \(seed) entry \(index) \(id)")
          compared += 1
        } catch let refusal as Refusal {
          #expect(refusal.sort == .conflict && whole == nil, "seed \(seed): \(refusal)")
        }
      }
    }
    #expect(compared > 4, "seed \(seed): \(compared)")
  }

  @Test func `an hour means all that happened until its end`() async throws {
    let house = try await House()
    let id = try await house.ask()
    house.told.advance(seconds: 10)
    let expert = try #require(try await house.asked(id).first)
    _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia"))
    let start = Sample.noon
    func count(_ then: String) async throws -> Int? {
      try await house.desk.show(house.asker, id, asOf: then).answers?.count
    }
    #expect(try await count(start.adding(seconds: 9).text) == 0)
    #expect(try await count(start.adding(seconds: 10).text) == 1)
    #expect(try await count("\(start.text.prefix(16))Z") == 1)
    #expect(try await count(start.day) == 1)
    let now = try await house.desk.show(house.asker, id)
    #expect(try await house.desk.show(house.asker, id, asOf: start.day) == now)
    for then in ["yesterday", "2026-01-01T12:00:00", "99999", "2025-01-01"] {
      #expect(
        await refusal { _ = try await house.desk.show(house.asker, id, asOf: then) } != nil)
    }
    for other in [expert, house.experts[5]] {
      #expect(
        await refusal { _ = try await house.desk.show(other, id, asOf: start.day) } != nil)
    }
  }
}
