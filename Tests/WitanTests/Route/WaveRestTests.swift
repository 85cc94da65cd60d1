import Testing
import WitanTesting

@testable import Witan

/// Waves that were cut short because answers were expected, and waves that found nobody: neither
/// keeps those who are left from being asked while others stay silent.
@Suite struct WaveRestTests {
  private func assignment(
    _ number: Int, _ state: Assignment.State, unasked: Bool? = nil
  ) -> Assignment {
    var assignment = Assignment(
      offered: ID("a-0-\(number)"), question: ID("q-0"), to: ID("m-\(number)"), wave: 1,
      at: Sample.noon, until: Sample.noon.adding(seconds: 160))
    assignment.cameUnasked = unasked
    assignment.become(state)
    return assignment
  }

  @Test func `while two have not named a taxon as many are asked as all waves left out`() {
    let rule = Rule.first
    #expect([0, 1, 2].map { rule.sizeOfNext(after: $0, brought: 0, named: 9) } == [3, 12, 72])
    #expect(rule.sizeOfNext(after: 3, brought: 17, named: 1) == 70)
    #expect(rule.sizeOfNext(after: 7, brought: 86, named: 0) == 1)
    #expect(rule.sizeOfNext(after: 3, brought: 87, named: 0) == 0)
    #expect(rule.sizeOfNext(after: 3, brought: 17, named: 2) == 0)
  }

  @Test func `who came unasked was not brought, and who handed over counts with the heir`() {
    let lease = Lease(takenAt: Sample.noon, endsAt: Sample.noon.adding(seconds: 120))
    let asked = [
      assignment(1, .lapsed(at: Sample.noon)),
      assignment(2, .handedOver(at: Sample.noon, to: ID("m-3"))),
      assignment(3, .offered),
      assignment(4, .held(lease: lease), unasked: true),
    ]
    #expect(asked.brought == 2)
  }

  @Test func `while those asked stay silent, so many are asked as all waves have room for`()
    async throws
  {
    let house = try await House(experts: 130)
    for expert in house.experts { _ = try await house.desk.queue(expert) }
    let id = try await house.ask()
    var counts: [Int] = []
    for _ in 0..<120 where try await house.question(id).isOpen {
      house.told.advance(seconds: 10)
      _ = try await house.desk.tick()
      counts.append(try await house.assignments(id).count)
    }
    let waves = try await house.assignments(id).map(\.wave)
    #expect(waves.count == 87 && (waves.max() ?? 0) > 3, "\(counts)")
    #expect(try await house.question(id).opening != nil, "the others may come")
    let receipts = try await house.desk.routes(house.auditor, id)
    #expect(receipts.isDerived)
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `two who cannot tell keep nobody from being asked`() async throws {
    let house = try await House(experts: 60)
    for expert in house.experts { _ = try await house.desk.queue(expert) }
    let id = try await house.ask()
    for expert in try await house.asked(id).prefix(2) {
      _ = try await house.desk.take(expert, id)
      _ = try await house.desk.answer(expert, id, NewAnswer(taxon: nil))
    }
    let assignments = try await house.assignments(id)
    #expect(assignments.named == 0 && assignments.count { $0.namedNothing == true } == 2)
    for _ in 0..<60 where try await house.question(id).isOpen {
      house.told.advance(seconds: 10)
      _ = try await house.desk.tick()
    }
    #expect(try await house.assignments(id).count == 60)
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `who wakes is asked although somebody holds the question`() async throws {
    let house = try await House(experts: 8)
    for expert in house.experts.dropFirst(3) {
      _ = try await house.desk.setAvailability(
        expert, handle: try #require(expert.member.handle), Availability(quiet: "11:00-12:04"))
    }
    let id = try await house.ask()
    let asked = try await house.asked(id)
    #expect(asked.count == 3)
    _ = try await house.desk.take(asked[0], id)
    for other in asked.dropFirst() {
      _ = try await house.desk.pass(other, id, reason: .noTime)
    }
    var counts: [Int: Int] = [:]
    for step in 1...26 {
      house.told.advance(seconds: 10)
      if step % 6 == 0 { _ = try await house.desk.extend(asked[0], id) }
      _ = try await house.desk.tick()
      counts[step * 10] = try await house.asked(id).count
    }
    #expect(counts[230] == 1 && (counts[250] ?? 0) > 1, "\(counts.sorted { $0.key < $1.key })")
    #expect(try await house.verify().isClean)
  }
}
