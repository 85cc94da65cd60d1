import Testing

@testable import Witan

/// Keeping a question, handing it over, getting it back: the decisions alone.
@Suite struct LeaseTests {
  private static let clock = Rule.Clock(waveSeconds: 40, leaseSeconds: 120, deadlineSeconds: 110)

  private func held(_ seconds: Int = 0, until end: Int = 120) -> Assignment {
    assignment(
      .held(
        lease: Lease(
          takenAt: Sample.noon.adding(seconds: seconds), endsAt: Sample.noon.adding(seconds: end))))
  }

  private func assignment(
    _ state: Assignment.State, _ number: Int = 1, expert: String = "m-1", offered: Int = 0
  ) -> Assignment {
    var assignment = Assignment(
      id: ID("a-0-\(number)"), question: ID("q-0"), expert: ID(expert), wave: 1,
      offeredAt: Sample.noon.adding(seconds: offered),
      offerEndsAt: Sample.noon.adding(seconds: 160), state: .offered, pendingFor: ID(expert))
    assignment.become(state)
    return assignment
  }

  private func expert(
    _ name: String, roles: [Role] = [.expert], subjects: [String] = ["snakes"],
    availability: Availability = .always, languages: [String] = [], group: String? = nil
  ) -> Member {
    var member = Member(
      id: ID(name), handle: name, name: name, roles: roles, subjects: subjects.map { ID($0) },
      home: nil, languages: languages, availability: availability, joinedAt: Sample.noon)
    member.group = group
    return member
  }

  @Test func `more time is a whole lease from now, up to three from taking`() throws {
    func end(at seconds: Int, _ assignment: Assignment) throws -> Int? {
      try assignment.extended(now: Sample.noon.adding(seconds: seconds), clock: Self.clock)
        .map { Sample.noon.seconds(until: $0.endsAt) }
    }
    #expect(try end(at: 29, held()) == nil)
    #expect(try end(at: 30, held()) == 150)
    #expect(try end(at: 119, held()) == 239)
    #expect(try end(at: 235, held(until: 239)) == 355)
    // The last piece is given however small it is, and then no more.
    #expect(try end(at: 241, held(until: 355)) == 360)
    #expect(refusal { _ = try end(at: 300, held(until: 360)) }?.code == "hold-limit")
  }

