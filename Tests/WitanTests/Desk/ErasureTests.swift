import Ledger
import Testing
import WitanTesting

@testable import Witan

/// What is personal goes; the proof that it was there stays.
@Suite struct ErasureTests {
  static let photos: [[UInt8]] = [
    [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3], [0xFF, 0xD8, 0xFF, 0xE0, 4, 5, 6],
  ]

  /// A settled question with two photos, notes and an outcome.
  private func settled(_ house: House) async throws -> ID<Question> {
    let id = try await house.ask(photos: Self.photos)
    while let expert = try await house.asked(id).first {
      house.told.advance(seconds: 3)
      _ = try await house.desk.answer(
        expert, id,
        NewAnswer(
          taxon: "Daboia russelii", confidence: .sure, note: "Seen by \(expert.member.shown)"))
    }
    _ = try await house.desk.recordOutcome(
      house.steward, id, taxon: "Daboia russelii", ground: "The patient's own photo")
    return id
  }

  /// What no text of the archive may hold any more.
  private func texts(_ house: House) async throws -> String {
    let all = try await house.everything()
    let bodies = all.tables.values.flatMap(\.values).map { String(decoding: $0, as: UTF8.self) }
    let payloads = try all.payloads.values.map { encoded in
      guard case .string(let text) = try Disclosure(encoded: encoded).value else { return "" }
      return text
    }
    return (bodies + payloads + all.entryBytes.map { String(decoding: $0, as: UTF8.self) })
      .joined(separator: "\n")
  }

  @Test func `a steward erases each thing, and everything derives anew`() async throws {
    let house = try await House()
    let id = try await settled(house)
    let before = try await house.desk.show(house.steward, id)
    let answer = try #require(before.answers?.first)
    let note = try #require(answer.note)
    let desk = house.desk
    for (target, text) in [
      (ErasureTarget.text(of: id), "What is it?"), (.note(of: ID(answer.id)), note),
      (.outcome(of: id), "The patient's own photo"),
      (.photo(of: id, name: before.photos[1]), before.photos[1]),
      (.member(handle: "expert-0"), "Name of expert-0"),
    ] {
      #expect(try await texts(house).contains(text))
      let done = try await desk.erase(house.steward, target, ground: "at their wish")
      #expect(done.payloads > 0 && done.isOverwritten && done.backups == OldCopies())
      #expect(!(try await texts(house).contains(text)), "\(text)")
      let again = await refusal {
        _ = try await desk.erase(house.steward, target, ground: "twice")
      }
      #expect(["nothing-left", "not-found"].contains(again?.code))
    }
    let after = try await desk.show(house.steward, id)
    #expect(after.text == nil && after.photos == [before.photos[0]])
    #expect(after.verdict?.taxon == before.verdict?.taxon && after.outcome?.ground == nil)
    #expect(after.answers?.count == before.answers?.count)
    let all = try await house.everything()
    #expect(all.attachments.keys.filter { $0.hasPrefix("photos/") }.count == 1)
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
    // Text, note, ground, photo; handle, name and whatever else expert-0 wrote.
    #expect(report.erased >= 6 && report.payloads == all.payloads.count)
  }

