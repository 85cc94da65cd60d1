import Testing
import WitanTesting

@testable import Witan

/// A photo that comes while whoever wished for it cannot be asked.
@Suite struct BetterPhotoTests {
  private let photo: [UInt8] = [0xFF, 0xD8, 0xFF, 7]

  /// A question of the day that one of the experts asked passes on for want of a better photo.
  private func wished() async throws -> (house: House, id: ID<Question>, wisher: Caller) {
    let house = try await House(experts: 8)
    let id = try await house.ask(.whenever)
    let wisher = try await house.asked(id)[0]
    _ = try await house.desk.pass(wisher, id, reason: .photoTooPoor)
    return (house, id, wisher)
  }

  private func isOffered(_ house: House, _ id: ID<Question>, _ wisher: Caller) async throws -> Bool
  {
    try await house.asked(id).contains { $0.member.id == wisher.member.id }
  }

  @Test func `who sleeps when it comes is offered it when they wake`() async throws {
    let (house, id, wisher) = try await wished()
    _ = try await house.desk.setAvailability(
      wisher, handle: wisher.member.handle ?? "", Availability(quiet: "11:00-14:30"))
    _ = try await house.desk.addPhotos(house.asker, id, [photo])
    #expect(try await !isOffered(house, id, wisher))
    #expect(try await house.asked(id).count >= 2, "others have it meanwhile")
    house.told.advance(seconds: 9_000 - 1)
    _ = try await house.desk.tick()
    #expect(try await !isOffered(house, id, wisher))
    house.told.advance(seconds: 1)
    _ = try await house.desk.tick()
    #expect(try await isOffered(house, id, wisher))
    let sheet = try await house.desk.take(wisher, id)
    #expect(sheet.mine?.againFor == .photoTooPoor && sheet.photos.count == 1)
    let moves = try await house.desk.routes(house.auditor, id).moves
    #expect(moves.map(\.kind) == [.reoffered] && moves[0].to == [wisher.member.handle ?? ""])
    #expect(moves[0].from == nil && moves[0].at == Sample.noon.adding(seconds: 9_000))
    #expect(try await house.assignments(id).count { $0.expert == wisher.member.id } == 1)
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `whose attention is spent is offered it on the next day`() async throws {
    let (house, id, wisher) = try await wished()
    _ = try await house.desk.setAvailability(
      wisher, handle: wisher.member.handle ?? "", Availability(budgetPerDay: 1))
    _ = try await house.desk.addPhotos(house.asker, id, [photo])
    #expect(try await !isOffered(house, id, wisher))
    house.told.advance(seconds: 12 * 3_600 - 1)
    _ = try await house.desk.tick()
    #expect(try await !isOffered(house, id, wisher))
    house.told.advance(seconds: 1)
    _ = try await house.desk.tick()
    #expect(try await isOffered(house, id, wisher))
    #expect(try await house.verify().isClean)
  }

  @Test func `where only the wisher is left, the question waits for them`() async throws {
    let house = try await House(experts: 1)
    let id = try await house.ask(.today)
    let wisher = house.experts[0]
    _ = try await house.desk.pass(wisher, id, reason: .needsAnotherAngle)
    _ = try await house.desk.setAvailability(
      wisher, handle: "expert-0", Availability(quiet: "11:00-12:20"))
    _ = try await house.desk.addPhotos(house.asker, id, [photo])
    for _ in 0..<20 {
      house.told.advance(seconds: 60)
      _ = try await house.desk.tick()
    }
    #expect(try await isOffered(house, id, wisher))
    #expect(try await house.verify().isClean)
  }

  @Test(arguments: 0..<5)
  func `who may answer no more is not offered it again with the photo`(number: Int) async throws {
    let house = try await House(experts: 3)
    let new = NewQuestion(
      subject: "snakes", text: "What is it?", place: "IN-KA", language: "en")
    let id = ID<Question>(try await house.desk.ask(house.asker, new).id)
    let asked = try await house.asked(id)
    let handle = asked[0].member.handle ?? ""
    _ = try await house.desk.pass(asked[0], id, reason: .photoTooPoor)
    switch number {
    case 0:
      for one in [handle, "farah"] {
        _ = try await house.desk.setGroup(house.steward, handle: one, "household")
      }
    case 1:
      for one in [handle, asked[1].member.handle ?? ""] {
        _ = try await house.desk.setGroup(house.steward, handle: one, "household")
      }
    case 2:
      _ = try await house.desk.setRoles(
        house.steward, handle: handle, [.expert], subjects: [ID("workshop")])
    case 3: _ = try await house.desk.setLanguages(house.steward, handle: handle, ["fr"])
    default:
      _ = try await house.desk.steer(
        house.steward, id, .bar, handle: handle, ground: "kin of the patient")
    }
    _ = try await house.desk.addPhotos(house.asker, id, [[0xFF, 0xD8, 0xFF, 9]])
    _ = try await house.desk.tick()
    #expect(!(try await house.asked(id).map(\.member.id)).contains(asked[0].member.id))
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `whose leave ends early is offered it then`() async throws {
    let (house, id, wisher) = try await wished()
    let handle = wisher.member.handle ?? ""
    _ = try await house.desk.setAvailability(
      wisher, handle: handle, Availability(awayUntil: Sample.noon.adding(seconds: 20 * 86_400)))
    _ = try await house.desk.addPhotos(house.asker, id, [photo])
    house.told.advance(seconds: 3_600)
    _ = try await house.desk.tick()
    #expect(try await !isOffered(house, id, wisher))
    _ = try await house.desk.setAvailability(wisher, handle: handle, Availability())
    house.told.advance(seconds: 1)
    _ = try await house.desk.tick()
    #expect(try await isOffered(house, id, wisher))
    #expect(try await house.verify().isClean)
  }

  @Test func `whose leave is extended keeps the clock from turning in vain`() async throws {
    let (house, id, wisher) = try await wished()
    let handle = wisher.member.handle ?? ""
    for hours in [2, 20 * 24] {
      _ = try await house.desk.setAvailability(
        wisher, handle: handle, Availability(awayUntil: Sample.noon.adding(seconds: hours * 3_600)))
      if hours == 2 { _ = try await house.desk.addPhotos(house.asker, id, [photo]) }
    }
    for _ in 0..<400 where try await house.question(id).isOpen {
      house.told.advance(seconds: 60)
      _ = try await house.desk.tick()
      let question = try await house.question(id)
      guard question.isOpen else { break }
      #expect(try #require(question.wakeAt) > house.told.now)
    }
    #expect(try await house.verify().isClean)
  }

  @Test func `what nothing can be done for rests until it changes`() throws {
    let resting = Resting()
    var question = Sample.question()
    question.wakeAt = Sample.noon
    #expect(!resting.contains(question, at: Sample.noon))
    resting.add(question, at: Sample.noon)
    #expect(resting.contains(question, at: Sample.noon.adding(seconds: 4)))
    var changed = question
    changed.wakeAt = Sample.noon.adding(seconds: -1)
    #expect(!resting.contains(changed, at: Sample.noon.adding(seconds: 1)))
    resting.add(question, at: Sample.noon)
    #expect(!resting.contains(question, at: Sample.noon.adding(seconds: 5)) && resting.count == 0)
  }

  @Test(arguments: 0..<4)
  func `no photo is asked for where whoever wanted it may be asked no more`(number: Int)
    async throws
  {
    let house = try await House(experts: 1)
    let new = NewQuestion(subject: "snakes", text: "What is it?", place: "IN-KA", language: "en")
    let id = ID<Question>(try await house.desk.ask(house.asker, new).id)
    let handle = house.experts[0].member.handle ?? ""
    _ = try await house.desk.pass(house.experts[0], id, reason: .photoTooPoor)
    #expect(try await house.desk.show(house.asker, id).photoWishes?.count == 1)
    switch number {
    case 0:
      for one in [handle, "farah"] {
        _ = try await house.desk.setGroup(house.steward, handle: one, "household")
      }
    case 1:
      for one in ["farah", handle] {
        _ = try await house.desk.setGroup(house.steward, handle: one, "household")
      }
    case 2:
      _ = try await house.desk.setRoles(
        house.steward, handle: handle, [.expert], subjects: [ID("workshop")])
    default: _ = try await house.desk.erase(house.steward, .member(handle: handle), ground: "left")
    }
    let told = try await house.desk.show(house.asker, id)
    #expect(told.photoWishes == nil && told.fallback?.reason == .nothingKnown)
    house.told.advance(seconds: 120)
    _ = try await house.desk.tick()
    #expect(try await !house.question(id).isOpen, "it waits for nobody")
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `whose language was mistaken for a moment is asked when the photo comes`() async throws
  {
    let house = try await House(experts: 3)
    let new = NewQuestion(subject: "snakes", text: "What is it?", place: "IN-KA", language: "en")
    let id = ID<Question>(try await house.desk.ask(house.asker, new).id)
    let wisher = try await house.asked(id)[0]
    let handle = wisher.member.handle ?? ""
    _ = try await house.desk.pass(wisher, id, reason: .photoTooPoor)
    _ = try await house.desk.setLanguages(house.steward, handle: handle, ["fr"])
    #expect(try await house.desk.show(house.asker, id).photoWishes == nil)
    _ = try await house.desk.setLanguages(house.steward, handle: handle, ["en"])
    #expect(try await house.desk.show(house.asker, id).photoWishes?.count == 1)
    _ = try await house.desk.addPhotos(house.asker, id, [photo])
    #expect(try await isOffered(house, id, wisher))
    #expect(try await house.verify().isClean)
  }

  @Test func `a wish of somebody whose group has the question is no wish, in any order`()
    async throws
  {
    let house = try await House(experts: 3)
    let id = try await house.ask()
    let asked = try await house.asked(id)
    _ = try await house.desk.pass(asked[0], id, reason: .photoTooPoor)
    for one in asked.prefix(2) {
      _ = try await house.desk.setGroup(
        house.steward, handle: one.member.handle ?? "", "household")
    }
    #expect(try await house.desk.show(house.asker, id).photoWishes == nil)
    _ = try await house.desk.pass(asked[1], id, reason: .needsAnotherAngle)
    #expect(try await house.desk.show(house.asker, id).photoWishes == nil)
    #expect(try await house.verify().isClean)
  }

  /// An emergency that everybody asked passes on for want of another photo, and the first word.
  private func emergency() async throws -> (house: House, id: ID<Question>) {
    let house = try await House(experts: 3)
    let id = try await house.ask()
    for expert in try await house.asked(id) {
      house.told.advance(seconds: 10)
      _ = try await house.desk.pass(expert, id, reason: .needsAnotherAngle)
    }
    house.told.advance(seconds: 80)
    _ = try await house.desk.tick()
    return (house, id)
  }

  @Test func `in an emergency it is waited for beyond the first word`() async throws {
    let (house, id) = try await emergency()
    let told = try await house.desk.show(house.asker, id)
    #expect(told.phase == .provisional && told.verdict?.action == nil)
    #expect(told.fallback?.reason == .photoWanted && told.photoWishes?.count == 3)
    house.told.advance(seconds: 240)
    _ = try await house.desk.tick()
    _ = try await house.desk.addPhotos(house.asker, id, [photo])
    #expect(try await house.asked(id).count == 3)
    #expect(try await house.desk.show(house.asker, id).fallback?.reason == .nothingKnown)
    for expert in try await house.asked(id).prefix(2) {
      _ = try await house.desk.take(expert, id)
      _ = try await house.desk.answer(expert, id, NewAnswer(taxon: "Daboia russelii"))
    }
    #expect(try await house.desk.show(house.asker, id).verdict?.action == "dangerous")
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `where it never comes, that somebody looked is said`() async throws {
    let (house, id) = try await emergency()
    // Ten minutes after the last of them wanted it.
    house.told.advance(seconds: 30 + 600 - 110 - 1)
    _ = try await house.desk.tick()
    #expect(try await house.question(id).isOpen)
    house.told.advance(seconds: 1)
    _ = try await house.desk.tick()
    #expect(try await house.question(id).phase == .unsettled)
    #expect(try await house.desk.show(house.asker, id).fallback?.reason == .photosTooPoor)
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `what is said of silence is what those who looked left`() async throws {
    func reason(_ house: House, _ id: ID<Question>) async throws -> Fallback.Reason? {
      try await house.desk.show(house.asker, id).fallback?.reason
    }
    // Whoever looked passed it on.
    var house = try await House(experts: 1)
    let passed = try await house.ask()
    #expect(try await reason(house, passed) == nil)
    _ = try await house.desk.pass(house.experts[0], passed, reason: .notMyRegion)
    #expect(try await reason(house, passed) == .nothingKnown)
    // No other photo can come.
    house = try await House(experts: 1)
    let full = try await house.ask(photos: (0..<4).map { photo + [$0] })
    _ = try await house.desk.pass(house.experts[0], full, reason: .photoTooPoor)
    #expect(try await reason(house, full) == .photosTooPoor)
    // It came, and whoever wanted it has no time.
    house = try await House(experts: 1)
    let busy = try await house.ask()
    _ = try await house.desk.pass(house.experts[0], busy, reason: .photoTooPoor)
    _ = try await house.desk.addPhotos(house.asker, busy, [photo])
    _ = try await house.desk.pass(house.experts[0], busy, reason: .noTime)
    #expect(try await reason(house, busy) == .nothingKnown)
    // It came, and whoever wanted it sleeps.
    house = try await House(experts: 1)
    let late = try await house.ask()
    _ = try await house.desk.pass(house.experts[0], late, reason: .photoTooPoor)
    _ = try await house.desk.setAvailability(
      house.experts[0], handle: house.experts[0].member.handle ?? "",
      Availability(quiet: "11:00-14:30"))
    _ = try await house.desk.addPhotos(house.asker, late, [photo])
    #expect(try await reason(house, late) == .nothingKnown)
    // A steward keeps it from whoever wanted another.
    house = try await House(experts: 1)
    let barred = try await house.ask()
    _ = try await house.desk.pass(house.experts[0], barred, reason: .photoTooPoor)
    _ = try await house.desk.steer(
      house.steward, barred, .bar, handle: house.experts[0].member.handle ?? "", ground: "his")
    #expect(try await reason(house, barred) == .photosTooPoor)
    #expect(try await house.verify().isClean)
  }

  @Test func `open to all with an unmet wish, the clock does not turn in vain`() async throws {
    let house = try await House(experts: 90)
    let id = try await house.ask()
    let first = try await house.asked(id)
    _ = try await house.desk.pass(first[0], id, reason: .photoTooPoor)
    var idle = 0
    for _ in 0..<300 where try await house.question(id).isOpen {
      house.told.advance(seconds: 20)
      _ = try await house.desk.tick()
      let question = try await house.question(id)
      guard question.isOpen, try await house.asked(id).isEmpty else { continue }
      idle += 1
      let wake = try #require(question.wakeAt)
      #expect(wake > house.told.now, "\(house.told.now.text) \(wake.text)")
    }
    #expect(idle > 10)
    #expect(try await house.question(id).phase == .unsettled)
    #expect(try await house.verify().isClean)
  }
}
