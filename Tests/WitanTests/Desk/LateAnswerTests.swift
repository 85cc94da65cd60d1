import Testing
import WitanTesting

@testable import Witan

/// Answers to a question that closed without any.
@Suite struct LateAnswerTests {
  /// A question that nobody of two answered in time.
  private func closed(known: String? = nil) async throws -> (house: House, id: ID<Question>) {
    let house = try await House(experts: 2)
    let id = try await house.ask(known: known)
    for _ in 0..<30 {
      house.told.advance(seconds: 20)
      _ = try await house.desk.tick()
    }
    #expect(try await !house.question(id).isOpen)
    return (house, id)
  }

  @Test func `are taken and marked late, and the asker sees what came`() async throws {
    let (house, id) = try await closed()
    let told = try await house.desk.show(house.asker, id)
    #expect(told.fallback?.reason == .nobodyReached && told.verdict?.version == 2)
    let (one, other) = (house.experts[0], house.experts[1])
    let answer = NewAnswer(taxon: "Daboia russelii")
    let refused = await refusal { _ = try await house.desk.answer(one, id, answer) }
    #expect(refused?.code == "lease-lapsed" && refused?.sentence.contains("--late") == true)
    let late = NewAnswer(taxon: "Daboia russelii", acceptsLate: true)
    _ = try await house.desk.answer(one, id, late)
    let sealed = try await house.desk.show(other, id)
    #expect(sealed.answers == nil && sealed.verdict == nil, "the second is to be as blind")
    #expect(try await house.desk.show(house.asker, id).fallback?.reason != .nobodyReached)
    _ = try await house.desk.answer(other, id, late)
    let sheet = try await house.desk.show(house.asker, id)
    #expect(sheet.answers?.map(\.isLate) == [true, true] && sheet.unansweredAt != nil)
    #expect(sheet.verdict?.version == 4 && sheet.verdict?.action == "dangerous")
    #expect(sheet.fallback == nil && !sheet.phase.isOpen)
    let progress = try await house.archive.read { try $0.progress(ID("snakes")) }
    #expect(progress.closed == 1, "it closed once")
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `are not taken once the truth is known`() async throws {
    let late = NewAnswer(taxon: "Daboia russelii", acceptsLate: true)
    let (house, id) = try await closed()
    _ = try await house.desk.recordOutcome(
      house.steward, id, taxon: "Daboia russelii", ground: "seen")
    let refused = await refusal { _ = try await house.desk.answer(house.experts[0], id, late) }
    #expect(refused?.code == "question-closed")
    let (school, known) = try await closed(known: "Daboia russelii")
    let told = await refusal { _ = try await school.desk.answer(school.experts[0], known, late) }
    #expect(told?.code == "question-closed")
  }

  @Test func `are not taken where others answered in time`() async throws {
    let house = try await House(experts: 2)
    let id = try await house.ask()
    _ = try await house.desk.answer(house.experts[0], id, NewAnswer(taxon: "Echis"))
    for _ in 0..<30 {
      house.told.advance(seconds: 20)
      _ = try await house.desk.tick()
    }
    let late = NewAnswer(taxon: "Daboia russelii", acceptsLate: true)
    let refused = await refusal { _ = try await house.desk.answer(house.experts[1], id, late) }
    #expect(refused?.code == "question-closed")
    #expect(try await house.question(id).unansweredAt == nil)
  }

  @Test func `that nobody was reached is told though nothing wrote it`() async throws {
    let house = try await House(experts: 2)
    _ = try await house.desk.setEmergencyText(house.steward, "Call 112.")
    let id = try await house.ask()
    house.told.advance(seconds: 109)
    #expect(try await house.desk.show(house.asker, id).fallback == nil)
    house.told.advance(seconds: 1)
    let before = try await house.everything()
    let due = try await house.desk.show(house.asker, id)
    #expect(due.fallback?.reason == .nothingKnown, "somebody may still answer")
    house.told.advance(seconds: 3_600)
    for sheet in [
      try await house.desk.show(house.asker, id),
      try await house.desk.questions(house.asker, before: nil, limit: 1)[0],
    ] {
      #expect(sheet.fallback == Fallback(reason: .nobodyReached, text: "Call 112."))
    }
    #expect(try await house.everything() == before, "reading wrote nothing")
    #expect(try await house.desk.show(house.experts[0], id).fallback == nil, "it is sealed")
  }
}
