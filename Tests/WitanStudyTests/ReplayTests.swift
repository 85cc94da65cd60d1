import Foundation
import Testing
import Witan

@testable import WitanStudy

/// The replay on a small study of our own, written here: two families, eight species, nine people.
@Suite struct ReplayTests {
  private let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("witan-study-\(ProcessInfo.processInfo.globallyUniqueString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var study = SmallStudy(seed: 5)
    try study.write(to: folder)
  }

  @Test func `a study is read, and one that does not fit is refused by file and line`() throws {
    let study = try Study(folder: folder)
    #expect(study.items.count == SmallStudy.items)
    #expect(study.experts.count == SmallStudy.people)
    #expect(study.firstSightings.items.allSatisfy { $0.answers.allSatisfy(\.isFirstSighting) })
    let bad = folder + "/answers.csv"
    try "item,expert,taxon,first_sighting\n0000,e0,Nessie,1\n"
      .write(toFile: bad, atomically: true, encoding: .utf8)
    let fault = #expect(throws: StudyFault.self) { try Study(folder: folder) }
    #expect(fault?.file == "answers.csv" && fault?.line == 2)
    try FileManager.default.removeItem(atPath: bad)
    #expect(throws: StudyFault.self) { try Study(folder: folder) }
  }

  @Test func `first sightings leave out the photos of which there is none`() throws {
    let study = try Study(folder: folder)
    var items = study.items
    items[0].answers = items[0].answers.map {
      Study.RecordedAnswer(expert: $0.expert, taxon: $0.taxon, isFirstSighting: false)
    }
    let first = Study(taxonomy: study.taxonomy, items: items, experts: study.experts).firstSightings
    let kept = items.filter { $0.answers.contains(where: \.isFirstSighting) }
    #expect(!kept.isEmpty && kept.count < items.count)
    #expect(first.items.map(\.id) == kept.map(\.id))
  }

  @Test func `the same seed gives the same scores, and the protocol's limits hold`() throws {
    let study = try Study(folder: folder)
    var settings = Replay.Settings()
    settings.maxAnswers = 5
    let one = try study.replay(settings, seeds: [1, 2], milliseconds: { 0 }) { _, _, _ in }
    let two = try study.replay(settings, seeds: [1, 2], milliseconds: { 0 }) { _, _, _ in }
    #expect(one.speciesAccuracy == two.speciesAccuracy)
    #expect(one.answersPerQuestion == two.answersPerQuestion)
    #expect(one.items == Double(SmallStudy.items - SmallStudy.items / 4))
    #expect(one.answersPerQuestion <= 5)
    let cap = 0.25 + 10 / Double(SmallStudy.items)
    #expect(one.perSeed?.allSatisfy { $0.largestShare <= cap } == true)
    #expect(one.baselines.keys.sorted() == ["dawidSkene", "inaturalist", "plurality"])
  }

  @Test func `every choice of the router follows again from its receipt, and from no other`() throws
  {
    let study = try Study(folder: folder)
    let report = try study.replay(
      Replay.Settings(), seeds: [1, 2], milliseconds: { 0 }
    ) { _, _, _ in }
    #expect(report.receipts >= 2 * SmallStudy.items)
    #expect(report.receiptsDerived == report.receipts)
    let people = study.experts.values.sorted { $0.id < $1.id }.map { member in
      ReplayReceipt.Person(
        member: member, load: Load(expert: member.id), rhythm: Rhythm(expert: member.id),
        skill: Skill(subject: Study.subject, expert: member.id))
    }
    var roster = Roster(subject: Study.subject, rule: .first)
    for each in people {
      roster.put(each.member, load: each.load, rhythm: each.rhythm, skill: each.skill)
    }
    let question = Question(
      recorded: ID("q-1"), subject: Study.subject, asker: ID("m-asker"), place: nil,
      urgency: .today, at: Study.beginning)
    let need = Router.Need(question: question, branches: [], depth: 3)
    let fact = Router.dispatch(
      need, roster: &roster, rule: .first, seed: 5, now: Study.beginning)
    func isDerived(_ people: [ReplayReceipt.Person]) throws -> Bool {
      try ReplayReceipt.isDerived(
        ReplayReceipt(fact, of: need, people: people, rule: .first, at: Study.beginning).bytes())
    }
    #expect(try isDerived(people))
    #expect(try !isDerived(Array(people.dropLast())))
  }

  @Test func `those who know are found, and as many random answers do worse`() throws {
    let study = try Study(folder: folder)
    var settings = Replay.Settings()
    settings.shareCap = 1
    var rule = Rule.first
    rule.foundingQuestions = 15
    let report = try study.replay(settings, rule: rule, seeds: [3], milliseconds: { 0 }) {
      _, _, _ in
    }
    #expect(report.speciesAccuracy > (report.baselines["plurality"]?.speciesAccuracy ?? 1))
    #expect(report.speciesAccuracy > 0.8)
    #expect(report.answersPerQuestion < 6)
  }

  @Test func `an item that nobody answered is counted, and wrong`() throws {
    let study = try Study(folder: folder)
    var items = study.items
    for place in items.indices { items[place].answers = [] }
    let empty = Study(taxonomy: study.taxonomy, items: items, experts: study.experts)
    let report = try empty.replay(Replay.Settings(), seeds: [1], milliseconds: { 0 }) { _, _, _ in }
    #expect(report.speciesAccuracy == 0 && report.answersPerQuestion == 0)
    #expect(report.items == Double(SmallStudy.items - SmallStudy.items / 4))
    #expect(report.harmlessGivenHarmless == 0)
  }

  @Test func `no verdict depends on the truth unless it is told`() throws {
    let study = try Study(folder: folder)
    var items = study.items
    let other = Dictionary(
      uniqueKeysWithValues: zip(SmallStudy.species, SmallStudy.species.reversed()))
    items = items.map { item in
      Study.Item(
        id: item.id, place: item.place, truth: other[item.truth] ?? item.truth,
        answers: item.answers)
    }
    let turned = Study(taxonomy: study.taxonomy, items: items, experts: study.experts)
    let told = try study.replay(Replay.Settings(), seeds: [7], milliseconds: { 0 }) { _, _, _ in }
    let hidden = try turned.replay(Replay.Settings(), seeds: [7], milliseconds: { 0 }) { _, _, _ in
    }
    #expect(told.answersPerQuestion == hidden.answersPerQuestion)
    #expect(told.largestShare == hidden.largestShare)
    #expect(told.speciesNamed == hidden.speciesNamed)
    #expect(told.speciesAccuracy > hidden.speciesAccuracy)
  }
}
