import Ledger
import Testing
import WitanTesting

@testable import Witan

/// Photos as they left the telephone: kept only where their asker said so.
@Suite struct `Originals` {
  private static let sent: [[UInt8]] = [
    [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3] + place, [0xFF, 0xD8, 0xFF, 0xE0, 4, 5, 6] + place,
    [0xFF, 0xD8, 0xFF, 0xE0, 7, 8, 9] + place,
  ]
  /// What a telephone adds, and the lab takes away.
  private static let place = Array("GPS 12.971623".utf8)

  /// A lab that takes away what a telephone adds.
  private struct Cleaning: PhotoLab {
    func clean(_ photo: Upload) async throws -> CleanPhoto {
      let bytes = try photo.bytes()
      guard let kind = PhotoKind(content: bytes) else {
        throw Refusal.photoUnreadable(reason: "no photo")
      }
      return CleanPhoto(bytes: bytes.dropLast(place.count), kind: kind)
    }

    func scaled(_ photo: CleanPhoto, to width: PhotoWidth) async throws -> CleanPhoto { photo }
  }

  private func desk(_ house: House) -> Desk {
    Desk(archive: house.archive, world: house.told.world, lab: Cleaning())
  }

  /// A question with two photos.
  private func ask(_ house: House, keeps: Bool = true) async throws -> ID<Question> {
    let new = NewQuestion(subject: "snakes", text: "What is it?", place: "IN-KA")
    let sheet = try await desk(house).ask(
      house.asker, new, photos: Array(Self.sent[..<2]), keepsOriginals: keeps)
    return ID(sheet.id)
  }

  private func originals(_ house: House) async throws -> [[UInt8]] {
    let all = try await house.everything().attachments
    return all.keys.sorted().filter { $0.hasPrefix("originals/") }.compactMap { all[$0] }
  }

  private func verified(_ house: House, erased: Int = 0) async throws {
    let report = try await house.verify()
    #expect(report.isClean && report.erased == erased, "\(report.erased): \(report.faults)")
  }

  @Test func `are kept by their asker's word alone`() async throws {
    let house = try await House()
    let id = try await ask(house, keeps: false)
    #expect(try await originals(house).isEmpty)
    let sheet = try await desk(house).show(house.asker, id)
    #expect(sheet.photos.count == 2 && sheet.originals == nil)
    #expect(try await house.question(id).originals == nil)
    let asked = try await house.everything().entryBytes.map { String(decoding: $0, as: UTF8.self) }
    #expect(!asked.contains { $0.contains("originals") })
    let none = await refusal {
      _ = try await desk(house).original(
        house.asker, id, ofPhoto: sheet.photos[0], ground: nil)
    }
    #expect(none?.code == "not-found")
    // Of a question without photos there is nothing to keep, and of what is no photo neither.
    let text = NewQuestion(subject: "snakes", text: "And this?")
    let bare = try await desk(house).ask(
      house.asker, text, photos: [Upload](), keepsOriginals: true)
    #expect(try await house.question(ID(bare.id)).originals == nil)
    let poly = await refusal {
      _ = try await desk(house).ask(
        house.asker, text, photos: [Array("<svg>".utf8)], keepsOriginals: true)
    }
    #expect(poly?.code == "photo-unreadable")
    #expect(try await originals(house).isEmpty)
    try await verified(house)
  }

  @Test func `are for their asker, and for auditors who say what for`() async throws {
    let house = try await House()
    let desk = desk(house)
    let id = try await ask(house)
    let sheet = try await desk.show(house.asker, id)
    #expect(sheet.originals == sheet.photos)
    for (number, name) in sheet.photos.enumerated() {
      let own = try await desk.original(
        house.asker, id, ofPhoto: name, ground: nil
      ).bytes
      #expect(own == Self.sent[number])
      #expect(try await desk.photo(house.asker, id, name).bytes == own.dropLast(Self.place.count))
    }
    let before = try await house.everything().entryBytes.count
    let expert = try #require(try await house.asked(id).first)
    #expect(try await desk.show(expert, id).originals == nil)
    let other = try await desk.caller(
      token: desk.join(house.steward, NewMember(handle: "bo", name: "Bo", roles: [.asker])).token)
    for (caller, ground, code) in [
      (expert, "to see", "not-allowed"), (other, "to see", "not-found"),
      (house.auditor, nil, "invalid"), (house.auditor, " ", "invalid"),
      (house.steward, nil, "not-allowed"), (house.steward, "Court order 12", "not-allowed"),
    ] {
      let refused = await refusal {
        _ = try await desk.original(caller, id, ofPhoto: sheet.photos[0], ground: ground)
      }
      #expect(refused?.code == code, "\(refused?.sentence ?? "-")")
    }
    #expect(try await house.everything().entryBytes.count == before + 2, "who joined, their token")
    for number in 0..<2 {
      let given = try await desk.original(
        house.auditor, id, ofPhoto: sheet.photos[number], ground: "Court order 12"
      ).bytes
      #expect(given == Self.sent[number])
    }
    #expect(try await desk.show(house.steward, id).originals == sheet.photos, "to be erased")
    let trace = try await house.archive.read { try $0.trace(of: id) }
    let views = trace.compactMap { entry -> OriginalViewed? in
      if case .originalViewed(let fact) = entry.event { fact } else { nil }
    }
    #expect(views.map(\.photo) == [0, 1])
    #expect(views.map(\.by) == [house.auditor.member.id, house.auditor.member.id])
    let ground = try await house.archive.read { try $0.revealed(views[0].ground) }
    #expect(ground == "Court order 12")
    try await verified(house)
    // That a steward had one cannot have happened.
    try await house.archive.write { pen in
      let journal = Journal(
        pen: pen, community: ID("demo"), now: house.told.world.now(),
        secret: house.told.world.secret)
      try journal.record(
        .originalViewed(
          OriginalViewed(
            question: id, photo: 0, ground: try journal.seal("ground", "to see"),
            by: house.steward.member.id)),
        by: house.steward.member.id)
    }
    let index = try await house.everything().entryBytes.count - 1
    let faults = try await house.verify().faults
    #expect(faults.contains { $0.place == "entry \(index)" }, "\(faults)")
  }

