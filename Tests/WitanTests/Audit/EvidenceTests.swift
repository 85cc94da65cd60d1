import Ledger
import Testing
import WitanTesting

@testable import Witan

/// An audit goes past what is broken, names every other broken place, and says with what evidence.
@Suite struct EvidenceTests {
  private func record(_ seed: UInt64) async throws -> (House, OpenRecord) {
    let house = try await House(seed: seed, experts: 7)
    var history = RandomHistory(house, seed: seed)
    try await history.run(80)
    return (house, try await house.everything())
  }

  private func places(_ kind: String, _ record: OpenRecord) -> [Int] {
    record.entryBytes.indices.filter { Entry.kind(of: record.entryBytes[$0]) == kind }
  }

  @Test(arguments: 1...3) func `two breaks that have nothing to do with each other are both named`(
    seed: UInt64
  ) async throws {
    var (_, record) = try await record(seed)
    // An answer that cannot be read, and far behind it another question's verdict.
    let answer = try #require(places("answerGiven", record).first)
    record.entryBytes[answer][0] ^= 1
    let verdicts = places("consensusReached", record)
    let own = Entry.question(of: record.entryBytes[answer])
    let key = try #require(
      (record.tables[.consensus] ?? [:]).keys.sorted().last { !$0.hasPrefix(own?.text ?? "?") })
    let body = try #require(record.tables[.consensus]?[key])
    let kept = try Canonical.value(Consensus.self, body)
    let text = String(decoding: body, as: UTF8.self)
    let was = "\"unnamedPartsPerMillion\":\(kept.fact.unnamedPartsPerMillion)"
    record.tables[.consensus]?[key] = Array(
      text.replacing(was, with: "\"unnamedPartsPerMillion\":77").utf8)