  @Test func `who is erased leaves`() async throws {
    let house = try await House()
    let desk = house.desk
    let token = try await desk.issueToken(house.steward, handle: "expert-1", label: "phone").token
    let done = try await desk.erase(
      desk.caller(token: token), .member(handle: "expert-1"), ground: "I want to go")
    #expect(done.hasLeft && done.payloads == 2)
    #expect(await refusal { _ = try await desk.caller(token: token) } == .notSignedIn)
    let member = try await house.archive.read { try $0.member(house.experts[1].member.id) }
    #expect(member?.handle == nil && member?.name == nil && member?.roles == [])
    for _ in 0..<4 {
      let id = try await house.ask()
      house.told.advance(seconds: 300)
      _ = try await desk.tick()
      let asked = try await house.assignments(id).map(\.expert)
      #expect(!asked.contains(house.experts[1].member.id) && !asked.isEmpty)
    }
    // The handle is free again, for somebody else.
    _ = try await desk.join(
      house.steward, NewMember(handle: "expert-1", name: "Another", roles: [.asker]))
    let last = await refusal {
      _ = try await desk.erase(house.steward, .member(handle: "tomas"), ground: "all gone")
    }
    #expect(last?.sentence.contains("last steward") == true)
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `what is asked by who is erased is taken back, closed, and takes nothing more`()
    async throws
  {
    let house = try await House()
    let silent = try await house.ask()
    for _ in 0..<60 {
      house.told.advance(seconds: 20)
      _ = try await house.desk.tick()
    }
    #expect(try await house.question(silent).unansweredAt != nil)
    let id = try await house.ask()
    let asked = try await house.asked(id)
    _ = try await house.desk.answer(asked[0], id, NewAnswer(taxon: "Daboia russelii"))
    #expect(try await !house.asked(id).isEmpty)
    _ = try await house.desk.erase(house.asker, .member(handle: "farah"), ground: "I go")
    #expect(try await house.asked(id).isEmpty)
    let count = try await house.assignments(id).count
    for _ in 0..<6 {
      _ = try await house.desk.tick()
      house.told.advance(seconds: 100)
    }
    let question = try await house.question(id)
    #expect(!question.isOpen && question.wakeAt == nil)
    #expect(try await house.assignments(id).count == count)
    let late = NewAnswer(taxon: "Daboia russelii", acceptsLate: true)
    for (expert, id) in [(asked[1], id), (house.experts[0], silent)] {
      let refused = await refusal { _ = try await house.desk.answer(expert, id, late) }
      #expect(refused?.code == "question-closed", "\(id)")
    }
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `askers erase what is their own, and nobody else's`() async throws {
    let house = try await House()
    let id = try await settled(house)
    let desk = house.desk
    let sheet = try await desk.show(house.steward, id)
    let (photo, answer) = (sheet.photos[0], try #require(sheet.answers?.first))
    let second = try #require(sheet.answers?.last)
    let other = try #require(house.experts.first { $0.member.handle == second.expert })
    let giver = try #require(house.experts.first { $0.member.handle == answer.expert })
    let before = try await house.everything()
    for (caller, target, code) in [
      (house.asker, ErasureTarget.note(of: ID(answer.id)), "not-allowed"),
      (house.asker, .note(of: ID("r-none")), "not-found"),
      (house.asker, .outcome(of: id), "not-allowed"),
      (house.asker, .member(handle: "ines"), "not-allowed"),
      (house.asker, .member(handle: "nobody"), "not-allowed"),
      (house.asker, .text(of: ID("q-none")), "not-found"),
      (house.asker, .photo(of: id, name: "none.jpg"), "not-found"),
      (other, .text(of: id), "not-allowed"), (house.auditor, .text(of: id), "not-allowed"),
      (house.steward, .note(of: ID("r-none")), "not-found"),
    ] {
      let refused = await refusal { _ = try await desk.erase(caller, target, ground: "no") }
      #expect(refused?.code == code, "\(target)")
    }
    let empty = await refusal { _ = try await desk.erase(house.asker, .text(of: id), ground: " ") }
    #expect(empty?.field == "ground")
    #expect(try await house.everything() == before)
    _ = try await desk.erase(house.asker, .photo(of: id, name: photo), ground: "A face")
    _ = try await desk.erase(house.asker, .text(of: id), ground: "A name")
    _ = try await desk.erase(giver, .note(of: ID(answer.id)), ground: "A slip")
    let report = try await house.verify()
    #expect(report.isClean && report.erased == 3, "\(report.faults)")
  }

  @Test func `a photo of two questions goes where it is meant`() async throws {
    let house = try await House()
    let one = try await house.ask(photos: [Self.photos[0]])
    let two = try await house.ask(photos: Self.photos)
    let name = try #require(try await house.question(one).photos.first ?? nil)
    let mine = try await house.desk.erase(
      house.asker, .photo(of: one, name: name), ground: "mine")
    #expect(mine.photos == 0 && mine.elsewhere == [two.text], "its owner is told where it stands")
    #expect(try await house.question(one).photos == [nil])
    #expect(try await house.desk.photo(house.asker, two, name).bytes == Self.photos[0])
    let done = try await house.desk.erase(house.steward, .photo(of: two, name: name), ground: "all")
    #expect(done.photos == 1 && done.payloads == 1 && done.elsewhere.isEmpty)
    #expect(try await house.question(two).photos[0] == nil)
    // An added photo is the third of its question, and the right one goes.
    _ = try await house.desk.addPhotos(house.asker, two, [Self.photos[0] + [9]])
    let added = try #require(try await house.question(two).photos.last ?? nil)
    _ = try await house.desk.erase(house.steward, .photo(of: two, name: added), ground: "too")
    #expect(try await house.question(two).photos.map { $0 == nil } == [true, false, true])
    let report = try await house.verify()
    #expect(report.isClean && report.erased == 3, "\(report.faults)")
  }

  @Test func `a legal hold stops it, with its reason, until it is lifted`() async throws {
    let house = try await House()
    let id = try await settled(house)
    let desk = house.desk
    _ = try await desk.hold(house.steward, .question(id), ground: "Court order 12")
    for caller in [house.asker, house.steward] {
      for target in [ErasureTarget.text(of: id), .member(handle: "farah")] {
        let refused = await refusal { _ = try await desk.erase(caller, target, ground: "now") }
        #expect(refused?.code == "on-hold" && refused?.sentence.contains("Court order 12") == true)
      }
    }
    let witness = try #require(
      try await house.archive.read { try $0.member($0.answers(to: id)[0].expert)?.handle })
    #expect(
      await refusal {
        _ = try await desk.erase(house.steward, .member(handle: witness), ground: "their wish")
      }?.code == "on-hold", "who answered it is part of it")
    #expect(
      await refusal { _ = try await desk.hold(house.steward, .question(id), ground: "x") }?.code
        == "on-hold")
    for act in [desk.hold, desk.lift] {
      #expect(
        await refusal { _ = try await act(house.asker, .question(id), "mine") }?.code
          == "not-allowed")
    }
    house.told.advance(seconds: 1)
    _ = try await desk.hold(house.steward, .member("farah"), ground: "Inquiry")
    #expect(try await desk.holds(house.auditor).map(\.ground) == ["Court order 12", "Inquiry"])
    _ = try await desk.lift(house.steward, .question(id), ground: "Closed")
    #expect(
      await refusal { _ = try await desk.erase(house.asker, .text(of: id), ground: "now") }?.code
        == "on-hold", "hers is held wherever it is")
    _ = try await desk.lift(house.steward, .member("farah"), ground: "Closed")
    _ = try await desk.erase(house.asker, .text(of: id), ground: "now")
    #expect(try await desk.holds(house.auditor) == [])
    let report = try await house.verify()
    #expect(report.isClean && report.erased == 1, "\(report.faults)")
  }

  @Test func `an erasure that is none, or was none's to make, is found`() async throws {
    let house = try await House()
    let id = try await settled(house)
    let whole = try await house.everything()
    _ = try await house.desk.erase(house.asker, .text(of: id), ground: "mine")
    var kept = try await house.everything()
    for (digest, payload) in whole.payloads where kept.payloads[digest] == nil {
      kept.payloads[digest] = payload
    }
    #expect(try kept.verify().faults.map(\.reason).contains { $0.contains("was erased") })
    var lost = whole
    let digest = try #require(lost.payloads.keys.sorted().first)
    lost.payloads[digest] = nil
    #expect(!(try lost.verify().isClean), "gone without an event")
    let erased = try await house.everything()
    for (from, to) in [
      ("\"by\":\"\(house.asker.member.id)\"", "\"by\":\"\(house.experts[0].member.id)\""),
      ("\"member\":\"\(house.asker.member.id)\"", "\"member\":\"\(house.steward.member.id)\""),
    ] {
      var forged = erased
      let place = try #require(
        forged.entryBytes.lastIndex { String(decoding: $0, as: UTF8.self).contains("erased") })
      let text = String(decoding: forged.entryBytes[place], as: UTF8.self)
      forged.entryBytes[place] = Array(text.replacing(from, with: to).utf8)
      forged.rebuildTree()
      let faults = try forged.verify().faults
      #expect(faults.contains { $0.reason.contains("erased does not follow") }, "\(faults)")
    }
  }

  @Test func `who was given which photo is recorded, each view once`() async throws {
    let house = try await House()
    let id = try await settled(house)
    let photos = try await house.desk.show(house.asker, id).photos
    for (seconds, caller, photo) in [
      (0, house.asker, photos[0]), (5, house.auditor, photos[1]), (5, house.asker, photos[0]),
      (700, house.asker, photos[0]),
    ] {
      house.told.advance(seconds: seconds)
      _ = try await house.desk.photo(caller, id, photo)
    }
    let size = try await house.archive.read { try $0.ledgerSize() }
    _ = try await house.desk.tick()
    let lines = try await house.desk.history(house.auditor, id).filter { $0.kind == "photosViewed" }
    #expect(lines.count == 1 && lines[0].index >= size)
    let summary = try #require(lines.first?.summary)
    #expect(summary.components("photo 1") == 2 && summary.components("ines photo 2") == 1)
    _ = try await house.desk.dossier(house.auditor, id)
    try await house.desk.recordViews()
    let views = try await house.desk.history(house.steward, id).last?.summary ?? ""
    #expect(views.components("ines photo") == 2, "the dossier shows them too: \(views)")
    #expect(try await house.verify().isClean)
  }
}

extension String {
  /// How often a text stands in it.
  fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