  @Test func `are read by two at once of one member, and by eight of all`() throws {
    let seats = OriginalSeats()
    let members = (0..<5).map { ID<Member>("m-\($0)") }
    var held: [OriginalSeats.Seat] = []
    for member in members.prefix(4) {
      for _ in 0..<2 { held.append(try seats.take(member)) }
    }
    #expect(held.count == OriginalSeats.limit)
    #expect(refusal { _ = try seats.take(members[4]) }?.code == "busy")
    held.removeLast()
    #expect(refusal { _ = try seats.take(members[0]) }?.code == "busy", "has two")
    held.append(try seats.take(members[4]))
    held.removeAll()
    for _ in 0..<2 { held.append(try seats.take(members[0])) }
    #expect(refusal { _ = try seats.take(members[0]) }?.code == "busy")
    #expect(held.count == 2)
  }

  @Test func `are not for a steward who may be asked to answer`() async throws {
    let house = try await House()
    let desk = desk(house)
    let id = try await ask(house)
    let name = try await desk.show(house.asker, id).photos[0]
    let expert = try #require(try await house.unasked(id).first ?? house.experts.last)
    _ = try await desk.setRoles(
      house.steward, handle: expert.member.handle ?? "", [.expert, .auditor])
    let both = try await desk.caller(handle: expert.member.handle)
    let refused = await refusal {
      _ = try await desk.original(both, id, ofPhoto: name, ground: "Court order 12")
    }
    #expect(refused?.code == "not-allowed")
    #expect(try await desk.show(both, id).originals == nil)
  }

  @Test func `go by themselves, with photo, text and member, and not under a hold`()
    async throws
  {
    let house = try await House()
    let desk = desk(house)
    let id = try await ask(house)
    let third = try await desk.addPhotos(house.asker, id, [Self.sent[2]], keepsOriginals: true)
    let names = third.photos
    #expect(third.originals == names && names.count == 3)
    _ = try await desk.hold(house.steward, .question(id), ground: "Court order 12")
    let held = await refusal {
      _ = try await desk.erase(house.asker, .original(of: id, name: names[2]), ground: "mine")
    }
    #expect(held?.code == "on-hold")
    _ = try await desk.lift(house.steward, .question(id), ground: "Closed")
    let one = try await desk.erase(
      house.asker, .original(of: id, name: names[2]), ground: "I changed my mind")
    #expect(one.payloads == 1 && one.originals == 1 && one.photos == 0)
    #expect(try await originals(house).count == 2)
    #expect(try await desk.show(house.asker, id).photos == names)
    #expect(try await desk.show(house.asker, id).originals == Array(names[..<2]))
    for ground in [nil, "Court order 12"] {
      let gone = await refusal {
        _ = try await desk.original(
          ground == nil ? house.asker : house.auditor, id, ofPhoto: names[2], ground: ground)
      }
      #expect(gone?.code == "not-found")
    }
    let two = try await desk.erase(house.asker, .photo(of: id, name: names[0]), ground: "a face")
    #expect(two.payloads == 2 && two.originals == 1 && two.photos == 1)
    #expect(try await originals(house) == [Self.sent[1]])
    // The photo whose original went before goes alone.
    let three = try await desk.erase(
      house.steward, .photo(of: id, name: names[2]), ground: "a face")
    #expect(three.payloads == 1 && three.originals == 0 && three.photos == 1)
    let text = try await desk.erase(house.asker, .text(of: id), ground: "a name")
    #expect(text.payloads == 2 && text.originals == 1 && text.photos == 0)
    #expect(try await originals(house).isEmpty)
    #expect(try await desk.show(house.asker, id).photos == [names[1]])
    try await verified(house, erased: 6)
    let next = try await ask(house)
    let member = try await desk.erase(house.steward, .member(handle: "farah"), ground: "a wish")
    #expect(member.originals == 2 && member.photos == 2)
    #expect(try await house.question(next).attachments.isEmpty)
    #expect(try await originals(house).isEmpty)
    let report = try await house.verify()
    #expect(report.isClean, "\(report.faults)")
  }

