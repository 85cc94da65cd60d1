import Testing

@testable import Witan

@Suite struct AssignmentTests {
  private static let lease = Lease(takenAt: Sample.noon, endsAt: Sample.noon.adding(seconds: 120))
  private static let clock = Rule.first.clock(.emergency)

  static let states: [Assignment.State] = [
    .offered, .held(lease: lease), .answered(at: Sample.noon, isLate: false),
    .passed(at: Sample.noon, reason: .noTime), .lapsed(at: Sample.noon),
    .released(at: Sample.noon), .released(at: Sample.noon, lease: lease),
    .handedOver(at: Sample.noon, to: ID("m-2")),
  ]

  private func assignment(_ state: Assignment.State) -> Assignment {
    var assignment = Assignment(
      id: ID("a-0-1"), question: ID("q-0"), expert: ID("m-1"), wave: 1, offeredAt: Sample.noon,
      offerEndsAt: Sample.noon.adding(seconds: 160), state: .offered, pendingFor: ID("m-1"))
    assignment.become(state)
    return assignment
  }

  @Test func `what is offered or held is pending, and nothing else`() throws {
    for (place, state) in Self.states.enumerated() {
      let assignment = assignment(state)
      #expect(assignment.isPending == (place < 2))
      #expect((assignment.pendingFor != nil) == (place < 2))
      #expect((assignment.endsAt != nil) == (place < 2))
      #expect(try Canonical.value(Assignment.self, Canonical.bytes(assignment)) == assignment)
    }
    #expect(assignment(Self.states[0]).endsAt == Sample.noon.adding(seconds: 160))
    #expect(assignment(Self.states[1]).endsAt == Self.lease.endsAt)
  }

  @Test func `whoever takes a question is silent since then`() {
    let taken = Sample.noon.adding(seconds: 30)
    let lease = Lease(takenAt: taken, endsAt: taken.adding(seconds: 120))
    #expect(assignment(.offered).silentSince == Sample.noon)
    #expect(assignment(.held(lease: lease)).silentSince == taken)
  }

  @Test func `taking starts the lease, once`() throws {
    let now = Sample.noon.adding(seconds: 10)
    let taken = try assignment(.offered).taken(now: now, clock: Self.clock)
    #expect(taken?.endsAt == now.adding(seconds: 120))
    #expect(try assignment(Self.states[1]).taken(now: now, clock: Self.clock) == nil)
  }

  @Test func `what has ended cannot be taken nor passed`() {
    for (place, state) in Self.states.enumerated() where place >= 2 {
      let ended = assignment(state)
      #expect(
        refusal { _ = try ended.taken(now: Sample.noon, clock: Self.clock) }?.sort == .conflict)
      #expect(refusal { _ = try ended.passed(reason: .noTime) }?.sort == .conflict)
    }
    for reason in PassReason.allCases {
      #expect(refusal { _ = try assignment(.offered).passed(reason: reason) } == nil)
      #expect(refusal { _ = try assignment(Self.states[1]).passed(reason: reason) } == nil)
    }
  }

  @Test func `a load counts what is pending and what was offered today`() {
    var load = Load(expert: ID("m-1"))
    #expect(load.offered(on: Sample.noon) == 0)
    load.offer(at: Sample.noon)
    load.offer(at: Sample.noon.adding(seconds: 3_600))
    #expect((load.pending, load.offered(on: Sample.noon)) == (2, 2))
    let tomorrow = Sample.noon.adding(seconds: 12 * 3_600)
    #expect(load.offered(on: tomorrow) == 0)
    load.offer(at: tomorrow)
    #expect((load.pending, load.offered(on: tomorrow)) == (3, 1))
  }
}
