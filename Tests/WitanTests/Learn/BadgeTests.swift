import Ledger
import Testing
import WitanTesting

@testable import Witan

/// Badges follow from the record, each in its place, and none that is owed is left out.
@Suite struct BadgeTests {
  /// A house whose skills are estimated after every six closed questions.
  private func house(seed: UInt64 = 1, experts: Int = 4) async throws -> House {
    let house = try await House(seed: seed, experts: experts)
    let person = NewMember(handle: "lea", name: "Lea", roles: [.steward])
    let lea = try await house.desk.caller(token: house.desk.join(house.steward, person).token)
    var rule = Rule.first
    (rule.version, rule.questionsPerEstimate) = ("six", 6)
    let proposal = try #require(try await house.desk.propose(house.steward, rule).proposal)
    _ = try await house.desk.approve(lea, ID(proposal.id))
    return house
  }

  private func answered(_ house: House, _ taxon: String = "Daboia russelii") async throws
    -> ID<Question>
  {
    let id = try await house.ask()
    try await house.close(id, all: taxon)
    return id
  }

  private func entries(_ house: House) async throws -> [Entry] {
    try await house.archive.read { shelf in
      try shelf.entries(0..<shelf.ledgerSize()).map { try Entry(bytes: $0) }
    }
  }

  private func overturn(_ house: House, _ questions: some Sequence<ID<Question>>) async throws {
    for id in questions {
      _ = try await house.desk.recordOutcome(
        house.steward, id, taxon: "Lycodon aulicus", ground: "seen by a specialist")
      _ = try await house.desk.tick()
    }
  }

  private func badges(_ house: House, _ expert: Int) async throws -> [Badge] {
    try await house.archive.read { try $0.badges(of: house.experts[expert].member.id) }
  }

  /// What an audit finds when these entries are left out, the rest renumbered and signed anew.
  private func leavingOut(
    _ house: House, _ isLeftOut: (Entry) -> Bool
  ) async throws -> (places: [Int], report: AuditReport) {
    var record = try await house.everything()
    var places: [Int] = []
    var kept: [[UInt8]] = []
    for bytes in record.entryBytes {
      let entry = try Entry(bytes: bytes)
      guard !isLeftOut(entry) else {
        places.append(kept.count)
        continue
      }
      kept.append(
        try Entry(
          index: kept.count, community: entry.community, at: entry.at, by: entry.by,
          event: entry.event, salt: entry.salt
        ).bytes())
    }
    record.entryBytes = kept
    record.rebuildTree()
    return (places, try record.verify())
  }