  @Test func `of two questions go with the last that keeps them`() async throws {
    let house = try await House()
    let desk = desk(house)
    let (one, two) = (try await ask(house), try await ask(house))
    let names = try await desk.show(house.asker, one).photos
    _ = try await desk.erase(house.asker, .photo(of: one, name: names[0]), ground: "mine")
    #expect(try await originals(house).count == 2)
    let kept = try await desk.original(
      house.asker, two, ofPhoto: names[0], ground: nil
    ).bytes
    #expect(kept == Self.sent[0])
    _ = try await desk.erase(house.steward, .original(of: two, name: names[1]), ground: "all")
    #expect(try await originals(house) == [Self.sent[0]])
    #expect(try await desk.show(house.asker, one).originals == nil)
    try await verified(house, erased: 4)
  }

  @Test func `swapped, lost, or put back after an erasure are found`() async throws {
    let house = try await House()
    let id = try await ask(house)
    let whole = try await house.everything()
    let names = whole.attachments.keys.sorted().filter { $0.hasPrefix("originals/") }
    try #require(names.count == 2)
    for change: @Sendable (inout OpenRecord) -> Void in [
      { $0.attachments[names[0]] = whole.attachments[names[1]] },
      { $0.attachments[names[0]] = nil },
      { record in
        record.attachments[names[0]] = whole.attachments[names[1]]
        record.attachments[names[1]] = whole.attachments[names[0]]
      },
      { $0.attachments["originals/\(SHA.sha256([1]).hex).bin"] = [1] },
    ] {
      var changed = whole
      change(&changed)
      let faults = try changed.verify().faults
      #expect(faults.contains { $0.place.hasPrefix("originals/") }, "\(faults)")
    }
    let photo = try await house.desk.show(house.asker, id).photos[0]
    _ = try await house.desk.erase(house.asker, .original(of: id, name: photo), ground: "mine")
    var back = try await house.everything()
    for name in names { back.attachments[name] = whole.attachments[name] }
    #expect(try back.verify().faults.contains { $0.place.hasPrefix("originals/") })
    for (digest, payload) in whole.payloads { back.payloads[digest] = payload }
    #expect(try back.verify().faults.contains { $0.reason.contains("was erased") })
  }

  @Test func `left behind by an erasure of their photo are found`() async throws {
    let house = try await House()
    let id = try await ask(house)
    let name = try await house.desk.show(house.asker, id).photos[0]
    let asked = try #require(try await house.archive.read { try $0.trace(of: id).first })
    let photo = asked.event.photos[0]
    // In due form, signed and followed up, but for what left the telephone.
    try await house.archive.write { pen in
      let journal = Journal(
        pen: pen, community: ID("demo"), now: house.told.world.now(),
        secret: house.told.world.secret)
      try pen.forget(photo.digest)
      try pen.detach("photos/\(name)")
      try journal.record(
        .erased(
          Erased(
            entry: asked.index, question: id, member: house.asker.member.id, commitments: [photo],
            ground: journal.seal("ground", "a face"), by: house.asker.member.id)),
        by: house.asker.member.id)
    }
    let faults = try await house.verify().faults
    #expect(faults.contains { $0.reason.contains("erased does not follow") }, "\(faults)")
  }

  @Test func `are in no dossier; what the ledger says of them is`() async throws {
    let house = try await House()
    let id = try await ask(house)
    let dossier = try await desk(house).dossier(house.auditor, id)
    let commitments = try await house.archive.read { try $0.trace(of: id)[0].event.originals }
    let files = dossier.evidence
    #expect(dossier.photos.count == 2 && commitments.count == 2)
    #expect(!files.contains { $0.name.hasPrefix("originals/") })
    for commitment in commitments {
      #expect(!files.contains { $0.name.contains(commitment.digest) })
      #expect(
        files.contains {
          $0.name.hasPrefix("entries/")
            && String(decoding: $0.bytes, as: UTF8.self).contains(commitment.digest)
        })
    }
    #expect(!files.contains { Set(Self.sent).contains($0.bytes) })
    let said = try SecondVerifier.refusals(of: [dossier])
    #expect(said == "", "\(said)")
  }
}
