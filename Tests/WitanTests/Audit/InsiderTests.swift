import Ledger
import Testing
import WitanTesting

@testable import Witan

/// Whoever has the file changes a record, has the program act on it, and puts the record back: it
/// does not act, or the audit names what it did.
@Suite struct InsiderTests {
  private func record(_ house: House, _ kind: RecordKind, _ key: String) async throws -> [UInt8] {
    try #require(try await house.archive.read { try $0.record(kind, key) })
  }

  /// Does something while a record says `there` in place of `here`.
  private func whileChanged(
    _ house: House, _ kind: RecordKind, _ key: String, _ here: String, _ there: String,
    _ act: () async throws -> Void
  ) async throws {
    let was = try await record(house, kind, key)
    let text = String(decoding: was, as: UTF8.self)
    try #require(text.contains(here), "\(here) is not in \(text)")
    let changed = Array(text.replacing(here, with: there).utf8)
    try await house.archive.write { try $0.put(kind, key, changed) }
    try await act()
    // What it did to the record itself stays.
    let now = try await record(house, kind, key)
    let kept =
      now == changed
      ? was : Array(String(decoding: now, as: UTF8.self).replacing(there, with: here).utf8)
    try await house.archive.write { try $0.put(kind, key, kept) }
  }

  private func isNamed(_ house: House, _ words: String) async throws -> Bool {
    let report = try await house.verify()
    return report.faults.contains { "\($0)".contains(words) }
  }

  @Test func `a handle that somebody has cannot be given again`() async throws {
    let house = try await House(experts: 1)
    try await whileChanged(
      house, .member, house.experts[0].member.id.text, "\"expert-0\"", "\"expert-x\""
    ) {
      let other = NewMember(handle: "expert-0", name: "Impostor", roles: [.asker])
      _ = try await house.desk.join(house.steward, other)
    }
    #expect(try await isNamed(house, "memberJoined does not follow"))
  }