  @Test func `only what is held gets more time`() {
    for state in AssignmentTests.states {
      let refused = refusal {
        _ = try assignment(state).extended(
          now: Sample.noon.adding(seconds: 60), clock: Self.clock)
      }
      if case .held = state { #expect(refused == nil) } else { #expect(refused?.sort == .conflict) }
    }
  }

  @Test func `the holder is reminded once, when a quarter of a lease is left`() {
    #expect(held().remindsAt(Self.clock) == Sample.noon.adding(seconds: 90))
    var lease = Lease(takenAt: Sample.noon, endsAt: Sample.noon.adding(seconds: 120))
    lease.remindedAt = Sample.noon.adding(seconds: 90)
    #expect(assignment(.held(lease: lease)).remindsAt(Self.clock) == nil)
    #expect(assignment(.offered).remindsAt(Self.clock) == nil)
    let question = Sample.question(wave: 1, wavedAt: Sample.noon)
    func step(_ seconds: Int, _ assignment: Assignment) -> Step? {
      question.nextStep(
        assignments: [assignment], now: Sample.noon.adding(seconds: seconds), rule: .first)
    }
    #expect(step(39, held(until: 130)) == nil)
    #expect(step(100, held(until: 130)) == .remind([ID("a-0-1")]))
    #expect(step(130, held(until: 130)) == .lapse([ID("a-0-1")]))
  }

  @Test func `a question goes to an expert who was not asked, and to nobody else`() throws {
    var question = Sample.question()
    (question.language, question.barred) = ("en", [ID("m-barred")])
    let mine = held()
    func handOver(
      _ heir: Member?, offered: Int = 0, isCopy: Bool = false
    ) throws -> AssignmentHandedOver {
      var load = Load(expert: ID("m-2"))
      for _ in 0..<offered { load.offer(at: Sample.noon) }
      return try mine.handedOver(
        to: heir.map { ($0, load) }, reason: .knowsTheRegion, of: question,
        from: expert("m-asker", group: "clinic"),
        asked: [mine, assignment(.passed(at: Sample.noon, reason: .noTime), 2, expert: "m-9")],
        groups: ["household"], isCopy: isCopy, now: Sample.noon, clock: Self.clock)
    }
    let fact = try handOver(expert("m-2"))
    #expect(fact.next == ID("a-0-3") && fact.heir == ID("m-2") && fact.expert == ID("m-1"))
    #expect(fact.offerEndsAt == Sample.noon.adding(seconds: 160))
    let unfit: [Member?] = [
      nil, expert("m-1"), expert("m-9"), expert("m-asker"), expert("m-2", roles: [.asker]),
      expert("m-2", subjects: ["plants"]),
      expert("m-2", availability: Availability(quiet: "11:00-13:00")),
      expert("m-2", availability: Availability(budgetPerDay: 0)),
      expert("m-2", languages: ["fr"]), expert("m-2", group: "clinic"),
      expert("m-2", group: "household"),
      expert("m-barred"),
    ]
    var sentences = Set(unfit.compactMap { heir in refusal { _ = try handOver(heir) }?.sentence })
    sentences.insert(refusal { _ = try handOver(expert("m-2"), offered: 40) }?.sentence ?? "")
    sentences.insert(refusal { _ = try handOver(expert("m-2"), isCopy: true) }?.sentence ?? "")
    // One sentence for all, so that nobody learns who asked or who was asked.
    #expect(sentences.count == 1)
    #expect(unfit.allSatisfy { heir in refusal { _ = try handOver(heir) } != nil })
  }

  @Test func `what was passed for want of a photo comes back with one, and nothing else`() throws {
    let question = Sample.question()
    let at = Sample.noon
    let all = PassReason.allCases.enumerated().map { place, reason in
      assignment(.passed(at: at, reason: reason), place + 1, expert: "m-\(place)")
    }
    let seal = Commitment(digest: "x")
    let fact = question.adding([seal], assignments: all, clock: Self.clock, now: at) { _ in true }
    #expect(fact.reoffered == [ID("a-0-2"), ID("a-0-4")])
    let asleep = question.adding([seal], assignments: all, clock: Self.clock, now: at) {
      $0 != ID("m-1")
    }
    #expect(asleep.reoffered == [ID("a-0-4")])
    #expect(all.map(question.awaitsPhoto) == [false, true, false, true])
    var later = question
    later.photoAddedAt = at
    #expect(all.allSatisfy { !later.awaitsPhoto(for: $0) })
    later = question
    later.photos = ["1", "2", "3", "4"]
    #expect(all.allSatisfy { !later.awaitsPhoto(for: $0) })
  }

  @Test func `photos come from the asker, while it is open, and four at most`() {
    var question = Sample.question()
    question.photos = ["1", "2", nil]
    let asker = question.asker
    func refused(_ count: Int, by member: ID<Member>? = nil) -> String? {
      refusal { try question.needsRoom(forPhotos: count, of: member ?? asker) }?.code
    }
    #expect(refused(1) == nil)
    #expect(refused(0) == "invalid" && refused(2) == "invalid")
    #expect(refused(1, by: ID("m-1")) == "not-allowed")
    question.phase = .settled
    #expect(refused(1) == "question-closed")
  }

  @Test func `what is held comes first, then what presses, then what gains, then what is older`() {
    func place(
      _ assignment: Assignment, _ urgency: Urgency = .today, left seconds: Int, gain: Int
    ) -> Precedence {
      let question = Sample.question(urgency: urgency)
      let now = question.deadline.adding(seconds: -seconds)
      return Precedence(assignment, of: question, gainPartsPerMillion: gain, now: now)
    }
    let order = [
      place(held(), .whenever, left: 80_000, gain: 1),
      place(assignment(.offered), .emergency, left: 100, gain: 5),
      place(assignment(.offered), .emergency, left: -500, gain: 4),
      // A question of a day that is overdue presses as an emergency does.
      place(assignment(.offered), .whenever, left: 60, gain: 900),
      place(assignment(.offered), .today, left: 1_900, gain: 9),
      place(assignment(.offered), .today, left: 1_900, gain: 8),
      place(assignment(.offered, offered: 1), .today, left: 1_900, gain: 8),
      place(assignment(.offered, 2, offered: 1), .today, left: 1_900, gain: 8),
      place(assignment(.offered), .today, left: 3_600, gain: 99),
      place(assignment(.offered), .whenever, left: 80_000, gain: 999),
    ]
    for (place, first) in order.enumerated() {
      for second in order[(place + 1)...] { #expect(first > second, "\(place)") }
    }
  }
}
