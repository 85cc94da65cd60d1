import Ledger
import Testing
import WitanTesting

@testable import Witan

/// Skills estimated anew from all answers, at the desk and under audit.
@Suite struct EstimationTests {
  /// A house that has closed as many questions as an estimate asks for: five experts of whom one is
  /// mostly wrong, every third question with a hidden known answer.
  private static func ripe(seed: UInt64 = 1, questions: Int? = nil) async throws -> House {
    let house = try await House(seed: seed, experts: 5)
    let species = ["Daboia russelii", "Echis carinatus", "Daboia russelii", "Echis carinatus"]
    for number in 0..<(questions ?? Rule.first.questionsPerEstimate) {
      let truth = species[number % species.count]
      let id = try await house.ask(known: number % 3 == 0 ? truth : nil)
      for _ in 0..<house.experts.count where try await house.question(id).isOpen {
        guard let expert = try await house.asked(id).first else { break }
        let isWrong = expert.member.handle == "expert-4" && number % 4 > 0
        _ = try await house.desk.answer(
          expert, id, NewAnswer(taxon: isWrong ? "Lycodon aulicus" : truth))
      }
      #expect(try await house.question(id).isOpen == false)
      house.told.advance(seconds: 3_600)
    }
    return house
  }

  private func progress(_ house: House) async throws -> Witan.Progress {
    try await house.archive.read { try $0.progress(ID("snakes")) }
  }

  private func last(_ record: OpenRecord) throws -> SkillsEstimated? {
    let entries = try record.entryBytes.map { try Entry(bytes: $0) }
    for entry in entries.reversed() {
      if case .skillsEstimated(let fact) = entry.event { return fact }
    }
    return nil
  }

  @Test func `a tick after enough closed questions estimates anew, and the next does nothing`()
    async throws
  {
    let house = try await Self.ripe()
    let before = try await progress(house)
    #expect(before.closed == Rule.first.questionsPerEstimate && before.isEstimateDue(.first))
    #expect(before.estimate == 0 && before.calibration == nil)
    _ = try await house.desk.tick()
    let after = try await house.everything()
    let fact = try #require(try last(after))
    #expect(fact.subject.text == "snakes" && fact.estimate == 1)
    #expect(fact.questions == before.closed)
    let name = "estimates/\(fact.lessons).json"
    let content = try #require(after.attachments[name])
    #expect(SHA.sha256(content).hex == fact.lessons)
    let lessons = try Canonical.value([SkillsMoved].self, content)
    #expect(lessons.count == before.closed && Set(lessons.map(\.question)).count == before.closed)
    let progress = try await progress(house)
    #expect(progress.estimate == 1 && progress.closedAtEstimate == progress.closed)
    #expect(progress.calibration == fact.calibration && !progress.isEstimateDue(.first))
    _ = try await house.desk.tick()
    #expect(try await house.everything() == after)
    house.told.advance(seconds: 86_400)
    _ = try await house.desk.tick()
    #expect(try await house.everything() == after)
  }

  @Test func `before enough was closed nothing is estimated`() async throws {
    let house = try await Self.ripe(questions: Rule.first.questionsPerEstimate - 1)
    // Who was there is recorded first.
    try await house.desk.recordPresence()
    let before = try await house.everything()
    _ = try await house.desk.tick()
    #expect(try await house.everything() == before)
  }

  @Test func `an audit derives an estimate anew, and a replay gives the same records`() async throws
  {
    let house = try await Self.ripe(seed: 2)
    _ = try await house.desk.tick()
    let id = try await house.ask()
    let expert = try #require(try await house.asked(id).first)
    _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Echis carinatus"))
    let consensus = try await house.archive.read { try $0.consensus(id, version: 1) }
    #expect(consensus?.fact.estimate == 1)
    let record = try await house.everything()
    let report = try record.verify()
    #expect(report.isClean, "\(report.faults.prefix(3))")
    let replay = ReplayPen(base: record)
    for bytes in record.entryBytes {
      try replay.append(bytes)
      try Projector.apply(try Entry(bytes: bytes), to: replay)
    }
    for kind in RecordKind.allCases {
      let kept = Dictionary(
        try replay.records(kind, RecordFilter()).map { ($0.key, $0.body) }, uniquingKeysWith: { $1 }
      )
      #expect(kept == record.tables[kind] ?? [:], "\(kind)")
    }
  }