  @Test func `another's token cannot be ended`() async throws {
    let house = try await House(experts: 1)
    let (_, sheet) = try await house.desk.issueToken(
      house.steward, handle: "tomas", label: "phone")
    let token = try #require(
      try await house.archive.read { try $0.token(named: sheet.id)?.sha256 })
    let (tomas, expert) = (house.steward.member.id.text, house.experts[0])
    try await whileChanged(
      house, .token, token, "\"\(tomas)\"", "\"\(expert.member.id.text)\""
    ) {
      _ = try await house.desk.revokeToken(expert, named: sheet.id)
    }
    #expect(try await isNamed(house, "tokenRevoked is not by who must make it"))
  }

  @Test func `skills are not estimated before it is due`() async throws {
    let house = try await House()
    try await house.close(house.ask(.whenever), all: "Daboia russelii")
    try await whileChanged(house, .progress, "snakes", "\"closed\":1,", "\"closed\":100,") {
      _ = try await house.desk.tick()
    }
    #expect(try await isNamed(house, "was not due"))
  }

  @Test func `an erasure leaves nothing of who has left`() async throws {
    let house = try await House()
    let id = try await house.ask()
    let asked = try await house.archive.read { try $0.trace(of: id) }
    guard case .questionAsked(let fact)? = asked.first?.event else {
      Issue.record("no question")
      return
    }
    let digest = fact.text.digest
    let kept = try #require(try await house.archive.read { try $0.payload(digest) })
    try await house.archive.write { try $0.forget(digest) }
    _ = try await house.desk.erase(house.asker, .member(handle: "farah"), ground: "wished")
    #expect(try await house.verify().faults.contains { $0.place.contains(digest) })
    let disclosure = try Disclosure(encoded: kept)
    try await house.archive.write { try $0.keep(disclosure) }
    #expect(try await isNamed(house, "was erased, and it is kept all the same"))
  }

  @Test func `who is out does nothing more`() async throws {
    let house = try await House(experts: 2)
    let expert = house.experts[0]
    _ = try await house.desk.setRoles(house.steward, handle: "expert-0", [])
    try await whileChanged(
      house, .member, expert.member.id.text, "\"roles\":[]", "\"roles\":[\"expert\"]"
    ) {
      _ = try await house.desk.issueToken(expert, handle: "expert-0", label: "back again")
    }
    #expect(try await isNamed(house, "tokenIssued is not by who must make it"))
  }

  @Test func `no spot is looked at that nobody told`() async throws {
    let house = try await House()
    let id = try await house.ask()
    let was = try await record(house, .question, id.text)
    var question = try await house.question(id)
    question.spot = try Spot("1.5,2.5", seenAt: nil)
    let changed = try Canonical.bytes(question)
    try await house.archive.write { try $0.put(.question, id.text, changed) }
    _ = try await house.desk.spot(house.auditor, id, ground: "Inquiry 12")
    try await house.archive.write { try $0.put(.question, id.text, was) }
    #expect(try await isNamed(house, "spotViewed is not by who must make it"))
  }

  @Test func `a subject is defined once`() async throws {
    let house = try await House()
    let was = try await record(house, .subject, "snakes")
    try await house.archive.write { try $0.remove(.subject, "snakes") }
    let other = Sample.csv.replacing("harmless", with: "safe")
    _ = try await house.desk.defineSubject(
      house.steward, id: "snakes", title: "Snakes", taxonomy: Array(other.utf8))
    try await house.archive.write { try $0.put(.subject, "snakes", was) }
    #expect(try await isNamed(house, "subjectDefined is not by who must make it"))
  }

  @Test func `nobody is shown, or answers, what was not asked`() async throws {
    let house = try await House()
    let id = try await house.ask(photos: [[0xFF, 0xD8, 0xFF, 0xE0, 1]])
    let photo = try #require(try await house.question(id).photos[0])
    let expert = try await house.asked(id)[0]
    let new = NewAnswer(taxon: "Daboia russelii", confidence: .sure)
    for (here, there) in [("What is it?", "A toy, what is it?"), (photo, "other.jpg")] {
      try await whileChanged(house, .question, id.text, here, there) {
        for refused in [
          await refusal { _ = try await house.desk.show(expert, id) },
          await refusal { _ = try await house.desk.queue(expert) },
          await refusal { _ = try await house.desk.answer(expert, id, new) },
        ] {
          #expect(refused?.sentence.contains("not what the ledger says") == true, "\(there)")
        }
      }
    }
    _ = try await house.desk.take(expert, id)
    _ = try await house.desk.answer(expert, id, new)
    #expect(try await house.verify().isClean)
  }

  @Test func `a dossier tells what the ledger tells, and calls nobody otherwise`() async throws {
    let house = try await House()
    let id = try await house.ask()
    try await house.close(id, all: "Daboia russelii")
    let honest = try await house.desk.dossier(house.auditor, id)
    try await whileChanged(house, .question, id.text, "What is it?", "A toy, what is it?") {
      let version = try await house.question(id).consensusVersion
      let key = Consensus.key(id, version: version)
      try await whileChanged(house, .consensus, key, "dangerous", "harmless") {
        let told = try await house.desk.dossier(house.auditor, id)
        #expect(told.explanation == honest.explanation)
        #expect(told.explanation.question.text == "What is it?")
        #expect(told.explanation.question.verdict?.action == "dangerous")
      }
    }
    let expert = try #require(honest.explanation.answers.first?.expert)
    let member = try #require(house.experts.first { $0.member.handle == expert }).member
    try await whileChanged(
      house, .member, member.id.text, "Name of \(expert)", "Name of nobody"
    ) {
      let refused = await refusal { _ = try await house.desk.dossier(house.auditor, id) }
      #expect(refused?.sentence.contains("not what the ledger says") == true)
    }
    #expect(try await house.verify().isClean)
  }

  @Test func `what was erased of two entries at once stands in a dossier once`() async throws {
    let house = try await House()
    let new = NewQuestion(
      subject: "snakes", text: "What is it?", place: "IN-KA", spot: "1.5,2.5")
    let id = ID<Question>(try await house.desk.ask(house.asker, new).id)
    try await house.close(id, all: "Daboia russelii")
    let sheet = try await house.desk.erase(house.asker, .text(of: id), ground: "It names somebody")
    #expect(sheet.entries.count == 2)
    for isWhole in [false, true] {
      let names = try await house.desk.dossier(house.auditor, id, isWhole: isWhole)
        .evidence.map(\.name)
      #expect(Set(names).count == names.count, "\(names)")
    }
  }

  @Test func `a badge that nobody awarded is none`() async throws {
    let house = try await House()
    let claim = BadgeClaim(
      member: house.experts[0].member.id, subject: ID("snakes"), branch: "Viperidae",
      region: "142", judged: 412, questions: [])
    for entry in [0, 5, 9_999] {
      let fake = Badge(
        id: ID("b-fake"), claim: claim, member: claim.member, awardedAt: house.told.now,
        entry: entry)
      #expect(
        await refusal { try await house.archive.read { try $0.needsAward(fake) } }?.sort
          == .conflict)
    }
  }
}
