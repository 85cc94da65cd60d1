import Testing
import WitanTesting

@testable import Witan

/// An outcome that overturns a verdict recalls it, and all that leaned on it and no longer holds.
@Suite struct RecallTests {
  private func events(_ house: House, _ kind: String) async throws -> [Event] {
    try await house.archive.read { shelf in
      try shelf.entries(0..<shelf.ledgerSize()).map { try Entry(bytes: $0).event }
        .filter { $0.kind == kind }
    }
  }

  @Test func `the asker is told what it was, and says that they know`() async throws {
    let house = try await House()
    let id = try await house.ask()
    try await house.close(id, all: "Daboia russelii")
    let before = try await house.desk.show(house.asker, id)
    #expect(before.verdict?.action == "dangerous" && before.recall == nil)
    _ = try await house.desk.recordOutcome(
      house.steward, id, taxon: "Lycodon aulicus", ground: "museum voucher 17")
    let recall = try #require(try await house.desk.show(house.asker, id).recall)
    #expect(recall.was == Said(action: "dangerous", taxon: "Daboia russelii"))
    #expect(recall.now == Said(action: "harmless", taxon: "Lycodon aulicus"))
    #expect(recall.reason == .outcome && recall.because == nil && recall.acknowledgedAt == nil)
    #expect(try await house.desk.show(house.auditor, id).recall?.because == id.text)
    #expect(try await house.desk.recalls(house.asker).map(\.id) == [id.text])
    #expect(try await house.desk.recalls(house.steward).isEmpty)
    for other in [house.steward, house.auditor] {
      #expect(
        await refusal { _ = try await house.desk.acknowledge(other, id) }?.sort == .notAllowed)
    }
    for _ in 0..<2 {
      house.told.advance(seconds: 9)
      _ = try await house.desk.acknowledge(house.asker, id)
    }
    let known = try await house.desk.show(house.asker, id)
    #expect(known.recall?.acknowledgedAt == house.told.now.adding(seconds: -9))
    #expect(try await house.desk.recalls(house.asker).isEmpty)
    #expect(try await events(house, "recallAcknowledged").count == 1)
    #expect(try await house.verify().isClean)
  }

  @Test func `a truth that agrees, or is only finer or coarser, recalls nothing`() async throws {
    let house = try await House()
    for truth in ["Daboia russelii", "Daboia", "Viperidae"] {
      let id = try await house.ask()
      try await house.close(id, all: "Daboia russelii")
      _ = try await house.desk.recordOutcome(house.steward, id, taxon: truth, ground: "seen")
      #expect(try await house.desk.show(house.asker, id).recall == nil, "\(truth)")
      #expect(
        await refusal { _ = try await house.desk.acknowledge(house.asker, id) }?.sort == .conflict)
    }
    #expect(try await events(house, "leaningExamined").isEmpty)
    #expect(try await house.verify().isClean)
  }

  @Test func `a truth that is corrected recalls anew, and back`() async throws {
    let house = try await House()
    let id = try await house.ask()
    try await house.close(id, all: "Daboia russelii")
    for (number, truth) in ["Lycodon aulicus", "Lycodon aulicus", "Daboia russelii"].enumerated() {
      _ = try await house.desk.recordOutcome(house.steward, id, taxon: truth, ground: "seen")
      let recall = try #require(try await house.desk.show(house.asker, id).recall)
      #expect(recall.now.taxon == truth && recall.number == [1, 1, 2][number])
    }
    #expect(try await house.verify().isClean)
  }

  /// A community in which two liars were believed for a while.
  private func misled(_ seed: UInt64) async throws -> (House, [ID<Question>]) {
    let house = try await House(seed: seed, experts: 3)
    var questions: [ID<Question>] = []
    for _ in 0..<14 {
      let id = try await house.ask()
      try await house.close(id, all: "Daboia russelii")
      questions.append(id)
    }
    return (house, questions)
  }

  @Test(arguments: 1...2) func `what leaned on the overturned is looked at and recalled`(
    seed: UInt64
  ) async throws {
    let (house, questions) = try await misled(seed)
    let last = try #require(questions.last)
    let before = try await house.desk.show(house.asker, last)
    #expect(before.phase == .settled)
    for id in questions.dropLast() {
      _ = try await house.desk.recordOutcome(
        house.steward, id, taxon: "Lycodon aulicus", ground: "seen by a specialist")
    }
    let after = try await house.desk.show(house.asker, last)
    let recall = try #require(after.recall, "seed \(seed)")
    #expect(recall.reason == .leaning)
    if recall.number == 1 {
      #expect(recall.was == Said(action: before.verdict?.action, taxon: before.verdict?.taxon))
    }
    #expect(
      recall.now == Said(action: after.verdict?.action, taxon: after.verdict?.taxon)
        && recall.now != recall.was)
    #expect(!after.phase.isOpen && (after.verdict?.version ?? 0) > (before.verdict?.version ?? 0))
    #expect(try await house.desk.recalls(house.asker).contains { $0.id == last.text })
    #expect(try await house.verify().isClean, "seed \(seed)")
    let explained = try await house.desk.explain(house.auditor, last)
    #expect(explained.versions.last?.occasion == .recalled)
  }

  @Test(arguments: [("Echis mitis", true), ("Lycodon aulicus", false)])
  func `an open question leans on the overturned where it is about the same branch`(
    taxon: String, isLeaning: Bool
  ) async throws {
    let house = try await House(experts: 8)
    let id = try await house.ask()
    try await house.close(id, all: "Daboia russelii")
    let busy = Set(try await house.desk.show(house.auditor, id).answers?.map(\.expert) ?? [])
    let open = try await house.ask(.whenever)
    for _ in 0..<40 where try await house.question(open).consensusVersion == 0 {
      for expert in try await house.asked(open)
      where !busy.contains(expert.member.handle ?? "") {
        _ = try? await house.desk.answer(
          expert, open, NewAnswer(taxon: taxon, confidence: .think))
      }
      house.told.advance(seconds: 4_000)
      _ = try await house.desk.tick()
    }
    try #require(try await house.question(open).isOpen)
    _ = try await house.desk.recordOutcome(
      house.steward, id, taxon: "Echis mitis", ground: "seen by a specialist")
    let leaning = try await house.archive.read { shelf in
      try Casework(shelf: shelf, library: Library()).leaning(on: shelf.existing(id)).map(\.id)
    }
    #expect(leaning.contains(open) == isLeaning)
  }

  @Test func `who stood against a majority and was right earns what the score gives`()
    async throws
  {
    let house = try await House(experts: 4)
    let id = try await house.ask(.whenever)
    let experts = house.experts
    for (place, expert) in experts.enumerated() {
      let taxon = place == 0 ? "Echis mitis" : "Daboia russelii"
      while !(try await house.assignments(id)).contains(where: { $0.expert == expert.member.id }),
        try await house.question(id).isOpen
      {
        house.told.advance(seconds: 4_000)
        _ = try await house.desk.tick()
      }
      _ = try? await house.desk.answer(
        expert, id, NewAnswer(taxon: taxon, confidence: .think, acceptsLate: true))
    }
    while try await house.question(id).isOpen {
      house.told.advance(seconds: 10_000)
      _ = try await house.desk.tick()
    }
    let answers = try await house.desk.show(house.auditor, id).answers ?? []
    try #require(answers.count == 4, "\(answers.count)")
    let worth = { () async throws -> Int in
      try await house.archive.read { try $0.skill(ID("snakes"), experts[0].member.id) }.worth
        .milliBits
    }
    let alone = try await worth()
    _ = try await house.desk.recordOutcome(
      house.steward, id, taxon: "Echis mitis", ground: "seen by a specialist")
    let credited = try await worth()
    #expect(credited > 0 && credited > alone)
    let because = try await house.desk.explain(house.auditor, id).because
    #expect(
      because.contains { $0.contains("expert-0 stood against 3 and was right") }, "\(because)")
    let told = try await house.desk.show(house.asker, id).outcome?.dissent
    #expect(told?.contains { $0.contains("expert-0 stood against 3") } == true, "\(told ?? [])")
    let member = try await house.desk.member(house.steward, handle: "expert-0")
    #expect(member.stoodAlone == 1)
    #expect(try await house.desk.member(house.steward, handle: "expert-1").stoodAlone == nil)
    #expect(try await house.verify().isClean)
  }

  @Test func `a recall that is left out, invented or rewritten is found`() async throws {
    let (house, questions) = try await misled(1)
    for id in questions.dropLast() {
      _ = try await house.desk.recordOutcome(
        house.steward, id, taxon: "Lycodon aulicus", ground: "seen by a specialist")
    }
    let record = try await house.everything()
    func forge(
      _ kind: String, _ change: (Event) -> Event?
    ) throws -> (place: String, report: AuditReport) {
      let index = try #require(
        record.entryBytes.firstIndex { (try? Entry(bytes: $0))?.event.kind == kind })
      let entry = try Entry(bytes: record.entryBytes[index])
      var forged = record
      forged.entryBytes[index] = try Entry(
        index: index, community: entry.community, at: entry.at, by: entry.by,
        event: #require(change(entry.event)), salt: entry.salt
      ).bytes()
      forged.rebuildTree()
      return ("entry \(index)", try forged.verify())
    }
    let another = try forge("verdictRecalled") { event in
      guard case .verdictRecalled(let fact) = event else { return nil }
      return .verdictRecalled(
        VerdictRecalled(
          question: fact.question, version: fact.version, was: fact.was,
          now: Said(action: "harmless", taxon: "Echis mitis"), because: fact.because))
    }
    let none = try forge("leaningExamined") { event in
      guard case .leaningExamined(let fact) = event else { return nil }
      return .leaningExamined(
        LeaningExamined(question: fact.question, examined: [], recalled: [], beyond: 0))
    }
    for (place, report) in [another, none] {
      #expect(report.faults.contains { $0.place == place }, "\(place): \(report.faults.prefix(3))")
    }
    // A truth that teaches without the recall that it owes.
    let index = try #require(
      record.entryBytes.lastIndex {
        guard case .verdictRecalled(let fact)? = (try? Entry(bytes: $0))?.event else {
          return false
        }
        return fact.because == fact.question
      })
    let next = try Entry(bytes: record.entryBytes[index + 1])
    var cut = record
    cut.entryBytes.removeSubrange(index...)
    cut.entryBytes.append(
      try Entry(
        index: index, community: next.community, at: next.at, by: nil, event: next.event,
        salt: next.salt
      ).bytes())
    cut.rebuildTree()
    #expect(try cut.verify().faults.contains { $0.place == "entry \(index)" })
  }

  @Test(arguments: 1...4) func `after any history every overturned verdict is recalled`(
    seed: UInt64
  ) async throws {
    let house = try await House(seed: seed, experts: 4 + Int(seed % 3))
    var history = RandomHistory(house, seed: seed)
    var chance = Chance(seed: seed)
    for _ in 0..<4 {
      try await history.run(60)
      let closed = try await house.archive.read { try $0.questions(RecordFilter()) }
        .filter { !$0.isOpen && $0.options.isEmpty && $0.known == nil }
      for question in closed where chance.below(2) == 0 {
        let truth = ["Echis carinatus", "Lycodon aulicus", "Daboia russelii"][chance.below(3)]
        _ = try await house.desk.recordOutcome(
          house.steward, question.id, taxon: truth, ground: "seen")
      }
      _ = try await house.desk.tick()
    }
    let report = try await house.verify()
    #expect(report.isClean, "seed \(seed): \(report.faults.prefix(4))")
    try await house.archive.read { shelf in
      for question in try shelf.questions(RecordFilter()) where !question.isOpen {
        guard let outcome = try shelf.outcome(question.id), outcome.source == .outcome else {
          continue
        }
        let taxonomy = try Library().taxonomy(for: question, on: shelf)
        let truth = taxonomy.said(truth: outcome.taxon)
        guard let said = try shelf.standing(question) else { continue }
        #expect(!taxonomy.isOverturned(said, byTruth: truth), "seed \(seed) \(question.id)")
      }
      #expect(try shelf.recalls(toExamineIn: ID("snakes")).isEmpty, "seed \(seed)")
    }
  }
}