  @Test func `an estimate that was tampered with is found`() async throws {
    let house = try await Self.ripe(seed: 3)
    _ = try await house.desk.tick()
    let record = try await house.everything()
    let fact = try #require(try last(record))
    let name = "estimates/\(fact.lessons).json"
    // The lessons of somebody are made better, under the old name.
    var lessons = try Canonical.value([SkillsMoved].self, try #require(record.attachments[name]))
    lessons[0] = SkillsMoved(
      question: lessons[0].question, source: lessons[0].source, truth: lessons[0].truth,
      lessons: Array(lessons[0].lessons.dropFirst()), found: lessons[0].found)
    let content = try Canonical.bytes(lessons)
    var changed = record
    changed.attachments[name] = content
    let found = try changed.verify().faults
    #expect(found.contains { $0.place == name && $0.reason.contains("hashes to") })
    #expect(found.contains { $0.place.hasPrefix("skill ") })
    var lost = record
    lost.attachments[name] = nil
    #expect(try lost.verify().faults.contains { $0.place == name && $0.reason.contains("missing") })
    // The same with the event that names the new content, the tree made anew.
    let forgedLessons = SHA.sha256(content).hex
    for forged in [
      SkillsEstimated(
        subject: fact.subject, estimate: fact.estimate, questions: fact.questions,
        lessons: forgedLessons, calibration: fact.calibration),
      SkillsEstimated(
        subject: fact.subject, estimate: fact.estimate, questions: fact.questions,
        lessons: fact.lessons, calibration: better(fact.calibration)),
    ] {
      var forgery = record
      forgery.attachments[name] = nil
      forgery.attachments["estimates/\(forged.lessons).json"] =
        forged.lessons == forgedLessons ? content : record.attachments[name]
      let index = record.entryBytes.count - 1
      let entry = try Entry(bytes: record.entryBytes[index])
      forgery.entryBytes[index] = try Entry(
        index: index, community: entry.community, at: entry.at, by: entry.by,
        event: .skillsEstimated(forged), salt: entry.salt
      ).bytes()
      forgery.rebuildTree()
      let faults = try forgery.verify().faults
      #expect(
        faults.contains { $0.place == "entry \(index)" && $0.reason.contains("does not follow") })
    }
  }

  private func better(_ calibration: Calibration) -> Calibration {
    var better = calibration
    better.actionsJudged["harmless"] = 10_000
    return better
  }

  @Test func `verdicts whose truth is known are counted, right and wrong`() async throws {
    let house = try await Self.ripe(seed: 4)
    // The truth of two more becomes known; one verdict was wrong.
    let open = try await house.archive.read { shelf in
      try shelf.questions(RecordFilter()).filter { try shelf.outcome($0.id) == nil }
        .filter { try shelf.consensus($0.id, version: $0.consensusVersion)?.fact.action != nil }
    }
    try #require(open.count > 2)
    for (place, taxon) in [(0, "Daboia russelii"), (1, "Lycodon striatus")] {
      _ = try await house.desk.recordOutcome(
        house.steward, open[place].id, taxon: taxon, ground: "the animal was examined")
    }
    let (judged, wrong) = try await house.archive.read { shelf -> (Int, Int) in
      var (judged, wrong) = (0, 0)
      for question in try shelf.questions(RecordFilter()) {
        guard let outcome = try shelf.outcome(question.id),
          let fact = try shelf.consensus(question.id, version: question.consensusVersion)?.fact,
          fact.action?.name == "dangerous"
        else { continue }
        judged += 1
        wrong += outcome.taxon.hasPrefix("Lycodon") ? 1 : 0
      }
      return (judged, wrong)
    }
    #expect(judged > 10 && wrong == 1)
    _ = try await house.desk.tick()
    let calibration = try #require(try await progress(house).calibration)
    #expect(calibration.actionsJudged["dangerous"] == judged)
    #expect(calibration.actionsWrong["dangerous"] == wrong)
    #expect(calibration.actionsJudged["harmless"] == nil)
    #expect(calibration.taxonSlopePartsPerMillion != Rule.first.taxonSlopePartsPerMillion)
    #expect(try await house.verify().isClean)
  }

  @Test func `an estimate that was overtaken by new lessons is left for the next time`()
    async throws
  {
    let house = try await Self.ripe(seed: 5)
    let progress = try await progress(house)
    let desk = house.desk
    let estimate = try await house.archive.read { shelf in
      try Casework(shelf: shelf, library: desk.library).estimate(ID("snakes"))
    }
    let made = try #require(estimate)
    let id = try await house.archive.read { try $0.questions(RecordFilter())[1].id }
    _ = try await house.desk.recordOutcome(
      house.steward, id, taxon: "Daboia russelii", ground: "seen")
    let before = try await house.everything()
    try await desk.record { _, course in try course.adopt(made, madeAt: progress) }
    #expect(try await house.everything() == before)
    _ = try await desk.tick()
    let after = try #require(try last(try await house.everything()))
    #expect(after.estimate == 1 && after.lessons != made.fact.lessons)
  }

  @Test func `who proved to err is weighed less after an estimate than before`() async throws {
    let house = try await Self.ripe(seed: 6)
    func accuracy(_ expert: Int) async throws -> Double {
      let member = house.experts[expert].member
      let skill = try await house.archive.read { try $0.skill(ID("snakes"), member.id) }
      return skill.accuracy(
        branch: "Colubridae", region: "142", isHome: true, depth: 1, rule: .first
      ).mean
    }
    let (before, good) = (try await accuracy(4), try await accuracy(0))
    _ = try await house.desk.tick()
    let after = try await accuracy(4)
    print("ACC", before, good, after)
    #expect(after < before && before < good)
  }
}
