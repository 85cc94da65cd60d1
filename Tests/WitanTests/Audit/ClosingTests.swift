import Testing
import WitanTesting

@testable import Witan

/// A question ends early only where nobody more was to be asked, by the draw that is recorded.
@Suite struct ClosingTests {
  /// The draws of all verdicts that closed a question so.
  private func draws(_ house: House) async throws -> [String?] {
    try await house.everything().entryBytes.compactMap {
      guard case .consensusReached(let fact) = try Entry(bytes: $0).event,
        fact.occasion == .exhausted
      else { return nil }
      return fact.draw
    }
  }

  @Test(arguments: Urgency.allCases)
  func `an honest closing records the draw, and is clean`(urgency: Urgency) async throws {
    let house = try await House(experts: 2)
    let id = try await house.ask(urgency)
    for expert in try await house.asked(id) {
      _ = try await house.desk.pass(expert, id, reason: .notMyRegion)
    }
    #expect(try await house.question(id).phase == .unsettled)
    let draws = try await draws(house)
    #expect(draws.count == 1 && draws[0]?.count == 16, "\(draws)")
    #expect(try await house.verify().isClean)
  }

  @Test(arguments: Urgency.allCases, [nil, "00000000000000a7", "no draw"])
  func `a closing while others could be asked is named`(urgency: Urgency, draw: String?)
    async throws
  {
    let house = try await House(experts: 9)
    let id = try await house.ask(urgency)
    let rule = try await house.archive.read { try $0.rule() }
    house.told.advance(seconds: rule.clock(urgency).waveSeconds)
    let question = try await house.question(id)
    let step = question.nextStep(
      assignments: try await house.assignments(id), now: house.told.now, rule: rule)
    #expect(step == .widen)
    _ = try await house.desk.record { _, course in
      try course.reach(question, on: .exhausted, draw: draw)
    }
    let report = try await house.verify()
    let fault = try #require(report.faults.first, "an early closing is not found")
    #expect(fault.reason.contains("consensusReached does not follow"), "\(fault)")
    let kept = fault.evidence.map { "\($0)" } ?? ""
    #expect(kept.contains(draw.flatMap { UInt64($0, radix: 16) } == nil ? "draw" : "closes"))
  }
}
