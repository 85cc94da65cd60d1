import Foundation
import Testing
import WitanTesting

@testable import Witan

/// Leases, hand-overs and better photos at the desk, by a told clock.
@Suite struct LeaseCourseTests {
  private static let photo: [UInt8] = [0xFF, 0xD8, 0xFF, 1, 2, 3]

  @Test func `a lease is extended, reminds, and lapses at last`() async throws {
    let house = try await House(experts: 3)
    let id = try await house.ask()
    let expert = try await house.asked(id)[0]
    #expect(
      await refusal { _ = try await house.desk.extend(expert, id) }?.code == "not-taken")
    let taken = try await house.desk.take(expert, id)
    #expect(taken.mine?.holdLimit == house.told.now.adding(seconds: 360))
    for (seconds, end) in [(10, 120), (50, 180), (100, 280), (110, 360)] {
      house.told.advance(seconds: seconds)
      let sheet = try await house.desk.extend(expert, id)
      #expect(sheet.mine?.endsAt == Sample.noon.adding(seconds: end))
      #expect(sheet.mine?.remindedAt == nil)
    }
    #expect(await refusal { _ = try await house.desk.extend(expert, id) }?.code == "hold-limit")
    house.told.advance(seconds: 60)
    _ = try await house.desk.tick()
    let mine = try await house.desk.show(expert, id).mine
    #expect(mine?.remindedAt == Sample.noon.adding(seconds: 330))
    #expect(try await house.desk.tick() == 0)
    house.told.advance(seconds: 30)
    #expect(await refusal { _ = try await house.desk.extend(expert, id) }?.code == "lease-lapsed")
    _ = try await house.desk.tick()
    let member = expert.member.id
    let rhythm = try await house.archive.read { try $0.rhythm(member) }
    let fresh = Rhythm(expert: member)
    #expect(
      rhythm.chanceHere(rule: .first) < fresh.chanceHere(rule: .first),
      "who takes and does not answer is expected less")
    let kinds = try await house.archive.read { try $0.trace(of: id).map(\.event.kind) }
    #expect(kinds.count { $0 == "leaseExtended" } == 3)
    // Each lease and each extension is reminded of once, where its last quarter was reached.
    #expect(kinds.count { $0 == "leasesReminded" } == 3)
    #expect(try await house.verify().isClean)
  }

  @Test func `who hands over is free, and the other has it in the same place`() async throws {
    let house = try await House(experts: 9)
    let id = try await house.ask()
    let experts = try await house.asked(id)
    let heir = try #require(try await house.unasked(id).first)
    let handle = try #require(heir.member.handle)
    let outsider = try #require(try await house.unasked(id).last)
    for (caller, to) in [
      (experts[0], "nobody"), (experts[0], "farah"), (experts[0], "expert-x"),
      (experts[0], experts[1].member.handle ?? ""), (outsider, handle),
    ] {
      #expect(
        await refusal {
          _ = try await house.desk.handOver(caller, id, to: to, reason: .noTime)
        } != nil)
    }
    let sheet = try await house.desk.handOver(
      experts[0], id, to: handle, reason: .knowsTheKind)
    #expect(sheet.mine?.state == "handed-over" && sheet.mine?.handedTo == handle)
    #expect(try await house.desk.queue(heir).map(\.id) == [id.text])
    #expect(try await house.asked(id).count == 3)
    let next = try #require(try await house.assignments(id).last)
    #expect(next.wave == 1 && next.handedFrom == ID("a-\(id.text.dropFirst(2))-1"))
    for verb in ["answer", "take", "pass", "again"] {
      let refused = await refusal {
        switch verb {
        case "answer": _ = try await house.desk.answer(experts[0], id, NewAnswer(taxon: nil))
        case "take": _ = try await house.desk.take(experts[0], id)
        case "pass": _ = try await house.desk.pass(experts[0], id, reason: .noTime)
        default:
          _ = try await house.desk.handOver(experts[0], id, to: "expert-8", reason: .noTime)
        }
      }
      #expect(["passed-on", "not-with-you"].contains(refused?.code), "\(verb)")
    }
    let loads = try await house.archive.read { shelf in
      try [experts[0], heir].map { try shelf.load($0.member.id).pending }
    }
    #expect(loads == [0, 1])
    let moves = try await house.desk.routes(house.auditor, id).moves
    #expect(moves.map(\.kind) == [.handedOver] && moves[0].to == [handle])
    #expect(moves[0].from == experts[0].member.handle && moves[0].reason == .knowsTheKind)
    _ = try await house.desk.take(heir, id)
    let answered = try await house.desk.answer(heir, id, NewAnswer(taxon: "Daboia russelii"))
    #expect(answered.mine?.state == "answered")
    #expect(try await house.verify().isClean)
  }

  @Test func `a wish for a better photo reaches the asker, and the photo those who wished`()
    async throws
  {
    let house = try await House(experts: 3)
    let id = try await house.ask(photos: [Self.photo])
    let experts = try await house.asked(id)
    let reasons: [PassReason] = [.photoTooPoor, .needsAnotherAngle, .notMyRegion]
    for (expert, reason) in zip(experts, reasons) {
      _ = try await house.desk.pass(expert, id, reason: reason)
    }
    // Nobody is left to ask, and it stays open: a photo may come.
    #expect(try await house.question(id).isOpen)
    #expect(
      try await house.desk.show(house.asker, id).photoWishes?.map(\.reason) == [
        .photoTooPoor, .needsAnotherAngle,
      ])
    #expect(try await house.desk.show(experts[2], id).photoWishes == nil)
    #expect(try await house.desk.show(house.auditor, id).photoWishes?.count == 2)
    #expect(
      await refusal {
        _ = try await house.desk.addPhotos(house.asker, id, [Self.photo])
      }?.code == "exists")
    #expect(
      await refusal { _ = try await house.desk.addPhotos(house.steward, id, [Self.photo]) }?.code
        == "not-allowed")
    let sheet = try await house.desk.addPhotos(house.asker, id, [Self.photo + [9]])
    #expect(sheet.photos.count == 2 && sheet.photoWishes == nil)
    #expect(try await house.asked(id).map(\.member.id) == experts.prefix(2).map(\.member.id))
    let again = try await house.desk.take(experts[0])
    #expect(again.id == id.text && again.mine?.againFor == .photoTooPoor)
    #expect(again.photos.count == 2)
    let answers = try await house.desk.answer(experts[0], id, NewAnswer(taxon: "Daboia"))
    #expect(answers.answers?.count == 1)
    let seen = try await house.archive.read { try $0.answers(to: id).map(\.seen.photos) }
    #expect(seen == [2])
    let load = try await house.archive.read { try $0.load(experts[1].member.id) }
    #expect(load.pending == 1 && load.offered == 2)
    #expect(try await house.verify().isClean)
  }

  @Test func `who waits for a photo waits for ten minutes and no longer`() async throws {
    let house = try await House(experts: 1)
    let id = try await house.ask()
    _ = try await house.desk.pass(house.experts[0], id, reason: .photoTooPoor)
    for _ in 0..<59 {
      house.told.advance(seconds: 10)
      _ = try await house.desk.tick()
      #expect(try await house.question(id).isOpen)
    }
    house.told.advance(seconds: 10)
    _ = try await house.desk.tick()
    #expect(try await house.question(id).phase == .unsettled)
    #expect(
      await refusal { _ = try await house.desk.addPhotos(house.asker, id, [Self.photo]) }?.code
        == "question-closed")
    #expect(try await house.desk.show(house.asker, id).photoWishes == nil)
  }

  @Test func `who held a question when it closed is told, for an hour`() async throws {
    let house = try await House(experts: 30)
    let id = try await house.ask()
    house.told.advance(seconds: 40)
    _ = try await house.desk.tick()
    let holder = try #require(try await house.asked(id).last)
    _ = try await house.desk.take(holder, id)
    for expert in try await house.asked(id)
    where try await house.question(id).isOpen && expert.member.id != holder.member.id {
      _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia russelii"))
    }
    #expect(try await !house.question(id).isOpen)
    #expect(try await house.desk.queue(holder).isEmpty)
    let told = try await house.desk.released(holder)
    #expect(told.map(\.id) == [id.text] && told[0].mine?.state == "released")
    #expect(told[0].mine?.releasedAt == house.told.now)
    let others = try await house.assignments(id).filter {
      if case .released(_, nil) = $0.state { true } else { false }
    }
    for other in house.experts where others.contains(where: { $0.expert == other.member.id }) {
      #expect(try await house.desk.released(other).isEmpty)
    }
    house.told.advance(seconds: 3_600)
    #expect(try await house.desk.released(holder).isEmpty)
    #expect(try await house.verify().isClean)
  }

  @Test func `an audit derives leases anew, and names one that was forged`() async throws {
    let house = try await House(experts: 6)
    let id = try await house.ask()
    let expert = try await house.asked(id)[0]
    _ = try await house.desk.take(expert, id)
    house.told.advance(seconds: 31)
    _ = try await house.desk.extend(expert, id)
    let heir = try #require(try await house.unasked(id).first?.member)
    _ = try await house.desk.handOver(expert, id, to: heir.handle ?? "", reason: .noTime)
    var record = try await house.everything()
    #expect(try record.verify().isClean)
    let size = record.entryBytes.count
    let kept = record.entryBytes
    for index in size - 2..<size {
      record.entryBytes = kept
      let entry = try Entry(bytes: kept[index])
      let forged: Event
      switch entry.event {
      case .leaseExtended(let fact):
        forged = .leaseExtended(
          LeaseExtended(
            assignment: fact.assignment, question: id, expert: fact.expert,
            endsAt: fact.endsAt.adding(seconds: 3_600)))
      case .assignmentHandedOver(let fact):
        forged = .assignmentHandedOver(
          AssignmentHandedOver(
            assignment: fact.assignment, question: id, expert: fact.expert, reason: fact.reason,
            next: fact.next, heir: house.asker.member.id, offerEndsAt: fact.offerEndsAt))
      default:
        Issue.record("\(entry.event.kind) was not expected")
        return
      }
      record.entryBytes[index] = try Entry(
        index: index, community: entry.community, at: entry.at, by: entry.by, event: forged,
        salt: entry.salt
      ).bytes()
      record.rebuildTree()
      #expect(try record.verify().faults.contains { $0.place == "entry \(index)" })
    }
  }

  @Test func `take gives what presses, then what one knows best`() async throws {
    let house = try await House(experts: 1)
    let expert = house.experts[0]
    let slow = try await house.ask(.whenever)
    let soon = try await house.ask(.today)
    let now = try await house.ask(.emergency)
    #expect(try await house.desk.queue(expert).map(\.id) == [now, soon, slow].map(\.text))
    #expect(try await house.desk.take(expert).id == now.text)
    // What is held is given again, whatever came since.
    _ = try await house.ask(.emergency)
    #expect(try await house.desk.take(expert).id == now.text)
    _ = try await house.desk.take(expert, slow)
    _ = try await house.desk.answer(expert, now, NewAnswer(taxon: "Daboia russelii"))
    #expect(try await house.desk.take(expert).id == slow.text)
  }
}