    let report = try record.verify()
    let left = report.faults.filter { $0.reason.contains("cannot be read or applied") }.count
    #expect(report.entries == record.entryBytes.count && left > 0)
    #expect(report.replayed == report.entries - left, "\(report.faults.prefix(9))")
    #expect(report.verdicts == verdicts.count && report.records > 100)
    let first = try #require(report.faults.first { $0.place == "entry \(answer)" })
    #expect(first.entry == answer && first.mayFollowFrom == nil)
    let second = try #require(report.faults.first { $0.place == "consensus \(key)" })
    #expect(second.mayFollowFrom == nil, "it is another question's")
    #expect(second.evidence?.field == "fact.unnamedPartsPerMillion")
    #expect(second.evidence?.kept == "77")
    #expect(second.evidence?.derived == String(kept.fact.unnamedPartsPerMillion))
    #expect(second.evidence?.keptWhole?.contains(":77") == true)
    #expect(report.faults.filter { $0.mayFollowFrom == nil }.count == report.faultCount)
    #expect(report.faults.filter { $0.mayFollowFrom == answer }.count == report.doubtCount)
    let entries = report.faults.compactMap(\.entry)
    #expect(entries == entries.sorted(), "entry by entry")
  }

  @Test(arguments: 4...6) func `after a missing entry all others are checked still`(
    seed: UInt64
  ) async throws {
    var (_, record) = try await record(seed)
    let lost = try #require(places("memberJoined", record).last)
    let late = record.entryBytes.count - 3
    let entry = try Entry(bytes: record.entryBytes[late])
    record.entryBytes[late] = try Entry(
      index: late, community: entry.community, at: entry.at.adding(seconds: -9_000_000),
      by: entry.by, event: entry.event, salt: entry.salt
    ).bytes()
    let report = try Gap(base: record, index: lost).verify()
    #expect(report.replayed < report.entries && report.replayed > report.entries / 2)
    let broken = report.faults.filter { $0.mayFollowFrom == nil }
    #expect(broken.contains { $0.place == "entry \(lost)" && $0.reason == "it is missing" })
    #expect(broken.contains { $0.place == "entry \(late)" && $0.reason.contains("its kept hash") })
    #expect(broken.contains { $0.place == "entry \(late)" && $0.reason.contains("before its") })
  }

  @Test func `a forged verdict is shown beside the one that follows`() async throws {
    var (_, record) = try await record(2)
    let index = try #require(places("consensusReached", record).last)
    guard case .consensusReached(let fact) = try Entry(bytes: record.entryBytes[index]).event else {
      return
    }
    let text = String(decoding: record.entryBytes[index], as: UTF8.self)
    record.entryBytes[index] = Array(
      text.replacing(
        "\"unnamedPartsPerMillion\":\(fact.unnamedPartsPerMillion)",
        with: "\"unnamedPartsPerMillion\":5"
      ).utf8)
    record.rebuildTree()
    let report = try record.verify()
    let fault = try #require(
      report.faults.first { $0.place == "entry \(index)" && $0.reason.contains("the verdict on") })
    #expect(fault.evidence?.field == "unnamedPartsPerMillion" && fault.evidence?.kept == "5")
    #expect(fault.evidence?.derived == String(fact.unnamedPartsPerMillion))
    #expect(
      fault.evidence?.derivedWhole == String(decoding: try Canonical.bytes(fact), as: UTF8.self))
    #expect(fault.evidence?.sentence?.contains("is 5, derived") == true)
  }

  @Test func `what is personal, and what is sealed, is not told`() async throws {
    let (house, _) = try await record(3)
    var record = try await house.everything()
    let member = house.experts[0].member
    let body = try #require(record.tables[.member]?[member.id.text])
    let text = String(decoding: body, as: UTF8.self)
    record.tables[.member]?[member.id.text] = Array(
      text.replacing("Name of expert-0", with: "Somebody Else").utf8)
    let fault = try #require(try record.verify().faults.first)
    #expect(fault.evidence?.field == "name" && fault.evidence?.keptSHA256 == nil)
    let told = String(decoding: try Canonical.bytes(fault), as: UTF8.self)
    #expect(!told.contains("Somebody") && !told.contains("Name of"))
    #expect(told.contains("budgetPerDay"), "the rest is")
    let sealed = fault.withoutValues()
    #expect(sealed.evidence == AuditEvidence(field: "name", kept: nil, derived: nil))
  }

  @Test func `more faults than a report lists are all told`() async throws {
    let (_, record) = try await record(1)
    var forged = record
    for key in (record.tables[.mark] ?? [:]).keys { forged.tables[.mark]?[key] = nil }
    var told: [AuditFault] = []
    var auditor = Auditor(shelf: forged, progress: { _, _ in })
    auditor.tell = { told.append($0) }
    let report = try auditor.report(against: nil)
    #expect(told == report.faults && told.count == record.tables[.mark]?.count)
    #expect(report.faultCount == told.count && report.doubtCount == 0)
  }
}

/// A record in which an entry is missing.
private struct Gap: Shelf {
  let base: OpenRecord
  let index: Int

  func verify() throws -> AuditReport {
    try Auditor(shelf: self, progress: { _, _ in }).report(against: nil)
  }

  func entries(_ range: Range<Int>) throws -> [[UInt8]] {
    try range.filter { $0 != index }.flatMap { try base.entries($0..<$0 + 1) }
  }
  func ledgerSize() throws -> Int { try base.ledgerSize() }
  func node(_ place: NodePlace) throws -> TreeHash { try base.node(place) }
  func record(_ kind: RecordKind, _ key: String) throws -> [UInt8]? { try base.record(kind, key) }
  func records(_ kind: RecordKind, _ filter: RecordFilter) throws -> [StoredRecord] {
    try base.records(kind, filter)
  }
  func payload(_ digest: String) throws -> String? { try base.payload(digest) }
  func payloadDigests() throws -> [String] { try base.payloadDigests() }
  func attachment(_ name: String) throws -> [UInt8]? { try base.attachment(name) }
  func attachmentNames() throws -> [String] { try base.attachmentNames() }
  func checkpoint() throws -> String? { try base.checkpoint() }
}