  @Test func `the clock awards what is due with each estimate, in one transaction`() async throws {
    let house = try await house()
    for _ in 0..<6 { _ = try await answered(house) }
    _ = try await house.desk.tick()
    let entries = try await entries(house)
    let estimate = try #require(entries.firstIndex { $0.event.kind == "skillsEstimated" })
    let awards = entries[(estimate + 1)...].prefix { $0.event.kind == "badgeAwarded" }
    #expect(awards.count >= 2, "\(entries[estimate...].map(\.event.kind))")
    #expect(awards.allSatisfy { $0.by == nil && $0.at == entries[estimate].at })
    let size = entries.count
    _ = try await house.desk.tick()
    #expect(try await self.entries(house).count == size, "nobody holds the same twice")
    #expect(try await house.desk.awardBadges(house.steward, in: ID("snakes")).isEmpty)
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test(arguments: [true, false])
  func `an award that an estimate owes and that is left out is found`(isLast: Bool) async throws {
    let house = try await house()
    for _ in 0..<6 { _ = try await answered(house) }
    _ = try await house.desk.tick()
    if !isLast { _ = try await house.ask() }
    var left: [BadgeClaim] = []
    let (places, report) = try await leavingOut(house) { entry in
      guard case .badgeAwarded(let fact) = entry.event else { return false }
      left.append(fact.claim)
      return true
    }
    try #require(left.count >= 2)
    let found = report.faults.filter { $0.reason.contains("is left out before it") }
    #expect(found.count == left.count, "\(report.faults)")
    #expect(found.allSatisfy { $0.entry == (isLast ? places[0] - 1 : places[0]) })
    let derived = found.compactMap(\.evidence?.derivedWhole)
    let claims = try left.map { String(decoding: try Canonical.bytes($0), as: UTF8.self) }
    #expect(Set(derived) == Set(claims), "what was due is told")
  }

  @Test func `an award that no estimate owes must be a steward's`() async throws {
    let house = try await house()
    for _ in 0..<5 { _ = try await answered(house) }
    let sheets = try await house.desk.awardBadges(house.steward, in: ID("snakes"))
    try #require(!sheets.isEmpty)
    #expect(try await house.verify().isClean)
    var record = try await house.everything()
    let index = sheets[0].entry
    let entry = try Entry(bytes: record.entryBytes[index])
    record.entryBytes[index] = try Entry(
      index: index, community: entry.community, at: entry.at, by: nil, event: entry.event,
      salt: entry.salt
    ).bytes()
    record.rebuildTree()
    let report = try record.verify()
    #expect(report.faults.contains { $0.place == "entry \(index)" && $0.reason.contains("no est") })
  }

  @Test func `what an estimate awarded an outcome takes back, and not to say so is found`()
    async throws
  {
    let house = try await house()
    var questions: [ID<Question>] = []
    for _ in 0..<6 { questions.append(try await answered(house)) }
    _ = try await house.desk.tick()
    let held = try await badges(house, 0)
    try #require(held.count == 1 && held[0].withdrawnAt == nil)
    try await overturn(house, questions)
    let lost = try #require(try await badges(house, 0).first)
    let because = try #require(lost.because)
    #expect(lost.withdrawnAt != nil && questions.contains(because))
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
    let (places, forged) = try await leavingOut(house) { $0.event.kind == "badgeWithdrawn" }
    try #require(!places.isEmpty)
    let found = forged.faults.filter { $0.reason.hasPrefix("the withdrawal of badge") }
    #expect(found.contains { $0.reason.contains(lost.id.text) }, "\(forged.faults)")
    #expect(found.count >= places.count && found[0].evidence?.derivedWhole != nil)
  }

  @Test func `who answered only what was recalled because of it loses the badge too`()
    async throws
  {
    let house = try await house()
    let away = Availability(awayUntil: house.told.now.adding(seconds: 8_640_000))
    func set(_ expert: Int, _ availability: Availability) async throws {
      let caller = house.experts[expert]
      let handle = try #require(caller.member.handle)
      _ = try await house.desk.setAvailability(caller, handle: handle, availability)
    }
    try await set(3, away)
    let first = try await answered(house)
    // Another one goes, so that the last is asked each time.
    try await set(3, .always)
    try await set(0, away)
    for _ in 0..<6 { _ = try await answered(house) }
    _ = try await house.desk.awardBadges(house.steward, in: ID("snakes"))
    let badge = try #require(try await badges(house, 3).first)
    #expect(!badge.claim.questions.contains(first))
    let holder = badge.member
    // As a look leaves it that recalls one of those after the first: what it taught is taken back.
    let lost = try await house.archive.write { pen in
      let look = LeaningExamined(
        question: first, examined: badge.claim.questions, recalled: [badge.claim.questions[0]],
        beyond: 0)
      let journal = Journal(
        pen: pen, community: ID("demo"), now: house.told.now, secret: house.told.world.secret)
      try journal.record(.leaningExamined(look), by: nil)
      let casework = Casework(shelf: pen, library: Library())
      let overturned = try pen.existing(first)
      let before = try casework.badgesLost(by: overturned).map(\.id)
      try pen.put(
        .skill, Skill.key(ID("snakes"), holder), Skill(subject: ID("snakes"), expert: holder))
      return (before, try casework.badgesLost(by: overturned).map(\.id))
    }
    #expect(lost.0.isEmpty, "proved all the same")
    #expect(lost.1 == [badge.id])
  }

  @Test func `of who was erased since an award still follows`() async throws {
    let house = try await house()
    for _ in 0..<6 { _ = try await answered(house) }
    _ = try await house.desk.tick()
    try #require(try await badges(house, 0).count == 1)
    let handle = try #require(house.experts[0].member.handle)
    _ = try await house.desk.erase(
      house.steward, .member(handle: handle), ground: "at their own wish")
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `an estimate waits for the look at what leaned on a verdict`() async throws {
    let house = try await house()
    var questions: [ID<Question>] = []
    for _ in 0..<5 { questions.append(try await answered(house)) }
    _ = try await house.desk.recordOutcome(
      house.steward, questions[0], taxon: "Lycodon aulicus", ground: "seen by a specialist")
    _ = try await answered(house)
    _ = try await house.desk.tick()
    let kinds = try await entries(house).map(\.event.kind)
    let look = try #require(kinds.firstIndex(of: "leaningExamined"))
    let estimate = try #require(kinds.firstIndex(of: "skillsEstimated"))
    #expect(estimate > look)
    let (_, report) = try await leavingOut(house) { $0.event.kind == "leaningExamined" }
    #expect(
      report.faults.contains { $0.reason.contains("leaned on \(questions[0]) is left out") },
      "\(report.faults)")
  }

  @Test func `a mark holds a plain one`() async throws {
    let marks = try await house().everything().tables[.mark] ?? [:]
    #expect(!marks.isEmpty && marks.values.allSatisfy { $0 == Array("1".utf8) })
  }
}
